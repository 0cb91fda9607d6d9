import type { VNode } from 'preact';
import { DEMO } from '../../domain/demo.js';
import type { Status } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { forgetTab } from '../demo/state.js';
import { html } from '../html.js';
import { forgetLanguage } from '../languages.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import type { State } from '../state.js';
import { Bar } from './bar.js';
import { Dialog } from './dialog.js';
import { FolderCopy } from './folder-copy.js';
import { panelObjection } from './permission.js';
import { Printer } from './printer.js';
import { SaveSales, Unsent, whichOf } from './save-sales.js';
import { ScreenSettings } from './screen-settings.js';
import type { ScreenProps } from './seldom.js';
import { Storage } from './storage.js';

export const Settings = remembers(() => ({ asking: false }), ({ state, shop }: ScreenProps, { asking }, put) => {
  const { status } = state;
  const objection = resetObjection(state);
  return html`<div class="plain-screen">
    <${Bar} title=${otherWords.settings} />
    <main class="column">
      <section class="card"><h2>${otherWords.unsynchronised}</h2><${Unsent} status=${status} /><${SaveSales} status=${status} /><${FolderCopy} status=${status} /></section>
      <section class="card"><h2>${otherWords.thisDevice}</h2>
        <dl class="facts"><dt>${otherWords.register}</dt><dd>${otherWords.registerOf(shop.config.name, shop.config.outlet)}</dd><dt>${otherWords.shopVersion}</dt><dd>${shop.hash.slice(0, 12)}</dd></dl>
        <${Storage} />
        <p><a class="act tall link" href="#/fit">${otherWords.isFit}</a></p>
      </section>
      <${Printer} state=${state} shop=${shop} />
      <${ScreenSettings} />
      <section class="card"><h2>${otherWords.reset}</h2>
        <p>${otherWords.resetSays}</p>
        <button class="act tall danger" disabled=${objection !== null} aria-describedby="no-reset" onClick=${() => put({ asking: true })}>${otherWords.resetApplication}</button>
        <p class="warn" id="no-reset">${objection}</p>
      </section>
    </main>
    ${asking && html`<${Ask} status=${status} close=${() => put({ asking: false })} />`}
  </div>`;
});

function resetObjection(state: State): string | null {
  const { unsaved, link } = state.status;
  if (unsaved) return otherWords.wouldBeLost(unsaved.count, whichOf(state.status));
  if (state.cart.lines.length) return otherWords.openSaleFirst;
  if (state.status.shift && link === 'linked') return otherWords.closeShiftFirst;
  return link === 'removed' ? null : panelObjection(state);
}

interface AskProps {
  readonly status: Status;
  readonly close: () => void;
}

const Ask = remembers(() => ({ trouble: '' }), ({ status, close }: AskProps, { trouble }, put) => {
  const onlyCopy = status.unsynchronised > 0;
  const reset = (): void => void ask('POST', 'api/reset', { onlyCopy }).then(startAgain, (error: unknown) => put({ trouble: sentence(error) }));
  return html`<${Dialog} title=${otherWords.resetAsks} close=${close}>
    <p>${otherWords.needsNewCode}</p>
    ${onlyCopy && html`<${OnlyCopy} status=${status} />`}
    <p class="trouble" role="alert">${trouble}</p>
    <div class="acts"><button class="act tall" onClick=${close}>${otherWords.keepIt}</button><button class="act tall danger" onClick=${reset}>${otherWords.resetNow}</button></div>
  <//>`;
});

function OnlyCopy({ status }: Pick<AskProps, 'status'>): VNode {
  return html`<${Unsent} status=${status} /><p class="strong">${otherWords.onlyCopyAfterReset}</p>`;
}

function startAgain(): void {
  forgetLanguage();
  if (DEMO) forgetTab();
  else sessionStorage.clear();
  location.href = './';
}
