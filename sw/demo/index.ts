import type { DemoState } from '../../domain/demo.js';
import { PREFIX, type Names } from '../../domain/names.js';
import { json } from '../refuse.js';
import { openStore } from '../store.js';
import { isOffline, readState, resetDemo, turn } from './controls.js';
import { readLedger } from './ledger.js';
import { answerAsPanel } from './panel.js';
import type { DemoParts } from './parts.js';
import type { SampleShop } from './sample.js';

declare const self: ServiceWorkerGlobalScope;
/** Written by the build. */
declare const __DEMO_SHOP__: SampleShop;

type On = (method: 'GET' | 'POST', pattern: RegExp, verb: (asked: { readonly request: Request }) => Promise<Response>) => void;

/**
 * Puts a control panel where the worker's network is. In place of `fetch` itself, because both of the worker's ways out
 * end there: `Platform.network` and Workbox's strategies. Everything else goes where it always goes.
 * @param base absolute URL of the demo's path, with its slash.
 * @param on adds an address for the page.
 */
export function openDemo(names: Names, base: string, on: On): void {
  const parts: DemoParts = { use: openStore(`${PREFIX}-panel`, 'strict'), sample: __DEMO_SHOP__, now: Date.now };
  const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request(`${names.lock}-panel`, work) as Promise<T>;
  const outside = self.fetch.bind(self);
  self.fetch = async (input, init) => {
    const request = input instanceof Request ? input : null;
    if (!request || !request.url.startsWith(`${base}api/`)) return outside(input, init);
    // What a browser throws when the cable is out.
    if (await isOffline(parts.use)) throw new TypeError('Failed to fetch');
    return alone(() => answerAsPanel(parts, `${base}api/`, request));
  };
  on('GET', /^demo$/, async () => json(await readState(parts)));
  on('POST', /^demo$/, async ({ request }) => {
    await turn(parts, await request.json() as Partial<DemoState>);
    return json(await readState(parts));
  });
  on('GET', /^demo\/ledger$/, async () => json(await readLedger(parts)));
  on('POST', /^demo\/reset$/, async () => {
    await resetDemo(parts, names, alone);
    return json({ done: true });
  });
}
