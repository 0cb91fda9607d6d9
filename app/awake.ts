import { read, watch } from './state.js';

/** The browser's word, or that it was asked; null: the screen may go dark. */
let held: Promise<WakeLockSentinel | void> | null = null;

/** Keeps the screen lit while somebody is signed in, where the browser can (Chromium 84, Firefox 126, Safari 16.4). */
export function keepAwake(): void {
  if (!('wakeLock' in navigator)) return;
  watch(mind);
  // It lets go by itself whenever the page is not to be seen.
  document.addEventListener('visibilitychange', mind);
  mind();
}

function mind(): void {
  const wanted = read().staff !== null && !document.hidden;
  if (wanted === (held !== null)) return;
  if (wanted) hold();
  else {
    held?.then((lock) => lock?.release()).catch(console.warn);
    held = null;
  }
}

function hold(): void {
  // A device that is short of power refuses: it is asked again when somebody comes back to the page.
  const asked = held = navigator.wakeLock.request('screen').then((lock) => {
    lock.onrelease = () => { if (held === asked) held = null; };
    return lock;
  }, console.warn);
}
