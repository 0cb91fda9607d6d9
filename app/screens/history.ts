import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { count, dayAndClock, money } from '../format.js';
import { html } from '../html.js';
import type { HistoryItem, History as Page } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { cents } from '../../domain/money.js';
import { go } from '../route.js';
import type { Shop } from '../shop.js';
import type { State } from '../state.js';
import { Bar } from './bar.js';
import { HistoryDetailView } from './history-detail.js';
import { StateMark } from './state-mark.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
  /** The sale that is open beside the list. */
  readonly id: string;
}

const PAGE = 50;

/** Every sale that this device has made, newest first, and how each stands. */
export function History({ state, shop, id }: Props): VNode {
  const [size, setSize] = useState(PAGE);
  const [page, setPage] = useState<Page | null>(null);
  const [trouble, setTrouble] = useState('');
  const { status } = state;
  // Whatever the worker does to a sale changes the status: then the list is read again.
  useEffect(() => {
    let gone = false;
    readPage(size).then((read) => { if (!gone) setPage(read); }, (error: unknown) => setTrouble(sentence(error)));
    return () => { gone = true; };
  }, [status, size]);
  const waiting = status ? status.unsynchronised - status.needsAttention : 0;
  const rows = page?.items.map((item) => html`<${Row} key=${item.id} item=${item} shop=${shop} chosen=${item.id === id} />`);
  const more = page?.more ? html`<button class="act tall" onClick=${() => setSize(size + PAGE)}>Show more</button>` : null;
  const detail = id ? html`<${HistoryDetailView} key=${id} id=${id} shop=${shop} status=${status} />` : html`<section class="detail none"><p class="soft">Choose a sale to see its receipt.</p></section>`;
  return html`<div class=${id ? 'history open' : 'history'}>
    <${Bar} title="Sales history" back="Back to sale" leave=${() => go('')}>
      <span class="marks">${waiting ? html`<b class="warn">${waiting} waiting</b>` : null}${status?.needsAttention ? html`<b class="bad">${status.needsAttention} needs attention</b>` : null}</span>
    <//>
    <main class="past no-print"><ul aria-label="Sales">${rows}</ul>
      ${page?.items.length === 0 ? html`<p class="empty">No sales yet. Each sale made on this device is listed here.</p>` : null}
      <p class="trouble" role="alert">${trouble}</p>${more}<p class="sr" role="status">${page ? count(page.items.length, 'sale') : ''}</p></main>
    ${detail}
  </div>`;
}

/** The newest `size` sales. The worker gives at most 200 at once. */
async function readPage(size: number): Promise<Page> {
  const items: HistoryItem[] = [];
  let more = true;
  while (more && items.length < size) {
    const last = items[items.length - 1];
    const page = await ask<Page>('GET', `api/sales?limit=${Math.min(size - items.length, 200)}${last ? `&before=${last.position}` : ''}`);
    items.push(...page.items);
    more = page.more;
  }
  return { items, more };
}

interface RowProps {
  readonly item: HistoryItem;
  readonly shop: Shop;
  readonly chosen: boolean;
}

function Row({ item, shop, chosen }: RowProps): VNode {
  const show = (): void => go(`history/${item.id}`);
  const error = item.state === 'Needs attention' ? html`<button class="act danger" onClick=${show}>Error</button>` : null;
  return html`<li class=${chosen ? 'past-sale chosen' : 'past-sale'}>
    <button class="plain row" aria-current=${chosen} onClick=${show}>
      <b>${item.receiptNumber}</b><span class="soft">${dayAndClock(item.completedAt, Date.now())}</span><span class="amount">${money(cents(item.total), shop.config)}</span><${StateMark} state=${item.state} />
    </button>${error}
  </li>`;
}
