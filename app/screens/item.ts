import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SignIn } from '../../domain/local.js';
import { parseMoney, plainMoney } from '../../domain/money.js';
import { ask, Refused, sentence } from '../api.js';
import { html } from '../html.js';
import { go } from '../route.js';
import { pathTo, type Shop } from '../shop.js';
import { change, type State } from '../state.js';
import { synchronise } from '../sync.js';
import { Bar } from './bar.js';
import { Field } from './field.js';
import { itemObjection } from './permission.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
  readonly staff: SignIn;
  /** A product's id, or `new`. */
  readonly id: string;
}

interface Fields {
  readonly sku: string;
  readonly name: string;
  readonly price: string;
  readonly barcode: string;
  readonly category: string;
  readonly taxFree: boolean;
}

const EMPTY: Fields = { sku: '', name: '', price: '', barcode: '', category: '', taxFree: false };

/** Makes or changes an item: at the panel first, then here by a full sync. */
export function Item({ state, shop, staff, id }: Props): VNode {
  const [fields, setFields] = useState(() => fieldsOf(shop, id));
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const put = (part: Partial<Fields>): void => setFields({ ...fields, ...part });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const price = parseMoney(fields.price);
    if (busy) return;
    if (price === null || price < 0) return setWrong({ price: 'Enter a price, such as 4.80.' });
    setBusy(true);
    setWrong({});
    try {
      const item = { sku: fields.sku.trim(), name: fields.name.trim(), price, barcode: fields.barcode.trim(), category: fields.category || null, taxFree: fields.taxFree };
      await ask(id === 'new' ? 'POST' : 'PUT', id === 'new' ? 'api/items' : `api/items/${id}`, { protocol: 1, staffId: staff.staffId, item });
      const here = await synchronise();
      change({ notice: here ? { text: `${item.name} is saved.` } : { text: `${item.name} is saved in the control panel, but not here yet. Press Synchronise data in the menu.`, bad: true } });
      go('');
    } catch (error) {
      const path = error instanceof Refused ? error.path.replace(/^item\./, '') : '';
      setWrong({ [path in EMPTY ? path : 'all']: sentence(error) });
    }
    setBusy(false);
  };
  const text = (name: 'sku' | 'name' | 'price' | 'barcode', label: string, mode = 'text'): VNode => html`<${Field} label=${label} text=${fields[name]} mode=${mode} wrong=${wrong[name]} change=${(value: string) => put({ [name]: value })} />`;
  const options = shop.categories.map((category) => html`<option key=${category.id} value=${category.id}>${pathTo(shop.categories, category.id).map(({ name }) => name).join(' › ')}</option>`);
  const objection = itemObjection(state, staff);
  return html`<div class="plain-screen">
    <${Bar} title=${id === 'new' ? 'New item' : 'Edit item'} back="Back to sale" leave=${() => go('')} />
    <main class="column"><form class="card" onSubmit=${submit}>
      ${text('name', 'Name')}${text('sku', 'SKU')}${text('price', 'Price', 'decimal')}${text('barcode', 'Barcode')}
      <div class="field"><label for="category">Category</label><div class="entry"><select id="category" value=${fields.category} onChange=${(event: Event) => put({ category: (event.target as HTMLSelectElement).value })}><option value="">None</option>${options}</select></div></div>
      <label class="check"><input type="checkbox" checked=${fields.taxFree} onChange=${() => put({ taxFree: !fields.taxFree })} />Tax free</label>
      <p class="trouble" role="alert">${objection ?? wrong.all}</p>
      <button class="main pay" disabled=${busy || objection !== null}>${busy ? 'Saving…' : 'Save item'}</button>
    </form></main>
  </div>`;
}

function fieldsOf(shop: Shop, id: string): Fields {
  const product = shop.index.products.find((one) => one.id === id);
  if (!product) return EMPTY;
  const { sku, name, price, barcodes = [], category = '', taxFree = false } = product;
  return { sku, name, price: plainMoney(price), barcode: barcodes[0] ?? '', category, taxFree };
}
