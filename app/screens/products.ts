import type { VNode } from 'preact';
import type { Product } from '../../domain/catalogue.js';
import { initials, money } from '../format.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { lastResult, remembers } from '../remembers.js';
import { add } from '../selling.js';
import type { Listed } from '../search-index.js';
import type { Shop } from '../shop.js';

/** Tiles that are made at the least. Of a longer list only those around what is to be seen: five thousand are too much for a slow till to lay out. */
const LEAST = 60;

interface Props {
  readonly shop: Shop;
  readonly products: Listed;
  readonly query: string;
}
/** Which tiles of a list there are; how many stand beside each other, and how far apart two rows begin, in px. */
interface Part {
  readonly of: Listed | null;
  readonly from: number;
  readonly count: number;
  readonly columns: number;
  readonly row: number;
}
const START: Part = { of: null, from: 0, count: LEAST, columns: 1, row: 0 };

export const Products = remembers(() => START, ({ products, shop, query }: Props, part, put) => {
  const scroll = (event: Event): void => {
    const shelf = event.currentTarget as HTMLElement;
    const next = partOf(products, shelf);
    const { from, count } = next;
    if (from === part.from && count === part.count && next.row === part.row && next.columns === part.columns) return;
    // Where the tile with the focus goes, the shelf has it: the keys that scroll go on scrolling.
    const { activeElement: focus } = document;
    const at = shelf.contains(focus) ? Number((focus as HTMLButtonElement).value ?? NaN) : NaN;
    if (at < from || at >= from + count) shelf.focus({ preventScroll: true });
    put(next);
  };
  // Of another list it is the beginning.
  return html`<div class="shelf" id="shelf" tabindex="-1" onScroll=${scroll}>${products.length ? tiles(products, part.of === products ? part : START, shop) : nothing(shop, query)}</div>`;
}, ({ products }, put, before) => {
  const shelf = document.getElementById('shelf');
  if (!shelf || products === before?.products) return;
  if (before) shelf.scrollTo(0, 0);
  else window.onresize = () => shelf.dispatchEvent(new Event('scroll'));
  // When the frame with it has been made: the first screen waits for nothing that lies below it, and for no measuring.
  requestAnimationFrame(() => setTimeout(() => {
    const part = partOf(products, shelf);
    if (part.row) put(part);
  }));
});

/** What there is to be of a list: what is seen of it, a screen above and a screen below, so that whoever goes from key to key always has a next one. */
function partOf(of: Listed, shelf: HTMLElement): Part {
  const made = [...shelf.getElementsByTagName('li')];
  const first = made[0]?.offsetTop ?? 0;
  const second = made.find(({ offsetTop }) => offsetTop > first);
  if (!second || of.length <= LEAST) return { ...START, of };
  const [columns, row, seen] = [made.indexOf(second), second.offsetTop - first, shelf.clientHeight];
  const rows = Math.max(Math.ceil(LEAST / columns), Math.ceil(seen * 3 / row));
  // Two rows at the least: without them there is nothing to measure.
  const above = Math.min(Math.floor((shelf.scrollTop - seen) / row), Math.ceil(of.length / columns) - 2);
  return { of, columns, row, count: rows * columns, from: Math.max(0, above) * columns };
}

// One tap changes the cart, not the tiles: the same list is handed back, and nothing below it is compared.
const tiles = lastResult((all: Listed, part: Part, shop: Shop): VNode => {
  const { from, count, columns, row } = part;
  const { bare, tile } = made(all, shop);
  const take = (event: Event): void => {
    const at = Number((event.target as Element).closest('button')?.value ?? NaN);
    const [product] = all.slice(at, at + 1);
    if (product) add(product);
  };
  const last = Math.min(from + count, all.length);
  // Room for the tiles that there are not.
  const room = { paddingTop: `${from / columns * row}px`, paddingBottom: `${Math.ceil((all.length - last) / columns) * row}px` };
  return html`<ul class=${bare ? 'tiles bare' : 'tiles'} style=${room} aria-label=${words.products} onClick=${take}>${Array.from({ length: last - from }, (_, at) => tile(from + at))}</ul>`;
});

/** The tiles of a list. One that is handed back as it was is not compared again. */
const made = lastResult((all: Listed, shop: Shop) => {
  const done = new Map<number, VNode>();
  const bare = !all.slice(0, LEAST).some(({ image }) => image);
  const make = (at: number, { id, name, price, image }: Product): VNode => html`<li key=${id} aria-setsize=${all.length} aria-posinset=${at + 1}><button class="tile" value=${at} aria-describedby=${`price-${id}`}>
    ${!bare && picture(name, image)}<b dir="auto">${name}</b><span id=${`price-${id}`} aria-hidden="true">${money(price, shop.config)}</span>
  </button></li>`;
  const tile = (at: number): VNode => {
    const found = done.get(at) ?? make(at, all.slice(at, at + 1)[0] as Product);
    done.set(at, found);
    return found;
  };
  return { bare, tile };
});

function picture(name: string, image?: string): VNode {
  const inside = image ? html`<img src=${`media/${image}`} alt="" loading="lazy" />` : initials(name);
  return html`<span class="picture" aria-hidden="true">${inside}</span>`;
}

function nothing(shop: Shop, query: string): VNode {
  if (shop.loaded < 1) return html`<div class="empty"><p>${words.loadingProducts}</p><progress aria-label=${words.loading} value=${shop.loaded}></progress></div>`;
  if (query) return html`<p class="empty" role="status">${words.nothingFound(query)}</p>`;
  return html`<p class="empty">${words.noProducts}</p>`;
}
