import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Device, Status } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { html } from '../html.js';
import { go } from '../route.js';
import { change, read, type State } from '../state.js';
import { synchronise } from '../sync.js';
import { controlled } from '../worker.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { SyncProgress } from './sync-progress.js';

/** From a fresh device to a register that can sell: the pairing code, then the first full sync. */
export function SetUp({ state }: { readonly state: State }): VNode {
  const { status, route } = state;
  const paired = status?.link === 'linked' && route.screen !== 'set-up';
  return html`<main class="middle set-up"><div class="card"><h1>${paired ? `Setting up ${status.device?.name ?? 'the register'}` : 'Set up this register'}</h1>
    ${paired ? html`<${FirstSync} state=${state} />` : html`<${Pairing} />`}
  </div></main>`;
}

function Pairing(): VNode {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!code.trim()) return setWrong('Enter the pairing code. The control panel shows it under Registers.');
    setBusy(true);
    setWrong('');
    try {
      await controlled();
      await ask<Device>('POST', 'api/pair', { code: code.trim() });
      change({ syncTrouble: null, status: await ask<Status>('GET', 'api/status') });
      go('');
      await synchronise();
    } catch (error) {
      setWrong(sentence(error));
    }
    setBusy(false);
  };
  return html`<form onSubmit=${submit}>
    <p class="soft">In the control panel, open Registers, add or choose a register, and type its pairing code here. A code is good for 15 minutes.</p>
    <${Field} label="Pairing code" text=${code} change=${setCode} wrong=${wrong} look="code-field" refer=${focused} />
    <button class="main pay" disabled=${busy}>Set up register</button>
    <p class="soft" role="status">${busy ? 'Asking the control panel…' : ''}</p>
  </form>`;
}

function FirstSync({ state: { sync, syncTrouble } }: { readonly state: State }): VNode {
  useEffect(() => { if (!read().sync && !read().syncTrouble) void synchronise(); }, []);
  if (sync || !syncTrouble) return html`<p>Bringing the shop to this register.</p><${SyncProgress} sync=${sync ?? { what: 'Starting', done: 0, of: 0 }} />`;
  return html`<p class="trouble" role="alert">${syncTrouble}</p><button class="main pay" onClick=${() => synchronise()}>Try again</button>`;
}
