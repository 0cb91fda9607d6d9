import { keepAwake } from './awake.js';
import { restorePreferences } from './preferences.js';
import { listenForShortcuts } from './shortcuts.js';
import { change } from './state.js';
import { mindTouch } from './touch.js';

/** Makes of a page a till on a counter. Comes with the second script: the first sale can do without. */
export function beCounter(): void {
  keepAwake();
  mindTouch();
  listenForShortcuts();
  document.addEventListener('fullscreenchange', () => change({}));
  void restorePreferences();
}
