import type { DemoLedger, DemoState } from '../../domain/demo.js';
import type { Status } from '../../domain/local.js';
import { NAMES } from '../../domain/names.js';
import { ask, sentence } from '../api.js';
import { forgetLanguage } from '../languages.js';
import { readStorage } from '../storage.js';
import { look, sendNow } from '../standing.js';
import { change, read, watch } from '../state.js';
import { controlled } from '../worker.js';

/** What the demo's own parts of the screen show. */
export interface DemoView {
  /** Null until the worker has answered. */
  readonly state: DemoState | null;
  readonly over: 'reset' | 'ledger' | null;
  readonly ledger: DemoLedger | null;
  readonly trouble: string;
  /** A private window: everything goes with it. */
  readonly brief: boolean;
}

let view: DemoView = { state: null, over: null, ledger: null, trouble: '', brief: false };

export const readDemo = (): DemoView => view;

/** Changes it, and has everything drawn anew. */
export function changeDemo(part: Partial<DemoView>): void {
  view = { ...view, ...part };
  change({});
}

/** Keeps the banner what the worker's panel says. */
export function startDemo(): void {
  let seen: Status | null = null;
  const follow = (): void => {
    if (read().status === seen) return;
    seen = read().status;
    // A sale that was refused turns its switch back; a pairing spends its code.
    ask<DemoState>('GET', 'api/demo').then((state) => changeDemo({ state }), console.warn);
  };
  void controlled().then(() => { follow(); watch(follow); });
  readStorage().then(({ brief }) => changeDemo({ brief: brief === true }), console.warn);
}

/** Turns a switch. What waits is sent when the connection is back. */
export async function turn(part: Partial<Pick<DemoState, 'offline' | 'refuseNext'>>): Promise<void> {
  try {
    changeDemo({ state: await ask<DemoState>('POST', 'api/demo', part) });
    await (part.offline === false ? sendNow() : look());
  } catch (error) {
    change({ notice: { text: sentence(error), bad: true } });
  }
}

export async function showLedger(): Promise<void> {
  const ledger = await ask<DemoLedger>('GET', 'api/demo/ledger').catch((error: unknown) => change({ panel: null, notice: { text: sentence(error), bad: true } }));
  if (!ledger) return;
  change({ panel: null });
  changeDemo({ ledger, over: 'ledger' });
}

/** Clears the demo, and begins anew. */
export async function resetDemo(): Promise<void> {
  try {
    await ask('POST', 'api/demo/reset');
  } catch (error) {
    return changeDemo({ trouble: sentence(error) });
  }
  for (const key of [NAMES.sentinel, `${NAMES.sentinel}-lost`]) localStorage.removeItem(key);
  forgetLanguage();
  forgetTab();
  location.href = './';
}

/** Takes away what the demo, and nobody else, remembers in this tab. */
export function forgetTab(): void {
  for (const key of ['staff', 'touched', 'cart']) sessionStorage.removeItem(`demo-${key}`);
}
