import { html } from '../html.js';
import { remembers, type Put } from '../remembers.js';
import { askToKeep, readStorage, size, type StorageFacts } from '../storage.js';

const start = () => ({ facts: null as StorageFacts | null, says: '' });

/** How safe what is kept here is from the browser itself, and what makes it safer. */
export const Storage = remembers(start, (_: object, { facts, says }, put) => {
  if (!facts) return html`<p class="soft" role="status">${says}</p>`;
  const { persisted, brief, usage, quota } = facts;
  const rows = [
    ['Storage', persisted === null ? 'this browser does not say' : persisted ? 'until somebody clears it' : 'may be cleared when the device is full'],
    ['Window', brief === null ? 'cannot be told: do not use a private one' : brief ? 'looks like a private one: everything goes when it is closed. Use a normal window.' : 'a normal one, as far as can be told'],
    ['Space', usage === null || quota === null ? 'this browser does not say' : `${size(usage)} used, ${size(quota - usage)} free for the register`],
  ];
  const ask = (): void => void askToKeep().then((kept) => {
    put({ says: kept ? '' : 'The browser said no. Install the register as an app by the browser’s menu, then ask again; or keep a copy in a folder.' });
    look(put);
  });
  const button = persisted === false && html`<p class="soft">A register that is installed as an app is kept. Ask again after that.</p><button class="act tall" onClick=${ask}>Ask the browser to keep this data</button>`;
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>${button}<p class="warn" role="status">${says}</p>`;
}, (_, put, before) => { if (!before) look(put); });

function look(put: Put<ReturnType<typeof start>>): void {
  readStorage().then((facts) => put({ facts }), (error: unknown) => { console.warn(error); put({ says: 'This browser does not say how it keeps its data.' }); });
}
