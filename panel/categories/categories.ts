import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { CategoryRow } from '../../domain/panel.js';
import { branches, type Branch } from '../category-tree.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Empty } from '../notices.js';
import { followRow, Head, Scroller, Standing } from '../page.js';
import { go, hashFor, type Route } from '../route.js';
import { CategorySheet } from './sheet.js';
import { DeleteCategory } from './delete.js';

/** The tree of categories: the tiles on the registers. */
export function Categories({ route }: { readonly route: Route }): VNode {
  const loaded = useLoaded<CategoryRow[]>('api/categories');
  const [deleting, setDeleting] = useState<CategoryRow | null>(null);
  const tree = branches(loaded.value ?? []);
  const chosen = route.path[1];
  const editing = tree.find(({ category }) => category.id === chosen)?.category ?? null;
  const close = () => go('#/categories');
  return html`
    <${Head} title="Categories">
      <button type="button" class="primary" onClick=${() => go('#/categories/new')}>New category</button>
    <//>
    <${Standing} loaded=${loaded} />
    ${loaded.value && (tree.length === 0
      ? html`<${Empty} title="No categories yet"><p>Make one for each tile on the registers: Coffee, Bakery, Fruit. A product list that you import can bring its own.</p><//>`
      : html`<${Table} tree=${tree} remove=${setDeleting} />`)}
    ${(chosen === 'new' || editing) && html`<${CategorySheet} key=${chosen} category=${editing} parentId=${route.query['in'] ?? ''} tree=${tree} leave=${close} changed=${loaded.reload} />`}
    ${deleting && html`<${DeleteCategory} category=${deleting} leave=${() => setDeleting(null)} changed=${loaded.reload} />`}`;
}

function Table({ tree, remove }: { readonly tree: readonly Branch[]; readonly remove: (category: CategoryRow) => void }): VNode {
  return html`
    <${Scroller} label="List of categories">
      <table class="rows linked">
        <thead><tr><th scope="col">Name</th><th scope="col" class="number">Products</th><th scope="col"><span class="unseen">What can be done</span></th></tr></thead>
        <tbody>${tree.map(({ category, depth, names }) => html`
          <tr key=${category.id} onClick=${followRow}>
            <th scope="row" class=${`depth-${Math.min(depth, 4)}`}><a href=${hashFor(['categories', category.id])}>${category.name}</a></th>
            <td class="number"><a class="plain" href=${hashFor(['products'], { category: category.id })} aria-label=${`${category.products} in ${names.join(', ')}`}>${category.products.toLocaleString('en')}</a></td>
            <td class="row-actions">
              <a class="button small" href=${hashFor(['categories', 'new'], { in: category.id })} aria-label=${`Add below ${category.name}`}>Add below</a>
              <button type="button" class="small" aria-label=${`Delete ${category.name}`} onClick=${() => remove(category)}>Delete</button>
            </td>
          </tr>`)}</tbody>
      </table>
    <//>`;
}
