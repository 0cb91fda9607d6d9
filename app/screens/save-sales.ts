import type { VNode } from 'preact';
import type { Status } from '../../domain/local.js';
import { sentence } from '../api.js';
import { count } from '../format.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import { countAsSaved, NOT_SAVED, saveSales, type SavedFile, type Saving } from '../saving.js';

interface Props {
  readonly status: Status;
}

const start = () => ({ says: '', asks: null as SavedFile | null, busy: false });

/** Saves all unsynchronised sales to a file, at any time. */
export const SaveSales = remembers(start, ({ status: { device, unsynchronised } }: Props, { says, asks, busy }, put) => {
  const show = (saving: Saving): void => put({ ...saving, busy: false });
  const fail = (error: unknown): void => put({ says: sentence(error), busy: false });
  const save = (): void => {
    put({ busy: true, says: '', asks: null });
    if (device) saveSales(device).then(show, fail);
  };
  const there = (): void => { if (asks) countAsSaved(asks).then((said) => put({ says: said, asks: null }), fail); };
  const notThere = (): void => put({ says: NOT_SAVED, asks: null });
  const question = asks && html`<div class="asks" role="group" aria-label="Is the file there?">
    <p>The browser was given the file, and cannot tell whether it is written. Is <b>${asks.name}</b> in your downloads?</p>
    <div class="acts"><button class="act" onClick=${notThere}>No</button><button class="act strong" onClick=${there}>Yes, it is there</button></div>
  </div>`;
  return html`<button class="act tall" disabled=${busy || !unsynchronised} onClick=${save}>Save unsynchronised sales</button>${question}<p class="soft" role="status" aria-label="Saved sales">${says}</p>`;
});

/** How many there are, which, and whether they are in a file. */
export function Unsent({ status }: Props): VNode {
  const { unsynchronised: open, unsaved, saved, folder } = status;
  if (!open) return html`<p class="good">Every sale has been sent to the control panel.</p>`;
  if (!unsaved) return html`<p class="warn">${count(open, 'sale')} ${are(open)} not sent yet, and saved in <b>${folder?.trouble === null ? folder.file : saved?.name}</b>.</p>`;
  const others = open - unsaved.count;
  const more = others > 0 && ` ${count(others, 'other')} ${are(others)} not sent, but saved.`;
  return html`<p class="warn">${count(unsaved.count, 'sale')} ${are(unsaved.count)} neither sent nor saved to a file: <b class="which">${whichOf(status)}</b>.${more}</p>`;
}

const are = (number: number): string => (number === 1 ? 'is' : 'are');

/** `T1-000004 to T1-000006`. */
export function whichOf({ unsaved }: Status): string {
  return unsaved ? `${unsaved.first}${unsaved.last === unsaved.first ? '' : ` to ${unsaved.last}`}` : '';
}
