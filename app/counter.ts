import { keepAwake } from './awake.js';
import { watchIdle } from './idle.js';
import { mindLanguage } from './languages.js';
import { restorePreferences } from './preferences.js';
import { listenForShortcuts } from './shortcuts.js';
import { change, read, watch } from './state.js';
import { mindTouch } from './touch.js';

/** Makes of a page a till on a counter. Comes with the second script: the first sale can do without. */
export function beCounter(): void {
  mindLanguage();
  watch(mindNotice);
  watchIdle();
  keepAwake();
  mindTouch();
  listenForShortcuts();
  document.addEventListener('fullscreenchange', () => change({}));
  void restorePreferences();
}

let noticed: unknown;
let leaves = 0;

/** What went well is said for a while. What did not stays until somebody has seen it. */
function mindNotice(): void {
  const { notice } = read();
  if (notice === noticed) return;
  noticed = notice;
  window.clearTimeout(leaves);
  if (notice && !notice.bad) leaves = window.setTimeout(() => change({ notice: null }), notice.undo ? 30_000 : 8000);
}
