import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Category, Product } from '../../domain/catalogue.js';
import { initials, money } from '../format.js';
import { html } from '../html.js';
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

export function Products({ shop, products, query }: Props): VNode {
  const [shown, setShown] = useState(STRETCH);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { setShown(STRETCH); if (box.current) box.current.scrollTop = 0; }, [products]);
  const scroll = (): void => {
    const at = box.current;
    if (at && shown < products.length && at.scrollTop + at.clientHeight + NEAR > at.scrollHeight) setShown(shown + STRETCH);
  };
  // One tap changes the cart, not the tiles: the same list is handed back, and nothing below it is compared.
  const tiles = useMemo(() => grid(products.slice(0, shown), shop), [products, shown]);
  return html`<div class="shelf" ref=${box} onScroll=${scroll}>${products.length ? tiles : nothing(shop, query)}</div>`;
}

function grid(products: readonly Product[], shop: Shop): VNode {
  const pictures = products.some(({ image }) => image);
  const take = (event: Event): void => {
    const button = (event.target as Element).closest('button');
    const product = products.find(({ id }) => id === button?.dataset.product);
    if (product) add(product);
  };
  const tiles = products.map((product) => html`<li key=${product.id}><button class="tile" data-product=${product.id} aria-label=${product.name} aria-describedby=${`price-${product.id}`}>
    ${pictures && picture(product, shop.categories)}<b>${product.name}</b><span id=${`price-${product.id}`}>${money(product.price, shop.config)}</span>
  </button></li>`);
  return html`<ul class=${pictures ? 'tiles' : 'tiles bare'} aria-label="Products" onClick=${take}>${tiles}</ul>`;
}

function picture({ image, name, category }: Product, categories: readonly Category[]): VNode {
  const tint = `picture tint-${(categories.findIndex(({ id }) => id === category) + 1) % 8}`;
  const inside = image ? html`<img src=${`media/${image}`} alt="" loading="lazy" />` : initials(name);
  return html`<span class=${tint} aria-hidden="true">${inside}</span>`;
}

function nothing(shop: Shop, query: string): VNode {
  if (shop.loaded < 1) {
    const percent = Math.round(shop.loaded * 100);
    return html`<div class="empty"><p>Loading the products…</p><progress aria-label="Loading products" max="100" value=${percent}></progress></div>`;
  }
  if (query) return html`<p class="empty" role="status">No product has “${query}” in its name, SKU or barcode.</p>`;
  return html`<p class="empty">${shop.index.products.length ? 'No products in this category.' : 'There are no products yet. Add some in the control panel, then synchronise.'}</p>`;
}
