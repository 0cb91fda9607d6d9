import type { VNode } from 'preact';
import type { Device, Status } from '../../domain/local.js';
import { pairingCode, readGiven } from '../../domain/set-up-link.js';
import { ask, Refused, sentence } from '../api.js';
import { decide } from '../by-link.js';
import { html } from '../html.js';
import { remembers, type Put } from '../remembers.js';
import { go, routeOf } from '../route.js';
import { change, isAway, read } from '../state.js';
import { readStorage } from '../storage.js';
import { synchronise } from '../sync.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Lost } from './lost.js';
import type { ScreenProps } from './seldom.js';
import { SyncProgress } from './sync-progress.js';

/** From a fresh device to a register that can sell: the pairing code, typed or by a link, then the first full sync. */
export function SetUp({ state }: ScreenProps): VNode {
  const { status, route, lost, shop } = state;
  const paired = status.link === 'linked' && route.screen !== 'set-up';
  return html`<main class="middle set-up"><div class="card">
    ${lost && status.link === 'none' && html`<${Lost} lost=${lost} />`}
    <h1>${paired ? `Setting up ${status.device?.name}` : 'Set up this register'}</h1>
    <${PrivateWindow} />
    ${paired ? html`<${FirstSync} state=${state} />` : html`<${Pairing} key=${route.id} status=${status} link=${route.screen === 'set-up' ? route.id : ''} />`}
    ${shop && html`<p><a href="#/">Back to the sale</a></p>`}
  </div></main>`;
}

/** Before anything is sold in a window that forgets it. */
const PrivateWindow = remembers(() => ({ brief: false }), (_: object, { brief }) => (brief ? html`<p class="asks" role="alert">This looks like a private or guest window: the browser throws away all that is sold here when it is closed. Open this address in a normal window.</p>` : null), (_, put, before) => {
  if (!before) readStorage().then((facts) => put({ brief: facts.brief === true }), console.warn);
});

/** Redeems a code, and brings the shop. @throws {@link Refused} */
export async function pair(code: string): Promise<void> {
  await ask<Device>('POST', 'api/pair', { code });
  // In one step: a link that has just paired this register must not find it paired.
  change({ syncTrouble: null, status: await ask<Status>('GET', 'api/status'), route: routeOf('') });
  go('');
  await synchronise();
}

interface PairingProps {
  readonly status: Status;
  /** What the set-up link that was opened has for a code; empty: none was. */
  readonly link: string;
}
interface Remembered {
  readonly code: string;
  readonly busy: boolean;
  readonly wrong: string;
}

/** Wait before a panel that was not to be had is asked again, in ms: a device may be up before its network is. */
const AGAIN = 5000;
/** The link that was tried: once, unless the panel was not to be had. */
let tried = '';

const Pairing = remembers(({ link }: PairingProps): Remembered => ({ code: pairingCode(link) ?? '', busy: false, wrong: '' }), ({ link }, { code, busy, wrong }, put) => {
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy) return;
    const given = codeOf(code);
    if ('wrong' in given) return put(given);
    put({ busy: true, wrong: '' });
    pair(given.code).catch((error: unknown) => put({ busy: false, wrong: sentence(error) }));
  };
  const hint = link ? 'The code is out of the set-up link that was opened here.' : 'Type the pairing code that the control panel shows for a register, or scan or paste its set-up link. It is good for 15 minutes.';
  return html`<form onSubmit=${submit}>
    <p class="soft">${hint}</p>
    <${Field} label="Pairing code" text=${code} change=${(typed: string) => put({ code: typed })} wrong=${wrong} look="code-field" refer=${focused} />
    <button class="main pay" disabled=${busy}>Set up register</button>
  </form>`;
}, follow);

/** What is in the field, or why that is no code. */
function codeOf(typed: string): { readonly code: string } | { readonly wrong: string } {
  const here = new URL('./', location.href).href;
  const given = readGiven(typed, here);
  if (given.kind === 'elsewhere') return { wrong: `This set-up link is for the control panel at ${given.address}, and this register is of ${here}. Open the link in the browser instead, or take a code from this register’s own control panel.` };
  if (given.kind === 'malformed') return { wrong: 'This set-up link is not whole. Copy all of it from the control panel, page Registers, or type the pairing code.' };
  return given.code ? given : { wrong: 'Enter the pairing code.' };
}

/** Does what a link that was opened asks for, as far as that is safe. */
function follow({ status, link }: PairingProps, put: Put<Remembered>): void {
  if (!link || link === tried) return;
  switch (decide(status, link)) {
    case 'wait': return;
    case 'taken': return refuseLink(status);
    case 'malformed': tried = link; return put({ wrong: 'The set-up link is not whole: there is no pairing code in it. Take a new one from the control panel, page Registers.' });
    case 'ask': tried = link; return put({ wrong: 'This device has been a register before. To set it up with the link’s code, press the button.' });
    case 'pair': tried = link; return followLink(link, put);
  }
}

function refuseLink({ device }: Status): void {
  go('');
  change({ route: routeOf(''), notice: { text: `This device is ${device?.name} already, so the set-up link was not used.` } });
}

function followLink(link: string, put: Put<Remembered>): void {
  put({ busy: true, wrong: '' });
  pair(pairingCode(link) ?? '').then(() => { tried = ''; }, (error: unknown) => {
    const away = error instanceof Refused && isAway(error.code);
    put({ busy: false, wrong: `The set-up link did not work. ${sentence(error)}${away ? ' It is tried again by itself.' : ''}` });
    if (away) setTimeout(() => { if (read().route.id === link && read().status.link === 'none') followLink(link, put); }, AGAIN);
  });
}

const begin = (_: object, __: unknown, before?: object): void => { if (!before && !read().syncTrouble) void synchronise(); };

const FirstSync = remembers(() => ({}), ({ state: { sync, syncTrouble } }: Pick<ScreenProps, 'state'>) => {
  return syncTrouble
    ? html`<p class="trouble" role="alert">${syncTrouble}</p><button class="main pay" onClick=${synchronise}>Try again</button>`
    : html`<p>Bringing the shop to this register.</p>${sync && html`<${SyncProgress} sync=${sync} />`}`;
}, begin);
