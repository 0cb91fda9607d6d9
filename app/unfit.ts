import { words } from './language.js';

/** @returns why this browser cannot be a register, or null. */
export function whyUnfit(): string | null {
  const fit = navigator.serviceWorker && window.indexedDB && window.BroadcastChannel && navigator.locks;
  if (fit) return null;
  return window.isSecureContext ? words.notSafeHere : words.httpsOnly;
}
