import { get } from 'idb-keyval';
import { render } from 'preact';
import { DEMO } from '../domain/demo.js';
import { sentence } from './api.js';
import { findFinished } from './checkout.js';
import { followShop, looked } from './follow-shop.js';
import { knowMoney, MONEY, type MoneyForm } from './format.js';
import { html } from './html.js';
import { kept, restoreCart } from './kept-cart.js';
import { routeOf } from './route.js';
import { listenForScans } from './scan.js';
import { App } from './screens/app.js';
import { loadSeldom } from './screens/seldom.js';
import { addByCode } from './selling.js';
import { restoreStaff, watchIdle } from './staff.js';
import { followWorker } from './standing.js';
import { change, read, screenOf, UNKNOWN, watch } from './state.js';
import { considerUpdate, hasUpdate, startWorker, whyUnfit } from './worker.js';
import { startDemo } from './demo/state.js';
import { whyNoWorker } from './demo/trouble.js';

const TROUBLE = 'Its worker did not start. Check the connection, then reload the page. If it stays, let this site keep data (cookies) on the device.';

async function start(): Promise<void> {
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
  watchIdle();
  listenForScans(() => read().shop !== null && read().route.screen !== 'set-up', addByCode);
  watch(mindShop);
  watch(mindNotice);
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
  if (read().cart.lines.length) await findFinished().catch((error: unknown) => change({ payTrouble: sentence(error) }));
}

let noticed: unknown;
let leaves = 0;

/** What went well is said for a while. What did not stays until somebody has seen it. */
function mindNotice(): void {
  const { notice } = read();
  if (notice === noticed) return;
  noticed = notice;
  window.clearTimeout(leaves);
  if (notice && !notice.bad) leaves = window.setTimeout(() => change({ notice: null }), notice.undo ? 30_000 : 8000);
}

/** The worker says which shop is current; the page follows. */
function mindShop(): void {
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
  else change({ unfit: TROUBLE });
});
