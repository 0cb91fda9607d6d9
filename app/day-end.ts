import { set } from './staff.js';
import { change, read } from './state.js';

/** Asks to end the day at this register. While sales are neither sent nor saved, the sign-out panel says no; then that the file is the only copy. */
export function signOut(): void {
  if (read().status.unsynchronised) change({ panel: { name: 'sign-out' } });
  else endDay();
}

export function endDay(): void {
  change({ panel: null });
  set(null);
}
