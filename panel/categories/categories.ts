import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { CategoryRow } from '../../domain/panel.js';
import { branches, named, type Branch } from '../category-tree.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Empty } from '../notices.js';
import { followRow, Head, Pager, Scroller, Standing } from '../page.js';
import { go, goInstead, hashFor, type Route } from '../route.js';
import { SearchBox } from '../search-box.js';
import { CategorySheet } from './sheet.js';
import { DeleteCategory } from './delete.js';

/** Rows on a page: more than most shops have. Thousands at once take the browser seconds, and nobody reads them. */
const PAGE = 200;

/** The tree of categories: the tiles on the registers. */
export function Categories({ route }: { readonly route: Route }): VNode {
  const loaded = useLoaded<CategoryRow[]>('api/categories');
  const [deleting, setDeleting] = useState<CategoryRow | null>(null);
  const tree = useMemo(() => branches(loaded.value ?? []), [loaded.value]);
  const { q = '', page = '' } = route.query;
  const kept = { q, page };
  const chosen = route.path[1];
  const editing = tree.find(({ category }) => category.id === chosen)?.category ?? null;
  const close = () => go(hashFor(['categories'], kept));
  return html`
    <${Head} title="Categories">
      <button type="button" class="primary" onClick=${() => go(hashFor(['categories', 'new'], kept))}>New category</button>
    <//>
    <${Standing} loaded=${loaded} />
    ${loaded.value && (tree.length === 0
      ? html`<${Empty} title="No categories yet"><p>Make one for each tile on the registers: Coffee, Bakery, Fruit. A product list that you import can bring its own.</p><//>`
      : html`<${List} tree=${tree} q=${q} page=${page} remove=${setDeleting} />`)}
    ${(chosen === 'new' || editing) && html`<${CategorySheet} key=${chosen} category=${editing} parentId=${route.query['in'] ?? ''} tree=${tree} leave=${close} changed=${loaded.reload} />`}
    ${deleting && html`<${DeleteCategory} category=${deleting} leave=${() => setDeleting(null)} changed=${loaded.reload} />`}`;
}

interface ListProps {
  readonly tree: readonly Branch[];
  readonly q: string;
  readonly page: string;
  readonly remove: (category: CategoryRow) => void;
}

/** One page of the tree, or of what is searched for in it. */
function List({ tree, q, page, remove }: ListProps): VNode {
  const found = q ? named(tree, q) : tree;
  const last = Math.max(1, Math.ceil(found.length / PAGE));
  const at = Math.min(Math.max(1, Math.trunc(Number(page)) || 1), last);
  const rows = found.slice((at - 1) * PAGE, at * PAGE);
  return html`
    ${tree.length > PAGE && html`<div class="filters"><${SearchBox} label="Search categories" hint="Part of the name" value=${q} search=${(typed: string) => goInstead(hashFor(['categories'], { q: typed }))} /></div>`}
    ${rows.length === 0
      ? html`<${Empty} title="No category matches"><p>Search for fewer letters of its name.</p><p><a class="button" href="#/categories">Show everything</a></p><//>`
      : html`<${Table} key=${`${at} ${q}`} rows=${rows} query=${{ q, page }} remove=${remove} />`}
    ${tree.length > PAGE && html`<${Pager} path=${['categories']} query=${{ q }} page=${at} total=${found.length} nouns=${['category', 'categories']} size=${PAGE} />`}`;
}

interface TableProps {
  readonly rows: readonly Branch[];
  readonly query: { readonly q: string; readonly page: string };
  readonly remove: (category: CategoryRow) => void;
}

function Table({ rows, query, remove }: TableProps): VNode {
  // Where what is above it is not right above it, it is named.
  const way = (names: readonly string[], at: number) => (query.q || at === 0) && names.length > 1 && html`<small>in ${names.slice(0, -1).join(' › ')}</small>`;
  return html`
    <${Scroller} label="List of categories">
      <table class="rows linked tree">
        <thead><tr><th scope="col">Name</th><th scope="col" class="number">Products</th><th scope="col"><span class="unseen">What can be done</span></th></tr></thead>
        <tbody>${rows.map(({ category, depth, names }, at) => html`
          <tr key=${category.id} onClick=${followRow}>
            <th scope="row" class=${`depth-${Math.min(depth, 4)}`}><a href=${hashFor(['categories', category.id], query)}>${category.name}</a>${way(names, at)}</th>
            <td class="number"><a class="plain" href=${hashFor(['products'], { category: category.id })} aria-label=${`${category.products} in ${names.join(', ')}`}>${category.products.toLocaleString('en')}</a></td>
            <td class="row-actions">
              <a class="button small" href=${hashFor(['categories', 'new'], { ...query, in: category.id })} aria-label=${`Add below ${category.name}`}>Add below</a>
              <button type="button" class="small" aria-label=${`Delete ${category.name}`} onClick=${() => remove(category)}>Delete</button>
            </td>
          </tr>`)}</tbody>
      </table>
    <//>`;
}
