import type { VNode } from 'preact';
import type { Device, Status } from '../../domain/local.js';
import { pairingCode, readGiven } from '../../domain/set-up-link.js';
import { ask, Refused, sentence } from '../api.js';
import { decide } from '../by-link.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
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
    <h1>${paired ? otherWords.settingUp(status.device?.name ?? '') : otherWords.setUp}</h1>
    <${PrivateWindow} />
    ${paired ? html`<${FirstSync} state=${state} />` : html`<${Pairing} key=${route.id} status=${status} link=${route.screen === 'set-up' ? route.id : ''} />`}
    ${shop && html`<p><a href="#/">${otherWords.backToTheSale}</a></p>`}
  </div></main>`;
}

/** Before anything is sold in a window that forgets it. */
const PrivateWindow = remembers(() => ({ brief: false }), (_: object, { brief }) => (brief ? html`<p class="asks" role="alert">${otherWords.forgetfulWindow}</p>` : null), (_, put, before) => {
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
  const hint = link ? otherWords.codeFromLink : otherWords.typeCode;
  return html`<form onSubmit=${submit}>
    <p class="soft">${hint}</p>
    <${Field} id="pairing-code" label=${otherWords.pairingCode} text=${code} change=${(typed: string) => put({ code: typed })} wrong=${wrong} look="code-field" refer=${focused} />
    <button class="main pay" disabled=${busy}>${otherWords.setUpRegister}</button>
  </form>`;
}, follow);

/** What is in the field, or why that is no code. */
function codeOf(typed: string): { readonly code: string } | { readonly wrong: string } {
  const here = new URL('./', location.href).href;
  const given = readGiven(typed, here);
  if (given.kind === 'elsewhere') return { wrong: otherWords.linkElsewhere(given.address, here) };
  if (given.kind === 'malformed') return { wrong: otherWords.linkNotWhole };
  return given.code ? given : { wrong: otherWords.enterCode };
}

/** Does what a link that was opened asks for, as far as that is safe. */
function follow({ status, link }: PairingProps, put: Put<Remembered>): void {
  if (!link || link === tried) return;
  switch (decide(status, link)) {
    case 'wait': return;
    case 'taken': return refuseLink(status);
    case 'malformed': tried = link; return put({ wrong: otherWords.linkWithoutCode });
    case 'ask': tried = link; return put({ wrong: otherWords.wasBefore });
    case 'pair': tried = link; return followLink(link, put);
  }
}

function refuseLink({ device }: Status): void {
  go('');
  change({ route: routeOf(''), notice: { text: otherWords.isAlready(device?.name ?? '') } });
}

function followLink(link: string, put: Put<Remembered>): void {
  put({ busy: true, wrong: '' });
  pair(pairingCode(link) ?? '').then(() => { tried = ''; }, (error: unknown) => {
    const away = error instanceof Refused && isAway(error.code);
    put({ busy: false, wrong: (away ? otherWords.linkTriedAgain : otherWords.linkFailed)(sentence(error)) });
    if (away) setTimeout(() => { if (read().route.id === link && read().status.link === 'none') followLink(link, put); }, AGAIN);
  });
}

const begin = (_: object, __: unknown, before?: object): void => { if (!before && !read().syncTrouble) void synchronise(); };

const FirstSync = remembers(() => ({}), ({ state: { sync, syncTrouble } }: Pick<ScreenProps, 'state'>) => {
  return syncTrouble
    ? html`<p class="trouble" role="alert">${syncTrouble}</p><button class="main pay" onClick=${synchronise}>${otherWords.tryAgain}</button>`
    : html`<p>${otherWords.bringingShop}</p>${sync && html`<${SyncProgress} sync=${sync} />`}`;
}, begin);
