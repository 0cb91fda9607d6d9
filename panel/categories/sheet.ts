import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CategoryRow } from '../../domain/panel.js';
import { options, placesFor, type Branch } from '../category-tree.js';
import { ChoiceField, TextField } from '../fields.js';
import { FormSheet } from '../form-sheet.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { usePanel } from '../panel.js';

interface CategorySheetProps {
  /** Null: a new one. */
  readonly category: CategoryRow | null;
  /** Where a new one begins. */
  readonly parentId: string;
  readonly tree: readonly Branch[];
  readonly leave: () => void;
  readonly changed: () => Promise<void>;
}

/** A category's name and place. */
export function CategorySheet({ category, parentId, tree, leave, changed }: CategorySheetProps): VNode {
  const { ask, announce } = usePanel();
  const form = useForm({ name: category?.name ?? '', parentId: category ? category.parentId ?? '' : parentId });
  const save = async (values: typeof form.values) => {
    const input = { name: values.name.trim(), parentId: values.parentId || null };
    await (category ? ask('PUT', `api/categories/${category.id}`, input) : ask('POST', 'api/categories', input));
    announce(`${input.name} saved. Registers get it at their next “Synchronise data”.`);
    await changed();
    leave();
  };
  const places = useMemo(() => [['', 'No other: at the top'], ...options(placesFor(category?.id ?? null, tree))], [category, tree]);
  return html`
    <${FormSheet} title=${category ? category.name : 'New category'} form=${form} save="Save category" work=${save} leave=${leave}>
      <${TextField} form=${form} name="name" label="Name" required autofocus />
      <${ChoiceField} form=${form} name="parentId" label="Inside" hint="A category inside another is shown on the register after a tap on the upper one."
        options=${places} />
    <//>`;
}
