import type { VNode } from 'preact';
import type { Device, Status } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import { go } from '../route.js';
import { change, read } from '../state.js';
import { synchronise } from '../sync.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Lost } from './lost.js';
import type { ScreenProps } from './seldom.js';
import { SyncProgress } from './sync-progress.js';

/** From a fresh device to a register that can sell: the pairing code, then the first full sync. */
export function SetUp({ state }: ScreenProps): VNode {
  const { status, route, lost, shop } = state;
  const paired = status.link === 'linked' && route.screen !== 'set-up';
  return html`<main class="middle set-up"><div class="card">
    ${lost && status.link === 'none' && html`<${Lost} lost=${lost} />`}
    <h1>${paired ? `Setting up ${status.device?.name}` : 'Set up this register'}</h1>
    ${paired ? html`<${FirstSync} state=${state} />` : html`<${Pairing} />`}
    ${shop && html`<p><a href="#/">Back to the sale</a></p>`}
  </div></main>`;
}

/** Redeems a code, and brings the shop. @throws {@link Refused} */
export async function pair(code: string): Promise<void> {
  await ask<Device>('POST', 'api/pair', { code });
  change({ syncTrouble: null, status: await ask<Status>('GET', 'api/status') });
  go('');
  await synchronise();
}

const Pairing = remembers(() => ({ code: '', busy: false, wrong: '' }), (_: object, { code, busy, wrong }, put) => {
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy) return;
    if (!code.trim()) return put({ wrong: 'Enter the pairing code.' });
    put({ busy: true, wrong: '' });
    pair(code).catch((error: unknown) => put({ busy: false, wrong: sentence(error) }));
  };
  return html`<form onSubmit=${submit}>
    <p class="soft">Type the pairing code that the control panel shows for a register. It is good for 15 minutes.</p>
    <${Field} label="Pairing code" text=${code} change=${(typed: string) => put({ code: typed })} wrong=${wrong} look="code-field" refer=${focused} />
    <button class="main pay" disabled=${busy}>Set up register</button>
  </form>`;
});

const begin = (_: object, __: unknown, before?: object): void => { if (!before && !read().syncTrouble) void synchronise(); };

const FirstSync = remembers(() => ({}), ({ state: { sync, syncTrouble } }: Pick<ScreenProps, 'state'>) => {
  return syncTrouble
    ? html`<p class="trouble" role="alert">${syncTrouble}</p><button class="main pay" onClick=${synchronise}>Try again</button>`
    : html`<p>Bringing the shop to this register.</p>${sync && html`<${SyncProgress} sync=${sync} />`}`;
}, begin);
