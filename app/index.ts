import { render } from 'preact';
import { followShop } from './follow-shop.js';
import { html } from './html.js';
import { restoreCart } from './kept-cart.js';
import { routeOf } from './route.js';
import { listenForScans } from './scan.js';
import { App } from './screens/app.js';
import { loadSeldom } from './screens/seldom.js';
import { addByCode } from './selling.js';
import { restoreStaff, watchIdle } from './staff.js';
import { followWorker } from './standing.js';
import { change, read, UNKNOWN, watch } from './state.js';
import { considerUpdate, hasUpdate, startWorker, whyUnfit } from './worker.js';

const TROUBLE = 'Its worker did not start. Check the connection, then reload the page.';

async function start(): Promise<void> {
  change({ unfit: whyUnfit(), route: routeOf(location.hash) });
  const place = document.getElementById('app') as HTMLElement;
  place.textContent = '';
  render(html`<${App} />`, place);
  if (read().unfit) return;
  window.addEventListener('hashchange', () => change({ route: routeOf(location.hash), panel: null }));
  restoreStaff();
  change({ cart: await restoreCart() });
  watchIdle();
  listenForScans(addByCode);
  watch(mindShop);
  await Promise.all([followShop(), follow(), loadSeldom()]);
}

async function follow(): Promise<void> {
  await startWorker(mindUpdate);
  await followWorker();
  watch(mindUpdate);
  if (read().cart.sent) await (await import('./screens/others.js')).findFinished();
}

/** The worker says which shop is current; the page follows. */
function mindShop(): void {
  const { status, shop, syncTrouble } = read();
  if (status.catalogue && status.catalogue !== shop?.hash && (shop || !syncTrouble)) void followShop();
}

function mindUpdate(): void {
  const { cart, route, status, paying, sync, updateReady } = read();
  if (hasUpdate() !== updateReady) change({ updateReady: hasUpdate() });
  const noSaleOpen = cart.lines.length === 0 && !paying && !sync && route.screen === '';
  // What cannot be sent must not hold the update up: an old protocol may be the very reason.
  const outboxRests = !status.sending && (status.unsynchronised === status.needsAttention || status.trouble !== null);
  considerUpdate(noSaleOpen && status !== UNKNOWN && outboxRests);
}

start().catch((error: unknown) => {
  console.error(error);
  if (!read().shop) change({ unfit: TROUBLE });
});
