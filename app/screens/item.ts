import type { VNode } from 'preact';
import type { Category, Product } from '../../domain/catalogue.js';
import { parseMoney, plainMoney } from '../../domain/money.js';
import { ask, Refused, sentence } from '../api.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { lastResult, remembers } from '../remembers.js';
import { go } from '../route.js';
import type { Shop } from '../shop.js';
import { change, type State } from '../state.js';
import { synchronise } from '../sync.js';
import { Bar } from './bar.js';
import { Field } from './field.js';
import { itemObjection } from './permission.js';
import type { ScreenProps } from './seldom.js';

const EMPTY = { sku: '', name: '', price: '', barcode: '', category: '', taxFree: false };

const start = ({ state, shop, id }: ScreenProps) => ({ ...fieldsOf(state, shop, id), wrong: {} as Readonly<Record<string, string>>, busy: false });

/** Makes or changes an item: at the panel first, then here by a full sync. `id` is a product's, or `new`. */
export const Item = remembers(start, ({ state, shop, staff, id }: ScreenProps, { wrong, busy, ...fields }, put) => {
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const price = parseMoney(fields.price);
    if (price === null || price < 0) return put({ wrong: { price: otherWords.enterPrice } });
    put({ busy: true, wrong: {} });
    const item = { ...fields, price, category: fields.category || null };
    await ask(id === 'new' ? 'POST' : 'PUT', id === 'new' ? 'api/items' : `api/items/${id}`, { protocol: 1, staffId: staff.staffId, item })
      .then(() => bringHere(fields.name), (error: unknown) => put({ busy: false, wrong: { [fieldIn(error)]: sentence(error) } }));
  };
  const text = (name: 'sku' | 'name' | 'price' | 'barcode', label: string): VNode => html`<${Field} id=${name} label=${label} text=${fields[name]} wrong=${wrong[name]} change=${(value: string) => put({ [name]: value })} />`;
  const objection = itemObjection(state, staff);
  return html`<div class="plain-screen">
    <${Bar} title=${id === 'new' ? otherWords.newItem : otherWords.editItem} />
    <main class="column"><form class="card" onSubmit=${save}>
      ${text('name', otherWords.name)}${text('sku', otherWords.sku)}${text('price', otherWords.price)}${text('barcode', otherWords.barcode)}
      <div class="field"><label for="category">${otherWords.category}</label><div class="entry"><select id="category" value=${fields.category} onChange=${(event: Event) => put({ category: (event.target as HTMLSelectElement).value })}><option value="">${otherWords.none}</option>${options(shop.categories)}</select></div></div>
      <label class="check"><input type="checkbox" checked=${fields.taxFree} onChange=${() => put({ taxFree: !fields.taxFree })} />${otherWords.taxFree}</label>
      <p class="trouble" role="alert">${objection ?? wrong.all}</p>
      <button class="main pay" disabled=${busy || objection !== null}>${otherWords.saveItem}</button>
    </form></main>
  </div>`;
});

/** The same ones at each key that is typed: there may be thousands. */
const options = lastResult((categories: readonly Category[]): VNode[] => {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const way = (category: Category, seen: readonly Category[] = []): string => {
    const above = byId.get(category.parent ?? '');
    // Those that stand above each other in a ring come to an end.
    return above && !seen.includes(above) ? `${way(above, [...seen, category])} › ${category.name}` : category.name;
  };
  return categories.map((category) => html`<option value=${category.id}>${way(category)}</option>`);
});

async function bringHere(name: string): Promise<void> {
  const here = await synchronise();
  change({ notice: here ? { text: otherWords.itemSaved(name) } : { text: otherWords.itemNotHere(name), bad: true } });
  go('');
}

/** The field that a refusal is about. */
function fieldIn(error: unknown): string {
  const path = error instanceof Refused ? error.path.replace('item.', '') : '';
  return path in EMPTY ? path : 'all';
}

function fieldsOf(state: State, shop: Shop, id: string): typeof EMPTY {
  const product = productOf(state, shop, id);
  if (!product) return EMPTY;
  const { sku, name, price, barcodes = [], category = '', taxFree = false } = product;
  return { sku, name, price: plainMoney(price), barcode: barcodes[0] ?? '', category, taxFree };
}

/** It is in the cart; where it has another SKU by now, all are looked through. */
function productOf({ cart }: State, { index }: Shop, id: string): Product | undefined {
  const likely = index.withCode(cart.lines.find(({ productId }) => productId === id)?.sku ?? '');
  return likely?.id === id ? likely : index.products.slice(0, index.products.length).find((one) => one.id === id);
}
