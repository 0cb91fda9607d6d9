import type { VNode } from 'preact';
import { html } from '../html.js';
import { chooseLanguage, chosenLanguage, givenLanguage, LANGUAGES } from '../languages.js';
import { otherWords } from '../other-words.js';
import { prefer, preferences, type Colours } from '../preferences.js';

/** How this very device looks and sounds. */
export function ScreenSettings(): VNode {
  const { sounds, colours } = preferences();
  const ways: readonly (readonly [Colours, string])[] = [['device', otherWords.asDevice], ['bright', otherWords.bright], ['dark', otherWords.dark]];
  const options = ways.map(([value, label]) => html`<option value=${value} selected=${value === colours}>${label}</option>`);
  const choose = (event: Event): void => void prefer({ colours: (event.target as HTMLSelectElement).value as Colours });
  return html`<section class="card"><h2>${otherWords.screenAndSounds}</h2>
    <${LanguageChoice} />
    <div class="field"><label for="colours">${otherWords.colours}</label><div class="entry"><select id="colours" value=${colours} onChange=${choose}>${options}</select></div></div>
    <label class="check"><input type="checkbox" checked=${sounds} onChange=${() => prefer({ sounds: !sounds })} />${otherWords.sounds}</label>
    ${document.fullscreenEnabled && html`<${FullScreen} />`}
    <p class="soft">${'wakeLock' in navigator ? otherWords.staysLit : otherWords.mayGoDark}</p>
    <dl class="facts keys"><dt>F2</dt><dd>${otherWords.keySearch}</dd><dt>F4</dt><dd>${otherWords.keyCart}</dd><dt>F9</dt><dd>${otherWords.keyPay}</dd></dl>
  </section>`;
}

function LanguageChoice(): VNode {
  const chosen = chosenLanguage();
  const given = LANGUAGES[givenLanguage()] ?? '';
  const options = Object.entries(LANGUAGES).map(([tag, name]) => html`<option key=${tag} value=${tag} lang=${tag} selected=${tag === chosen}>${name}</option>`);
  const choose = (event: Event): void => chooseLanguage((event.target as HTMLSelectElement).value);
  return html`<div class="field"><label for="language">${otherWords.language}</label><div class="entry"><select id="language" onChange=${choose}><option value="" selected=${!chosen}>${otherWords.asTheShop(given)}</option>${options}</select></div></div>`;
}

function FullScreen(): VNode {
  const full = document.fullscreenElement !== null;
  const turn = (): void => void (full ? document.exitFullscreen() : document.documentElement.requestFullscreen({ navigationUI: 'hide' })).catch(console.warn);
  return html`<button class="act tall" aria-pressed=${full} onClick=${turn}>${otherWords.fullScreen}</button>`;
}
