import { html } from '../html.js';
import { apart } from '../language.js';
import { otherWords } from '../other-words.js';
import { remembers, type Put } from '../remembers.js';
import { askToKeep, readStorage, size, type StorageFacts } from '../storage.js';

const start = () => ({ facts: null as StorageFacts | null, says: '' });

/** How safe what is kept here is from the browser itself, and what makes it safer. */
export const Storage = remembers(start, (_: object, { facts, says }, put) => {
  if (!facts) return html`<p class="soft" role="status">${says}</p>`;
  const { persisted, brief, usage, quota } = facts;
  const rows = [
    [otherWords.storage, persisted === null ? otherWords.notSaid : persisted ? otherWords.untilCleared : otherWords.mayBeCleared],
    [otherWords.window, brief === null ? otherWords.windowUnknown : brief ? otherWords.windowPrivate : otherWords.windowNormal],
    [otherWords.space, usage === null || quota === null ? otherWords.notSaid : otherWords.spaceOf(apart(size(usage)), apart(size(quota - usage)))],
  ];
  const ask = (): void => void askToKeep().then((kept) => {
    put({ says: kept ? '' : otherWords.saidNo });
    look(put);
  });
  const button = persisted === false && html`<p class="soft">${otherWords.keptAsApp}</p><button class="act tall" onClick=${ask}>${otherWords.askToKeep}</button>`;
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>${button}<p class="warn" role="status">${says}</p>`;
}, (_, put, before) => { if (!before) look(put); });

function look(put: Put<ReturnType<typeof start>>): void {
  readStorage().then((facts) => put({ facts }), (error: unknown) => { console.warn(error); put({ says: otherWords.storageUnknown }); });
}
