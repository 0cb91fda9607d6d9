import type { VNode } from 'preact';
import { examine } from '../examine.js';
import { inWords, judge, verdict, type Check } from '../fitness.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remembers, type Put } from '../remembers.js';
import { go } from '../route.js';
import { askToKeep } from '../storage.js';
import { Bar } from './bar.js';
import { Icon } from './icon.js';
import type { ScreenProps } from './seldom.js';

const LOOKS = { fit: 'good', lookAtThis: 'wait', notFit: 'bad' } as const;
const start = () => ({ checks: [] as readonly Check[], busy: true, says: '' });

/** What this device is like to sell on: each condition tried out, and what to do where it fails. */
export const Fit = remembers(start, (_: ScreenProps, { checks, busy, says }, put) => {
  const again = (): void => void check(put);
  const keep = (): void => void askToKeep().then((kept) => check(put, kept ? '' : otherWords.saidNoAgain), () => check(put));
  const asks = checks.some(({ name, fitness }) => name === otherWords.keptData && fitness !== 'fit');
  return html`<div class="plain-screen">
    <${Bar} title=${otherWords.isFit} leave=${() => go('settings')} />
    <main class="column" aria-busy=${busy}>
      <p class="verdict" role="status" aria-label=${otherWords.verdict}>${busy ? otherWords.tryingOut : verdict(checks)}</p>
      <ul class="checks" aria-label=${otherWords.checks}>${checks.map((one) => html`<${CheckItem} key=${one.name} check=${one} />`)}</ul>
      <p class="warn" role="alert">${says}</p>
      <div class="acts"><button class="act tall" disabled=${busy} onClick=${again}>${otherWords.checkAgain}</button>${asks && html`<button class="act tall" disabled=${busy} onClick=${keep}>${otherWords.askToKeep}</button>`}</div>
    </main>
  </div>`;
}, (_, put, before) => { if (!before) void check(put); });

function CheckItem({ check: { name, fitness, says, todo } }: { readonly check: Check }): VNode {
  const look = LOOKS[fitness];
  return html`<li class=${look}><h2>${name}</h2><span class=${`mark ${look}`}><${Icon} name=${look} />${inWords(fitness)}</span><p>${says}</p><p class="strong todo">${todo}</p></li>`;
}

async function check(put: Put<ReturnType<typeof start>>, says = ''): Promise<void> {
  put({ busy: true, says });
  put({ checks: judge(await examine()), busy: false });
}
