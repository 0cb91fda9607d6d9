import type { VNode } from 'preact';
import type { Status } from '../../domain/local.js';
import { sentence } from '../api.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { countAsSaved, saveSales, type SavedFile, type Saving } from '../saving.js';

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
  const notThere = (): void => put({ says: otherWords.notArrived, asks: null });
  const question = asks && html`<div class="asks" role="group" aria-label=${otherWords.isFileThere}>
    <p>${otherWords.givenFile} <b>${asks.name}</b></p>
    <div class="acts"><button class="act" onClick=${notThere}>${otherWords.no}</button><button class="act strong" onClick=${there}>${otherWords.yes}</button></div>
  </div>`;
  return html`<button class="act tall" disabled=${busy || !unsynchronised} onClick=${save}>${otherWords.saveSales}</button>${question}<p class="soft" role="status" aria-label=${otherWords.savedSales}>${says}</p>`;
});

/** How many there are, which, and whether they are in a file. */
export function Unsent({ status }: Props): VNode {
  const { unsynchronised: open, unsaved, saved, folder } = status;
  if (!open) return html`<p class="good">${otherWords.allSent}</p>`;
  if (!unsaved) return html`<p class="warn">${otherWords.savedIn(open, (folder?.trouble === null ? folder.file : saved?.name) ?? '')}</p>`;
  const others = open - unsaved.count;
  const more = others > 0 && ` ${otherWords.othersSaved(others)}`;
  return html`<p class="warn">${otherWords.notSaved(unsaved.count, whichOf(status))}${more}</p>`;
}

/** `T1-000004 to T1-000006`. */
export function whichOf({ unsaved }: Status): string {
  if (!unsaved) return '';
  return unsaved.last === unsaved.first ? unsaved.first : otherWords.fromTo(unsaved.first, unsaved.last);
}
