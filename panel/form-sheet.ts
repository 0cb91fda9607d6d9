import type { ComponentChildren, VNode } from 'preact';
import { Sheet } from './dialogs.js';
import type { Form } from './form.js';
import { html } from './html.js';
import { Trouble } from './notices.js';

interface FormSheetProps {
  readonly title: string;
  readonly form: Form;
  /** What its one main button says: `Save product`. */
  readonly save: string;
  /** Does it, and closes the sheet. */
  readonly work: (values: Form['values']) => Promise<void>;
  readonly leave: () => void;
  /** Something outside the form's own fields was changed. */
  readonly touched?: boolean;
  /** Stands at the other end of the foot: Delete. */
  readonly aside?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A form in a sheet: its fields, what was refused, and what can be done. */
export function FormSheet({ title, form, save, work, leave, touched, aside, children }: FormSheetProps): VNode {
  return html`
    <${Sheet} title=${title} leave=${leave} dirty=${form.dirty || touched}>
      <form class="sheet-form" onSubmit=${form.submit(work)} novalidate>
        <div class="sheet-body">${children}<${Trouble} trouble=${form.trouble} /></div>
        <footer class="sheet-foot">
          ${aside}<span class="spring"></span>
          <button type="button" onClick=${leave}>Cancel</button>
          <button class="primary" disabled=${form.busy}>${save}</button>
        </footer>
      </form>
    <//>`;
}
