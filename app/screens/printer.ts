import type { VNode } from 'preact';
import { figure } from '../../words/figures.js';
import { html } from '../html.js';
import { otherWords, paperWords } from '../other-words.js';
import { canUse, choose, whyNot } from '../printing/choose.js';
import { layouts } from '../printing/layouts.js';
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

const kinds = (): Readonly<Record<PrinterSettings['kind'], string>> => ({ none: otherWords.printDialog, usb: otherWords.usb, serial: otherWords.serial });
const widths = (): Readonly<Record<string, string>> => ({ 48: otherWords.paperOf(figure(80), figure(48)), 42: otherWords.paperOf(figure(80), figure(42)), 32: otherWords.paperOf(figure(58), figure(32)) });
const letterSets = (): Readonly<Record<Letters, string>> => ({
  epson: otherWords.lettersEpson, 'epson/legacy': otherWords.lettersOldEpson, xprinter: otherWords.lettersXprinter, 'pos-5890': otherWords.lettersPos,
  bixolon: otherWords.lettersBixolon, citizen: otherWords.lettersCitizen, star: otherWords.lettersStar, sunmi: otherWords.lettersSunmi, plain: otherWords.lettersPlain,
});
const SPEEDS = { 9600: '9600', 19200: '19200', 38400: '38400', 57600: '57600', 115200: '115200' } as const;

/** The receipt printer of this device, and the drawer on it. */
export const Printer = remembers(() => ({ says: '' }), ({ state: { printer, printing }, shop }: Props, { says }, put) => {
  const { kind, device, columns, letters, speed, auto, drawer, freeDrawer } = printer;
  const connect = (): void => {
    if (kind === 'none') return;
    put({ says: '' });
    choose(kind, device !== null).then(putSettings, (error: unknown) => put({ says: whyNot(error) }));
  };
  const test = (): void => { if (device) printTestPage(layouts(shop.config, (config, printed) => testPage(shop.receipt.shopName, device, columns, config, printed))); };
  const width = choice('paper', otherWords.paper, widths(), String(columns), (to) => putSettings({ columns: Number(to) as PrinterSettings['columns'] }));
  const foreign = paperWords(shop.config.locale) !== paperWords('en');
  const mine = printing?.paper?.number ? null : printing;
  return html`<section class="card" aria-label=${otherWords.receiptPrinter}><h2>${otherWords.receiptPrinter}</h2>
    ${Ways(kind)}
    ${kind !== 'none' && html`
      <dl class="facts"><dt>${otherWords.printer}</dt><dd>${device ? device.name : otherWords.noneConnected}</dd></dl>
      <button class="act tall" onClick=${connect}>${device ? otherWords.connectAnother : otherWords.connectPrinter}</button>
      <p class="trouble" role="alert">${says}</p>`}
    ${width}
    ${kind !== 'none' && html`
      ${choice('letters', otherWords.letters, letterSets(), letters, (to) => putSettings({ letters: to as Letters }))}
      ${kind === 'serial' && choice('speed', otherWords.speed, SPEEDS, String(speed), (to) => putSettings({ speed: Number(to) }))}
      <p class="soft">${foreign && otherWords.wordsInEnglish}</p>
      <div>${check(otherWords.printAll, auto, (on) => putSettings({ auto: on }))}
      ${check(otherWords.openForCash, drawer, (on) => putSettings({ drawer: on }))}
      ${drawer && check(otherWords.freeDrawer, freeDrawer, (on) => putSettings({ freeDrawer: on }))}</div>
      <div class="acts"><button class="act tall" disabled=${!device || mine?.busy} onClick=${test}>${otherWords.printTestPage}</button>
      ${drawer && html`<button class="act tall" disabled=${!device || mine?.busy} onClick=${openDrawer}>${otherWords.openDrawer}</button>`}</div>
      <${Became} printing=${mine} />`}
  </section>`;
});

/** How a printer can be reached from this browser. */
function Ways(kind: PrinterSettings['kind']): VNode {
  const ways = Object.fromEntries(Object.entries(kinds()).filter(([name]) => canUse(name as PrinterSettings['kind']) || name === kind));
  if (Object.keys(ways).length === 1) return html`<p class="soft">${otherWords.noPrinters}</p>`;
  return html`${choice('connection', otherWords.connection, ways, kind, (to) => putSettings({ kind: to as PrinterSettings['kind'], device: null }))}
    ${!canUse(kind) && html`<p class="trouble">${otherWords.wayGone}</p>`}`;
}

function choice(name: string, label: string, options: Readonly<Record<string, string>>, value: string, change: (to: string) => void): VNode {
  const id = `printer-${name}`;
  const list = Object.entries(options).map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`);
  return html`<div class="field"><label for=${id}>${label}</label><div class="entry"><select id=${id} onChange=${(event: Event) => change((event.target as HTMLSelectElement).value)}>${list}</select></div></div>`;
}

function check(label: string, on: boolean, change: (on: boolean) => void): VNode {
  return html`<label class="check"><input type="checkbox" checked=${on} onChange=${(event: Event) => change((event.target as HTMLInputElement).checked)} />${label}</label>`;
}
