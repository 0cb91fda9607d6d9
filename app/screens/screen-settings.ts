import type { VNode } from 'preact';
import { html } from '../html.js';
import { prefer, preferences, type Colours } from '../preferences.js';

const COLOURS = [['device', 'As the device is set'], ['bright', 'Always bright'], ['dark', 'Always dark']] as const;

/** How this very device looks and sounds. */
export function ScreenSettings(): VNode {
  const { sounds, colours } = preferences();
  const options = COLOURS.map(([value, label]) => html`<option value=${value} selected=${value === colours}>${label}</option>`);
  const choose = (event: Event): void => void prefer({ colours: (event.target as HTMLSelectElement).value as Colours });
  return html`<section class="card"><h2>Screen and sounds</h2>
    <div class="field"><label for="colours">Colours</label><div class="entry"><select id="colours" value=${colours} onChange=${choose}>${options}</select></div></div>
    <label class="check"><input type="checkbox" checked=${sounds} onChange=${() => prefer({ sounds: !sounds })} />Sounds for scans</label>
    ${document.fullscreenEnabled && html`<${FullScreen} />`}
    <p class="soft">${'wakeLock' in navigator ? 'The screen stays lit while somebody is signed in.' : 'This browser cannot keep the screen lit: switch its sleep off in the device’s own settings.'}</p>
    <dl class="facts keys"><dt>F2</dt><dd>Search products</dd><dt>F4</dt><dd>First line of the cart</dd><dt>F9</dt><dd>Pay, and on every screen its large key</dd></dl>
  </section>`;
}

function FullScreen(): VNode {
  const full = document.fullscreenElement !== null;
  const turn = (): void => void (full ? document.exitFullscreen() : document.documentElement.requestFullscreen({ navigationUI: 'hide' })).catch(console.warn);
  return html`<button class="act tall" aria-pressed=${full} onClick=${turn}>Full screen</button>`;
}
