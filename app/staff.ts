import { DEMO } from '../domain/demo.js';
import type { SignIn } from '../domain/local.js';
import { ask } from './api.js';
import { change, read } from './state.js';

/** How often the idle time is looked at, in ms. */
const LOOK = 5000;

/** Last touch, ms since 1970. */
let touched = 0;

/** Somebody stays signed in over a reload of the tab, not over a restart of the browser. A tab's memory is the origin's, whoever's page is in it: hence the demo's own names. */
export function restoreStaff(): void {
  const kept = sessionStorage[DEMO ? 'demo-staff' : 'staff'] as string | undefined;
  touched = Number(sessionStorage[DEMO ? 'demo-touched' : 'touched']);
  if (kept) change({ staff: JSON.parse(kept) as SignIn });
}

function set(staff: SignIn | null): void {
  sessionStorage[DEMO ? 'demo-staff' : 'staff'] = staff ? JSON.stringify(staff) : '';
  change({ staff });
}

function touch(): void {
  touched = sessionStorage[DEMO ? 'demo-touched' : 'touched'] = Date.now();
}

/** The worker checks the PIN, and counts the wrong ones. @throws {@link Refused} with what to tell. */
export async function signIn(staffId: string, pin: string): Promise<void> {
  const staff = await ask<SignIn>('POST', 'api/sign-in', { staffId, pin });
  touch();
  change({ switching: false });
  set(staff);
}

/** Asks to end the day at this register. While sales are neither sent nor saved, the sign-out panel says no; then that the file is the only copy. */
export function signOut(): void {
  if (read().status.unsynchronised) change({ panel: { name: 'sign-out' } });
  else endDay();
}

export function endDay(): void {
  change({ panel: null });
  set(null);
}

/** The shop has changed: whoever is gone from it is signed out, and permissions are what they are now. */
export function followStaff(): void {
  const { staff, shop } = read();
  const member = shop?.staff.find(({ id }) => id === staff?.staffId);
  if (staff) set(member ? { staffId: member.id, name: member.name, mayEditItems: member.mayEditItems } : null);
}

/** Locks the register after the configured minutes without a touch. The cart stays. */
export function watchIdle(): void {
  for (const event of ['pointerdown', 'keydown', 'wheel']) document.addEventListener(event, touch, { capture: true, passive: true });
  const look = (): void => {
    const { staff, shop, paying } = read();
    const minutes = shop?.config.idleMinutes;
    if (staff && minutes && !paying && Date.now() - touched > minutes * 60_000) set(null);
  };
  setInterval(look, LOOK);
  document.addEventListener('visibilitychange', look);
}
