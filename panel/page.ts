import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icon.js';
import type { Loaded } from './load.js';
import { Loading, Trouble } from './notices.js';
import { hashFor } from './route.js';
import { dayAndTime } from './times.js';

/** A page's heading and what can be done on it. */
export function Head({ title, children }: { readonly title: string; readonly children?: ComponentChildren }): VNode {
  return html`<header class="page-head"><h1 tabindex="-1">${title}</h1><div class="actions">${children}</div></header>`;
}

/** A heading that takes the focus when it comes: whoever waited for it is at its beginning. */
export function Arrival({ id, children }: { readonly id: string; readonly children?: ComponentChildren }): VNode {
  const ref = useRef<HTMLHeadingElement | null>(null);
  useEffect(() => ref.current?.focus(), []);
  return html`<h2 id=${id} tabindex="-1" ref=${ref}>${children}</h2>`;
}

/** What stands in for a page's contents until they are there, and the quiet line when they can no longer be renewed. */
export function Standing({ loaded }: { readonly loaded: Loaded<unknown> }): VNode | null {
  if (loaded.value !== null) {
    return loaded.trouble && html`
      <p class="stale" role="status"><b>Not up to date.</b> ${loaded.trouble.code === 'panel-unreachable' ? 'The control panel does not answer' : loaded.trouble.message}; this is as of ${dayAndTime(new Date(loaded.at), new Date(), 'en-GB')}. Trying goes on.</p>`;
  }
  return loaded.trouble ? html`<${Trouble} trouble=${loaded.trouble} retry=${loaded.reload} />` : html`<${Loading} />`;
}

/** The box that a long table scrolls in, so that its head stays in sight. */
export function Scroller({ label, children }: { readonly label: string; readonly children?: ComponentChildren }): VNode {
  return html`<div class="scroller" role="region" aria-label=${label} tabindex="0">${children}</div>`;
}

interface PagerProps {
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
  readonly total: number;
  /** One and many: `sale`, `sales`. */
  readonly nouns: readonly [string, string];
  /** Rows on a page. */
  readonly size?: number;
  readonly children?: ComponentChildren;
}

const PAGE = 50;

/** Which rows of how many, and the way to the others. */
export function Pager({ path, query, page, total, nouns, size = PAGE, children }: PagerProps): VNode {
  const last = Math.max(1, Math.ceil(total / size));
  const count = (number: number) => number.toLocaleString('en');
  const from = (page - 1) * size + 1;
  const shown = total === 0 ? `No ${nouns[1]}` : last === 1 ? `${count(total)} ${total === 1 ? nouns[0] : nouns[1]}` : `${count(from)}–${count(Math.min(total, from + size - 1))} of ${count(total)} ${nouns[1]}`;
  return html`
    <footer class="pager">
      <p>${shown}</p>${children}
      ${last > 1 && html`
        <nav aria-label="Pages">
          <${Step} words="Previous page" icon="before" to=${page > 1 ? hashFor(path, { ...query, page: page > 2 ? page - 1 : '' }) : null} />
          <span>Page ${count(page)} of ${count(last)}</span>
          <${Step} words="Next page" icon="after" to=${page < last ? hashFor(path, { ...query, page: page + 1 }) : null} />
        </nav>`}
    </footer>`;
}

function Step({ words, icon, to }: { readonly words: string; readonly icon: string; readonly to: string | null }): VNode {
  return html`<a class="icon-button" role=${to ? undefined : 'link'} aria-label=${words} aria-disabled=${to ? undefined : 'true'} href=${to ?? undefined}><${Icon} name=${icon} /></a>`;
}

/** Follows the first link of a row that is clicked anywhere. */
export function followRow(event: MouseEvent): void {
  const { target, currentTarget } = event;
  if (!(target instanceof Element) || !(currentTarget instanceof Element)) return;
  if (target.closest('a, button, input, select') || String(getSelection()) !== '') return;
  currentTarget.querySelector<HTMLAnchorElement>('a')?.click();
}
