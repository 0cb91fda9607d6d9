import type { VNode } from 'preact';
import type { Product } from '../../domain/catalogue.js';
import { initials, money } from '../format.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { lastResult, remembers } from '../remembers.js';
import { add } from '../selling.js';
import type { Shop } from '../shop.js';

/** Tiles that are made at once; the next ones come when the end is near. */
const STRETCH = 120;
const NEAR = 800;

interface Props {
  readonly shop: Shop;
  readonly products: readonly Product[];
  readonly query: string;
}

export const Products = remembers(() => ({ shown: STRETCH }), ({ products, shop, query }: Props, { shown }, put) => {
  const scroll = (event: Event): void => {
    const shelf = event.currentTarget as HTMLElement;
    if (shelf.scrollTop + shelf.clientHeight + NEAR > shelf.scrollHeight) put({ shown: shown + STRETCH });
  };
  return html`<div class="shelf" id="shelf" onScroll=${scroll}>${products.length ? tiles(products, shown, shop) : nothing(shop, query)}</div>`;
}, ({ products }, put, before) => {
  if (!before || products === before.products) return;
  put({ shown: STRETCH });
  document.getElementById('shelf')?.scrollTo(0, 0);
});

// One tap changes the cart, not the tiles: the same list is handed back, and nothing below it is compared.
const tiles = lastResult((all: readonly Product[], shown: number, shop: Shop): VNode => {
  const pictures = all.slice(0, shown).some(({ image }) => image);
  const take = (event: Event): void => {
    const button = (event.target as Element).closest('button');
    const product = all.find(({ id }) => id === button?.value);
    if (product) add(product);
  };
  return html`<ul class=${pictures ? 'tiles' : 'tiles bare'} aria-label=${words.products} onClick=${take}>${upTo(shown, made(all, shop, pictures))}</ul>`;
});

/** What is made of a list so far. A tile that is handed back as it was is not compared again, however many there are. */
const made = lastResult((all: readonly Product[], shop: Shop, pictures: boolean) => {
  const done: VNode[] = [];
  const tile = (product: Product): VNode => html`<li key=${product.id}><button class="tile" value=${product.id} aria-describedby=${`price-${product.id}`}>
    ${pictures && picture(product)}<b dir="auto">${product.name}</b><span id=${`price-${product.id}`} aria-hidden="true">${money(product.price, shop.config)}</span>
  </button></li>`;
  return { done, more: (count: number) => all.slice(done.length, count).map(tile) };
});

function upTo(count: number, { done, more }: ReturnType<typeof made>): VNode[] {
  done.push(...more(count));
  return done.slice(0, count);
}

function picture({ image, name }: Product): VNode {
  const inside = image ? html`<img src=${`media/${image}`} alt="" loading="lazy" />` : initials(name);
  return html`<span class="picture" aria-hidden="true">${inside}</span>`;
}

function nothing(shop: Shop, query: string): VNode {
  if (shop.loaded < 1) return html`<div class="empty"><p>${words.loadingProducts}</p><progress aria-label=${words.loading} value=${shop.loaded}></progress></div>`;
  if (query) return html`<p class="empty" role="status">${words.nothingFound(query)}</p>`;
  return html`<p class="empty">${words.noProducts}</p>`;
}
