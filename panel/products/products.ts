import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CategoryRow, ProductPage, ProductRow } from '../../domain/panel.js';
import { useMoney } from '../amounts.js';
import { branches, options, type Branch } from '../category-tree.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Empty, Tag } from '../notices.js';
import { followRow, Head, Pager, Scroller, Standing } from '../page.js';
import { Thumb } from '../pictures.js';
import { go, goInstead, hashFor, type Route } from '../route.js';
import { SearchBox } from '../search-box.js';
import { Import } from './import.js';
import { ProductSheet } from './sheet.js';

export function Products({ route }: { readonly route: Route }): VNode {
  return route.path[1] === 'import' ? html`<${Import} />` : html`<${Catalogue} route=${route} />`;
}

/** The catalogue: found by words or by category, 50 at a time. */
function Catalogue({ route }: { readonly route: Route }): VNode {
  const { query } = route;
  const asked = new URLSearchParams({ q: query['q'] ?? '', category: query['category'] ?? '', page: query['page'] ?? '1' });
  const products = useLoaded<ProductPage>(`api/products?${asked}`);
  const categories = useLoaded<CategoryRow[]>('api/categories');
  const tree = useMemo(() => branches(categories.value ?? []), [categories.value]);
  const page = products.value;
  const chosen = route.path[1];
  const close = () => go(hashFor(['products'], query));
  const changed = () => {
    void products.reload();
    void categories.reload();
    close();
  };
  return html`
    <${Head} title="Products">
      <a class="button" href="api/products.csv" download>Export products</a>
      <button type="button" onClick=${() => go('#/products/import')}>Import products</button>
      <button type="button" class="primary" onClick=${() => go(hashFor(['products', 'new'], query))}>New product</button>
    <//>
    <${Filters} query=${query} tree=${tree} />
    <${Standing} loaded=${products} />
    ${page && (page.rows.length === 0
      ? html`<${Nothing} query=${query} />`
      : html`
        <${Table} key=${page.page} rows=${page.rows} tree=${tree} query=${query} />
        <${Pager} path=${['products']} query=${query} page=${page.page} total=${page.total} nouns=${['product', 'products']} />`)}
    ${chosen !== undefined && html`<${ProductSheet} key=${chosen} id=${chosen === 'new' ? null : chosen} tree=${tree} category=${query['category'] ?? ''} leave=${close} changed=${changed} />`}`;
}

function Filters({ query, tree }: { readonly query: Route['query']; readonly tree: readonly Branch[] }): VNode {
  const { page: _, ...kept } = query;
  const choices = useMemo(() => options(tree).map(([id, words]) => html`<option key=${id} value=${id}>${words}</option>`), [tree]);
  return html`
    <div class="filters">
      <${SearchBox} label="Search products" hint="Name, SKU or barcode" value=${query['q'] ?? ''} search=${(q: string) => goInstead(hashFor(['products'], { ...kept, q }))} />
      <label class="filter">Category
        <select value=${query['category'] ?? ''} onChange=${(event: Event) => go(hashFor(['products'], { ...kept, category: (event.currentTarget as HTMLSelectElement).value }))}>
          <option value="">All categories</option>
          ${choices}
        </select>
      </label>
    </div>`;
}

interface TableProps {
  readonly rows: readonly ProductRow[];
  readonly tree: readonly Branch[];
  readonly query: Route['query'];
}

function Table({ rows, tree, query }: TableProps): VNode {
  const money = useMoney();
  const names = useMemo(() => new Map(options(tree)), [tree]);
  return html`
    <${Scroller} label="List of products">
      <table class="rows linked goods">
        <thead><tr>
          <th scope="col" class="pic"><span class="unseen">Picture</span></th><th scope="col">Name</th><th scope="col">SKU</th><th scope="col">Category</th>
          <th scope="col">Barcode</th><th scope="col" class="number">Price</th>
        </tr></thead>
        <tbody>${rows.map((row) => html`
          <tr key=${row.id} onClick=${followRow}>
            <td class="pic"><${Thumb} image=${row.image} /></td>
            <th scope="row"><a href=${hashFor(['products', row.id], query)}>${row.name}</a>${row.taxFree && html` <${Tag}>Tax free<//>`}</th>
            <td class="code">${row.sku}</td><td class="path">${names.get(row.categoryId ?? '') ?? html`<span class="soft">none</span>`}</td>
            <td class="code">${row.barcodes[0]}${row.barcodes.length > 1 && html` <small>and ${row.barcodes.length - 1} more</small>`}</td>
            <td class="number">${money(row.price)}</td>
          </tr>`)}</tbody>
      </table>
    <//>`;
}

function Nothing({ query }: { readonly query: Route['query'] }): VNode {
  if (query['q'] || query['category'] || Number(query['page']) > 1) {
    return html`<${Empty} title="No product matches"><p>Search for fewer letters of its name or SKU, or in all categories.</p><p><a class="button" href="#/products">Show everything</a></p><//>`;
  }
  return html`
    <${Empty} title="No products yet">
      <p>Import the list that you have as a CSV file, or type the first one in. Registers get them at their next “Synchronise data”.</p>
    <//>`;
}
