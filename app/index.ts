import { get } from 'idb-keyval';
import { render } from 'preact';
import { DEMO } from '../domain/demo.js';
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
import { change, read, watch } from './state.js';
import { whyUnfit } from './unfit.js';
import { startDemo } from './demo/state.js';
import { whyNoWorker } from './demo/trouble.js';

/** How often a page that is not whole is loaded again, in ms. */
const AGAIN = 30_000;

async function start(): Promise<void> {
  // Whoever needs it hears of it, should it not come.
  import('./goods.js').catch(() => undefined);
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
  await Promise.all([following, import('./screens/others.js').then(({ followRegister }) => followRegister(), beginAnew), loadSeldom()]);
}

async function restore(): Promise<void> {
  const [cart, form] = await Promise.all([restoreCart(), get<MoneyForm>(MONEY, kept).catch(console.warn)]);
  if (form) knowMoney(form);
  change({ cart });
}

/** Without the second script nothing is sent and nothing is paid: the page tries again, unless somebody is in the middle of a sale. */
function beginAnew(error: unknown): never {
  setInterval(() => { if (!read().cart.lines.length) location.reload(); }, AGAIN);
  throw error;
}

/** The worker says which shop is current; the page follows. */
function mindShop(): void {
  mindEarly();
  const { status, shop, syncTrouble } = read();
  if (status.catalogue && status.catalogue !== shop?.hash && (shop || !syncTrouble)) void followShop();
}

start().catch((error: unknown) => {
  console.error(error);
  if (read().shop) return;
  if (DEMO) void whyNoWorker().then((unfit) => change({ unfit }));
  else change({ unfit: words.noWorker });
});
