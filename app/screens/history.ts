import type { VNode } from 'preact';
import type { History as Page, HistoryItem } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { dayAndClock, money } from '../format.js';
import { html } from '../html.js';
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
  const detail = id ? html`<${Past} key=${id} id=${id} shop=${shop} status=${status} />` : html`<section class="detail none" aria-label="Sale"><p class="soft">Choose a sale to see its receipt.</p></section>`;
  return html`<div class=${id ? 'history open' : 'history'}>
    <${Bar} title="Sales history"><b class="warn">${waiting > 0 && `${waiting} waiting`}</b><b class="bad">${red > 0 && `${red} needs attention`}</b><//>
    <main class="past no-print"><ul aria-label="Sales">${rows}</ul><p class="empty" role="status">${says}</p>
      ${more && html`<button class="act tall" onClick=${() => list(items.length + PAGE, put)}>Show more</button>`}</main>
    ${detail}
  </div>`;
}, ({ state }, put, before) => {
  // Whatever the worker does to a sale changes the status: then the list is read again.
  if (state.status !== before?.state.status) list(shown, put);
});

let shown = PAGE;

function list(size: number, put: Put<Listed>): void {
  shown = size;
  readPage(size).then(({ items, more }) => put({ items, more, says: items.length ? '' : 'No sales on this device yet.' }), (error: unknown) => put({ says: sentence(error) }));
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

const KINDS = { sale: '', 'shift-open': 'Shift opened', 'shift-close': 'Shift closed' } as const;

function Row({ item, shop, chosen }: RowProps): VNode {
  const show = (): void => go(`history/${item.id}`);
  const what = KINDS[item.kind];
  const error = item.state === 'Needs attention' && html`<button class="act danger" onClick=${show}>Error</button>`;
  return html`<li class=${chosen ? 'past-sale chosen' : 'past-sale'}>
    <button class="plain row" aria-current=${chosen} onClick=${show}>
      <b>${item.receiptNumber}</b><span class="soft">${what && html`<b>${what}</b><br />`}${dayAndClock(item.completedAt)}</span><span class="amount">${money(item.total, shop.config)}</span><${StateMark} state=${item.state} />
    </button>${error}
  </li>`;
}
