import { words } from './language.js';
import { worker } from './worker.js';

/** @returns why this browser cannot be a register, or null. */
export function whyUnfit(): string | null {
  const fit = worker && window.indexedDB && window.BroadcastChannel && navigator.locks;
  if (fit) return null;
  return window.isSecureContext ? words.notSafeHere : words.httpsOnly;
}
