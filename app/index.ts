import { get } from 'idb-keyval';
import { render } from 'preact';
import { DEMO } from '../domain/demo.js';
import { sentence } from './api.js';
import { followShop, looked } from './follow-shop.js';
import { knowMoney, MONEY, type MoneyForm } from './format.js';
import { html } from './html.js';
import { kept, restoreCart } from './kept-cart.js';
import { begin, words } from './language.js';
import { routeOf } from './route.js';
import { listenForScans } from './scan.js';
import { App } from './screens/app.js';
import { loadSeldom } from './screens/seldom.js';
import { addByCode, mindEarly } from './selling.js';
import { restoreStaff } from './staff.js';
import { followWorker } from './standing.js';
import { change, read, screenOf, UNKNOWN, watch } from './state.js';
import { considerUpdate, hasUpdate, startWorker, whyUnfit } from './worker.js';
import { startDemo } from './demo/state.js';
import { whyNoWorker } from './demo/trouble.js';

async function start(): Promise<void> {
  await begin();
  change({ unfit: whyUnfit(), route: routeOf(location.hash) });
  // What is on the disk is on its way while the first screen is made.
  const restored = read().unfit ? null : restore();
  const following = restored && followShop(restored);
  const place = document.getElementById('app') as HTMLElement;
  place.textContent = '';
  render(html`<${App} />`, place);
  if (!restored) return;
  window.addEventListener('hashchange', () => change({ route: routeOf(location.hash), panel: null }));
  restoreStaff();
  await restored;
  listenForScans(() => read().shop !== null && read().route.screen !== 'set-up', addByCode);
  watch(mindShop);
  if (DEMO) startDemo();
  await looked;
  await Promise.all([following, follow(), loadSeldom()]);
}

async function restore(): Promise<void> {
  const [cart, form] = await Promise.all([restoreCart(), get<MoneyForm>(MONEY, kept).catch(console.warn)]);
  if (form) knowMoney(form);
  change({ cart });
}

async function follow(): Promise<void> {
  await startWorker(mindUpdate);
  await followWorker();
  watch(mindUpdate);
  // Not only a cart that says that it was sent: the power may have gone between the worker's write and the page's.
  if (read().cart.lines.length) await import('./screens/others.js').then(({ findFinished }) => findFinished()).catch((error: unknown) => change({ payTrouble: sentence(error) }));
}

/** The worker says which shop is current; the page follows. */
function mindShop(): void {
  mindEarly();
  const { status, shop, syncTrouble } = read();
  if (status.catalogue && status.catalogue !== shop?.hash && (shop || !syncTrouble)) void followShop();
}

function mindUpdate(): void {
  const { cart, status, paying, sync, updateReady } = read();
  if (hasUpdate() !== updateReady) change({ updateReady: hasUpdate() });
  const noSaleOpen = cart.lines.length === 0 && !paying && !sync && !screenOf(read());
  // What cannot be sent must not hold the update up: an old protocol may be the very reason.
  const outboxRests = !status.sending && (status.unsynchronised === status.needsAttention || status.trouble !== null);
  considerUpdate(noSaleOpen && status !== UNKNOWN && outboxRests);
}

start().catch((error: unknown) => {
  console.error(error);
  if (read().shop) return;
  if (DEMO) void whyNoWorker().then((unfit) => change({ unfit }));
  else change({ unfit: words.noWorker });
});
