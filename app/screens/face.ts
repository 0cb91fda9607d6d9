import type { VNode } from 'preact';
import { initials } from '../format.js';
import { html } from '../html.js';

interface Props {
  readonly name: string;
  readonly image?: string | undefined;
}

/** A person's picture, or initials. */
export function Face({ name, image }: Props): VNode {
  const inside = image ? html`<img src=${`media/${image}`} alt="" />` : initials(name);
  return html`<span class="face" aria-hidden="true">${inside}</span>`;
}
