import type { VNode } from 'preact';
import { html } from '../html.js';
import { canUse, choose, whyNot } from '../printing/choose.js';
import { openDrawer, printTestPage, putSettings } from '../printing/printing.js';
import type { Letters, PrinterSettings } from '../printing/settings.js';
import { testPage } from '../printing/test-page.js';
import { remembers } from '../remembers.js';
import type { Shop } from '../shop.js';
import type { State } from '../state.js';
import { Became } from './print-key.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
}

const KINDS: Readonly<Record<PrinterSettings['kind'], string>> = { none: 'None: the browser’s print dialog', usb: 'USB', serial: 'Serial' };
const WIDTHS = { 48: '80 mm, 48 characters', 42: '80 mm, 42 characters', 32: '58 mm, 32 characters' } as const;
const LETTERS: Readonly<Record<Letters, string>> = {
  epson: 'Epson, and most others', 'epson/legacy': 'Epson, before 2010', xprinter: 'Xprinter, and many 80 mm ones without a name', 'pos-5890': 'POS-58, and many 58 mm ones without a name',
  bixolon: 'Bixolon, Samsung', citizen: 'Citizen', star: 'Star, in its ESC/POS mode', sunmi: 'Sunmi', plain: 'Any printer: without accents',
};
const SPEEDS = { 9600: '9600', 19200: '19200', 38400: '38400', 57600: '57600', 115200: '115200' } as const;

/** The receipt printer of this device, and the drawer on it. */
export const Printer = remembers(() => ({ says: '' }), ({ state: { printer, printing }, shop }: Props, { says }, put) => {
  const { kind, device, columns, letters, speed, auto, drawer, freeDrawer } = printer;
  const connect = (): void => {
    if (kind === 'none') return;
    put({ says: '' });
    choose(kind, device !== null).then(putSettings, (error: unknown) => put({ says: whyNot(error) }));
  };
  const test = (): void => { if (device) printTestPage(testPage(shop.receipt.shopName, device, columns)); };
  const width = choice('Paper', WIDTHS, String(columns), (to) => putSettings({ columns: Number(to) as PrinterSettings['columns'] }));
  const mine = printing?.paper?.number ? null : printing;
  return html`<section class="card" aria-label="Receipt printer"><h2>Receipt printer</h2>
    ${Ways(kind)}
    ${kind !== 'none' && html`
      <dl class="facts"><dt>Printer</dt><dd>${device ? device.name : 'none is connected yet'}</dd></dl>
      <button class="act tall" onClick=${connect}>${device ? 'Connect another printer' : 'Connect printer'}</button>
      <p class="trouble" role="alert">${says}</p>`}
    ${width}
    ${kind !== 'none' && html`
      ${choice('Letters', LETTERS, letters, (to) => putSettings({ letters: to as Letters }))}
      ${kind === 'serial' && choice('Speed', SPEEDS, String(speed), (to) => putSettings({ speed: Number(to) }))}
      <div>${check('Print every receipt without being asked', auto, (on) => putSettings({ auto: on }))}
      ${check('Open the drawer on this printer when cash is taken', drawer, (on) => putSettings({ drawer: on }))}
      ${drawer && check('Let whoever is signed in open the drawer without a sale', freeDrawer, (on) => putSettings({ freeDrawer: on }))}</div>
      <div class="acts"><button class="act tall" disabled=${!device || mine?.busy} onClick=${test}>Print test page</button>
      ${drawer && html`<button class="act tall" disabled=${!device || mine?.busy} onClick=${openDrawer}>Open drawer</button>`}</div>
      <${Became} printing=${mine} />`}
  </section>`;
});

/** How a printer can be reached from this browser. */
function Ways(kind: PrinterSettings['kind']): VNode {
  const kinds = Object.fromEntries(Object.entries(KINDS).filter(([name]) => canUse(name as PrinterSettings['kind']) || name === kind));
  if (Object.keys(kinds).length === 1) return html`<p class="soft">This browser cannot reach a receipt printer by itself, or is not allowed to: Chrome and Edge on a computer can. Receipts are printed by the browser’s print dialog.</p>`;
  return html`${choice('Connection', kinds, kind, (to) => putSettings({ kind: to as PrinterSettings['kind'], device: null }))}
    ${!canUse(kind) && html`<p class="trouble">This browser does not reach printers this way any more. Choose another connection.</p>`}`;
}

function choice(label: string, options: Readonly<Record<string, string>>, value: string, change: (to: string) => void): VNode {
  const id = `printer-${label.toLowerCase()}`;
  const list = Object.entries(options).map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`);
  return html`<div class="field"><label for=${id}>${label}</label><div class="entry"><select id=${id} onChange=${(event: Event) => change((event.target as HTMLSelectElement).value)}>${list}</select></div></div>`;
}

function check(label: string, on: boolean, change: (on: boolean) => void): VNode {
  return html`<label class="check"><input type="checkbox" checked=${on} onChange=${(event: Event) => change((event.target as HTMLInputElement).checked)} />${label}</label>`;
}
