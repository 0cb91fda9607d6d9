import type { ComponentChildren, VNode } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import type { Form } from './form.js';
import { html } from './html.js';

interface FieldProps {
  readonly form: Form;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Anything else goes to the input as it is. */
  readonly [attribute: string]: unknown;
}

/** Label, control, hint and error, tied together for assistive technology. */
function framed({ form, name, label, hint }: FieldProps, control: (attributes: Record<string, unknown>) => VNode): VNode {
  const id = useId();
  const wrong = form.wrong(name);
  const described = [wrong && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const attributes = { id, name, 'aria-invalid': wrong ? 'true' : undefined, 'aria-describedby': described || undefined };
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control(attributes)}
      ${wrong && html`<p class="wrong" id=${`${id}-wrong`}>${wrong}</p>`}
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    </div>`;
}

/** A line of text; `type`, `inputmode`, `autocomplete` and the like are the input's own. */
export function TextField({ form, name, label, hint, ...own }: FieldProps): VNode {
  return framed({ form, name, label, hint }, (attributes) => html`
    <input type="text" autocomplete="off" ...${attributes} ...${own} value=${form.values[name]} onInput=${typed(form, name)} />`);
}

/** Several lines. */
export function LinesField({ form, name, label, hint, ...own }: FieldProps): VNode {
  return framed({ form, name, label, hint }, (attributes) => html`
    <textarea rows="3" ...${attributes} ...${own} value=${form.values[name]} onInput=${typed(form, name)}></textarea>`);
}

/** One of several; `options` are pairs of value and words. The same array again costs nothing, however long. */
export function ChoiceField({ form, name, label, hint, options, ...own }: FieldProps & { readonly options: readonly (readonly [string, string])[] }): VNode {
  const made = useMemo(() => options.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`), [options]);
  return framed({ form, name, label, hint }, (attributes) => html`
    <select ...${attributes} ...${own} value=${form.values[name]} onChange=${typed(form, name)}>
      ${made}
    </select>`);
}

/** Yes or no. */
export function TickField({ form, name, label, hint }: FieldProps): VNode {
  const id = useId();
  return html`
    <div class="field tick">
      <input type="checkbox" id=${id} name=${name} aria-describedby=${hint ? `${id}-hint` : undefined} checked=${form.values[name]}
        onChange=${(event: Event) => form.set(name, (event.currentTarget as HTMLInputElement).checked)} />
      <label for=${id}>${label}</label>
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    </div>`;
}

function typed(form: Form, name: string): (event: Event) => void {
  return (event) => form.set(name, (event.currentTarget as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value);
}

/** Fields that belong together, under a heading. */
export function FieldSet({ title, children }: { readonly title: string; readonly children?: ComponentChildren }): VNode {
  return html`<fieldset><legend>${title}</legend>${children}</fieldset>`;
}
