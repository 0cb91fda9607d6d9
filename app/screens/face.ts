import type { VNode } from 'preact';
import { initials } from '../format.js';
import { html } from '../html.js';
import type { Shop } from '../shop.js';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly shop: Shop;
}

/** A person's picture, or initials. */
export function Face({ id, name, shop }: Props): VNode {
  const image = shop.staff.find((member) => member.id === id)?.image;
  return html`<span class="face" aria-hidden="true">${image ? html`<img src=${`media/${image}`} alt="" />` : initials(name)}</span>`;
}
