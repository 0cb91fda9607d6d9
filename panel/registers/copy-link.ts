import type { VNode } from 'preact';
import { html } from '../html.js';
import { usePanel } from '../panel.js';

/** Puts the link where it can be pasted from, where the browser has such a place: not on plain http. */
export function CopyLink({ link }: { readonly link: string }): VNode | null {
  const { announce } = usePanel();
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return null;
  const copy = (): void => void clipboard.writeText(link).then(() => announce('The set-up link is copied.'), () => announce('The browser did not copy it: select the link and copy it by hand.'));
  return html`<button type="button" class="small" onClick=${copy}>Copy set-up link</button>`;
}
