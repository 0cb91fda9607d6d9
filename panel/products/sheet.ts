import type { VNode } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { plainMoney } from '../../domain/money.js';
import type { ProductInput, ProductRow } from '../../domain/panel.js';
import { typedPrice } from '../amounts.js';
import { options, type Branch } from '../category-tree.js';
import { Question, Sheet } from '../dialogs.js';
import { ChoiceField, LinesField, TextField, TickField } from '../fields.js';
import { FormSheet } from '../form-sheet.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Standing } from '../page.js';
import { usePanel } from '../panel.js';
import { KEEP, PictureField, savePicture } from '../pictures.js';

interface ProductSheetProps {
  /** Null: a new product. */
  readonly id: string | null;
  readonly tree: readonly Branch[];
  /** The category that a new product starts in. */
  readonly category: string;
  readonly leave: () => void;
  /** Something was saved or deleted. */
  readonly changed: () => void;
}

export function ProductSheet({ id, ...rest }: ProductSheetProps): VNode {
  const loaded = useLoaded<ProductRow>(id === null ? null : `api/products/${encodeURIComponent(id)}`);
  if (id === null || loaded.value) return html`<${ProductForm} product=${loaded.value} ...${rest} />`;
  return html`<${Sheet} title="Product" leave=${rest.leave}><div class="sheet-body"><${Standing} loaded=${loaded} /></div><//>`;
}

type ProductFormProps = Omit<ProductSheetProps, 'id'> & { readonly product: ProductRow | null };

function ProductForm({ product, tree, category, leave, changed }: ProductFormProps): VNode {
  const { ask, announce } = usePanel();
  const form = useForm(typed(product, category));
  const [picture, setPicture] = useState(KEEP);
  const [asking, setAsking] = useState(false);
  // A new product whose picture was refused is there already: the next try changes it.
  const saved = useRef(product);

  const save = async (values: Typed) => {
    const input = read(values);
    saved.current = saved.current
      ? await ask<ProductRow>('PUT', `api/products/${saved.current.id}`, input)
      : await ask<ProductRow>('POST', 'api/products', input);
    await savePicture(ask, `api/products/${saved.current.id}/image`, picture);
    announce(`${input.name} saved. Registers get it at their next “Synchronise data”.`);
    changed();
  };
  const remove = async () => {
    await ask('DELETE', `api/products/${product?.id}`);
    announce(`${product?.name} deleted.`);
    changed();
  };
  const categories = useMemo(() => [['', 'None'], ...options(tree)], [tree]);
  const aside = product && html`<button type="button" class="quiet danger" onClick=${() => setAsking(true)}>Delete product</button>`;
  return html`
    <${FormSheet} title=${product ? product.name : 'New product'} form=${form} save="Save product" work=${save} leave=${leave} touched=${picture.kind !== 'keep'} aside=${aside}>
      <${TextField} form=${form} name="name" label="Name" required autofocus=${!product} />
      <div class="pair">
        <${TextField} form=${form} name="price" label="Price" inputmode="decimal" required hint="Tax included." class="number" />
        <${TextField} form=${form} name="sku" label="SKU" required hint="Your own number for it; each only once." />
      </div>
      <${ChoiceField} form=${form} name="categoryId" label="Category" options=${categories} />
      <${LinesField} form=${form} name="barcodes" label="Barcodes" rows="2" hint="One a line. A scanner may type them here." />
      <${TickField} form=${form} name="taxFree" label="Tax free" hint="No tax is in its price." />
      <${PictureField} label="Picture" image=${product?.image ?? null} change=${picture} setChange=${setPicture} />
      ${asking && html`
        <${Question} title=${`Delete ${product?.name}?`} confirm="Delete product" danger leave=${() => setAsking(false)} work=${remove}>
          <p>Registers stop selling it at their next “Synchronise data”. Sales that were made stay as they are.</p>
        <//>`}
    <//>`;
}

type Typed = { name: string; sku: string; price: string; barcodes: string; categoryId: string; taxFree: boolean };

function typed(product: ProductRow | null, category: string): Typed {
  if (!product) return { name: '', sku: '', price: '', barcodes: '', categoryId: category, taxFree: false };
  const { name, sku, price, barcodes, categoryId, taxFree } = product;
  return { name, sku, price: plainMoney(price), barcodes: barcodes.join('\n'), categoryId: categoryId ?? '', taxFree };
}

function read(values: Typed): ProductInput {
  return {
    name: values.name.trim(), sku: values.sku.trim(), price: typedPrice(values.price, 'price'),
    barcodes: values.barcodes.split(/\s+/).filter(Boolean), categoryId: values.categoryId || null, taxFree: values.taxFree,
  };
}
