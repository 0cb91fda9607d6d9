import type { VNode } from 'preact';
import { html } from '../html.js';
import { words } from '../language.js';
import { undo } from '../selling.js';
import { change, type Notice } from '../state.js';
import { Icon } from './icon.js';

/** What passes by at the foot of the screen, and is said aloud. */
export function Messages({ notice }: { readonly notice: Notice | null }): VNode {
  const back = notice?.undo ? html`<button class="plain strong" onClick=${undo}>${words.undo}</button>` : null;
  const shown = notice && html`<div class=${notice.bad ? 'notice bad' : 'notice'}>
    <span>${notice.text}</span>${back}<button class="plain" aria-label=${words.dismiss} onClick=${() => change({ notice: null })}><${Icon} name="close" /></button>
  </div>`;
  return html`<div class="notices no-print" role="alert">${shown}</div>`;
}
