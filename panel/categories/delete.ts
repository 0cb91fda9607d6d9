import type { VNode } from 'preact';
import type { CategoryRow } from '../../domain/panel.js';
import { Question } from '../dialogs.js';
import { html } from '../html.js';
import { usePanel } from '../panel.js';

interface DeleteCategoryProps {
  readonly category: CategoryRow;
  readonly leave: () => void;
  readonly changed: () => Promise<void>;
}

export function DeleteCategory({ category, leave, changed }: DeleteCategoryProps): VNode {
  const { ask, announce } = usePanel();
  const remove = async () => {
    await ask('DELETE', `api/categories/${category.id}`);
    announce(`${category.name} deleted.`);
    await changed();
  };
  const goods = category.products === 1 ? 'The product' : `The ${category.products.toLocaleString('en')} products`;
  const where = category.parentId ? 'the category above it' : 'no category';
  return html`
    <${Question} title=${`Delete ${category.name}?`} confirm="Delete category" danger leave=${leave} work=${remove}>
      ${category.products > 0 && html`<p>${goods} in it will be in ${where}; none is deleted.</p>`}
      <p>Its tile goes from the registers at their next “Synchronise data”.</p>
    <//>`;
}
