import type { VNode } from 'preact';
import type { History as Page, HistoryItem } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { dayAndClock } from '../moments.js';
import { otherWords } from '../other-words.js';
import { remembers, type Put } from '../remembers.js';
import { go } from '../route.js';
import type { Shop } from '../shop.js';
import { Bar } from './bar.js';
import { Past } from './past.js';
import type { ScreenProps } from './seldom.js';
import { StateMark } from './state-mark.js';

const PAGE = 50;
/** As many as the worker gives at once. */
const MOST = 200;

const start = () => ({ items: [] as readonly HistoryItem[], more: false, says: '' });
type Listed = ReturnType<typeof start>;

/** Every sale that this device has made, and every shift opened or closed, newest first, and how each stands; beside it the one with `id`. */
export const History = remembers(start, ({ state: { status }, shop, id }: ScreenProps, { items, more, says }, put) => {
  const red = status.needsAttention;
  const waiting = status.unsynchronised - red;
  const rows = items.map((item) => html`<${Row} key=${item.id} item=${item} shop=${shop} chosen=${item.id === id} />`);
  const detail = id ? html`<${Past} key=${id} id=${id} shop=${shop} status=${status} />` : html`<section class="detail none" aria-label=${words.sale}><p class="soft">${otherWords.chooseSale}</p></section>`;
  return html`<div class=${id ? 'history open' : 'history'}>
    <${Bar} title=${otherWords.history}><b class="warn">${waiting > 0 && otherWords.waiting(waiting)}</b><b class="bad">${red > 0 && otherWords.attention(red)}</b><//>
    <main class="past no-print"><ul aria-label=${otherWords.salesList}>${rows}</ul><p class="empty" role="status">${says}</p>
      ${more && html`<button class="act tall" onClick=${() => list(items.length + PAGE, put)}>${otherWords.showMore}</button>`}</main>
    ${detail}
  </div>`;
}, ({ state }, put, before) => {
  // Whatever the worker does to a sale changes the status: then the list is read again.
  if (state.status !== before?.state.status) list(shown, put);
});

let shown = PAGE;

function list(size: number, put: Put<Listed>): void {
  shown = size;
  readPage(size).then(({ items, more }) => put({ items, more, says: items.length ? '' : otherWords.noSales }), (error: unknown) => put({ says: sentence(error) }));
}

/** The newest `size` sales. */
async function readPage(size: number, items: readonly HistoryItem[] = []): Promise<Page> {
  const last = items[items.length - 1];
  const page = await ask<Page>('GET', `api/sales?limit=${Math.min(size - items.length, MOST)}${last ? `&before=${last.position}` : ''}`);
  const all = [...items, ...page.items];
  return page.more && all.length < size ? readPage(size, all) : { items: all, more: page.more };
}

interface RowProps {
  readonly item: HistoryItem;
  readonly shop: Shop;
  readonly chosen: boolean;
}

function Row({ item, shop, chosen }: RowProps): VNode {
  const show = (): void => go(`history/${item.id}`);
  const what = item.kind !== 'sale' && (item.kind === 'shift-open' ? otherWords.shiftOpened : otherWords.shiftClosed);
  const error = item.state === 'Needs attention' && html`<button class="act danger" onClick=${show}>${otherWords.error}</button>`;
  return html`<li class=${chosen ? 'past-sale chosen' : 'past-sale'}>
    <button class="plain row" aria-current=${chosen} onClick=${show}>
      <b>${item.receiptNumber}</b><span class="soft">${what && html`<b>${what}</b><br />`}${dayAndClock(item.completedAt)}</span><span class="amount">${money(item.total, shop.config)}</span><${StateMark} state=${item.state} />
    </button>${error}
  </li>`;
}
