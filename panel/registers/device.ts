import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RegisterReport, RegisterRow } from '../../domain/panel.js';
import { html } from '../html.js';
import { Tag } from '../notices.js';
import { Time } from '../times.js';
import { counted } from './numbers.js';

const DAY = 86_400_000;

/** For how many whole days nothing was heard of the device in force; 0: less than one, or there is none. */
export function silentDays({ link }: Pick<RegisterRow, 'link'>, now: Date): number {
  const heard = link && (link.lastHeardOf ?? link.since);
  return heard ? Math.max(0, Math.floor((now.getTime() - Date.parse(heard)) / DAY)) : 0;
}

/** Stands out in the list, in words too. */
export function Silent({ days }: { readonly days: number }): VNode | null {
  return days > 0 ? html`<${Tag} kind="bad">Silent for ${counted(days, 'day')}<//>` : null;
}

interface Keeping {
  readonly kind: 'good' | 'warn' | 'bad' | '';
  readonly short: string;
  readonly long: string;
}
const KEEPING: Readonly<Record<RegisterReport['storage'], Keeping>> = {
  persistent: { kind: 'good', short: '', long: 'Kept until somebody clears it.' },
  'best-effort': { kind: 'warn', short: 'data may be cleared', long: 'The browser may clear it when the device is full. On the device: Settings, Is this device fit?' },
  ephemeral: { kind: 'bad', short: 'data goes at exit', long: 'It looks like a private or guest window, whose data goes when it is closed (a guess). On the device: Settings, Is this device fit?' },
  unknown: { kind: '', short: '', long: 'Its browser does not say.' },
};

/** In the list: what is on the device alone, and how safe it is there, where that is worth a word. */
export function OnDevice({ report }: { readonly report: RegisterReport | null }): VNode | null {
  if (!report) return null;
  const { kind, short } = KEEPING[report.storage];
  return html`
    <span class="on-device">
      ${report.unsynchronised > 0 && html`<${Tag} kind="warn">${report.unsynchronised.toLocaleString('en')} unsynchronised<//>`}
      ${(kind === 'warn' || kind === 'bad') && html`<${Tag} kind=${kind}>${short}<//>`}
    </span>`;
}

/** Whether a version is the one in the text of the worker that this control panel serves. */
export function isServed(version: string, worker: string): boolean {
  return worker.includes(`"${version}"`);
}

/** The text of the worker that registers get from here; empty until it is here. */
function useWorkerText(): string {
  const [text, setText] = useState('');
  useEffect(() => {
    fetch('/register/sw.js').then((response) => (response.ok ? response.text() : '')).then(setText, console.warn);
  }, []);
  return text;
}

/** All that the device in force has said of itself. */
export function DeviceFacts({ report }: { readonly report: RegisterReport }): VNode {
  const worker = useWorkerText();
  const age = worker && (isServed(report.version, worker) ? ', the newest' : ', not the newest: it updates by itself when no sale is open');
  return html`
    <section aria-labelledby="device-facts">
      <h3 id="device-facts">What the device says</h3>
      <dl class="facts">
        <dt>Said</dt><dd><${Time} at=${report.at} /></dd>
        <dt>Unsynchronised</dt><dd>${counted(report.unsynchronised, 'sale')}</dd>
        <dt>Its data</dt><dd>${KEEPING[report.storage].long}</dd>
        <dt>Last full sync</dt><dd>${report.lastFullSync ? html`<${Time} at=${report.lastFullSync} /> by its own clock` : 'none yet'}</dd>
        <dt>Version</dt><dd>${report.version}${age}</dd>
        <dt>Protocol</dt><dd>${report.protocol}</dd>
      </dl>
    </section>`;
}
