import { DEMO } from '../domain/demo.js';
import type { SignIn } from '../domain/local.js';
import { ask } from './api.js';
import { change, read } from './state.js';

/** Last touch, ms since 1970. */
export let touched = 0;

/** Somebody stays signed in over a reload of the tab, not over a restart of the browser. A tab's memory is the origin's, whoever's page is in it: hence the demo's own names. */
export function restoreStaff(): void {
  const kept = sessionStorage[DEMO ? 'demo-staff' : 'staff'] as string | undefined;
  touched = Number(sessionStorage[DEMO ? 'demo-touched' : 'touched']);
  if (kept) change({ staff: JSON.parse(kept) as SignIn });
}

export function set(staff: SignIn | null): void {
  sessionStorage[DEMO ? 'demo-staff' : 'staff'] = staff ? JSON.stringify(staff) : '';
  change({ staff });
}

export function touch(): void {
  touched = sessionStorage[DEMO ? 'demo-touched' : 'touched'] = Date.now();
}

/** The worker checks the PIN, and counts the wrong ones. @throws {@link Refused} with what to tell. */
export async function signIn(staffId: string, pin: string): Promise<void> {
  const staff = await ask<SignIn>('POST', 'api/sign-in', { staffId, pin });
  touch();
  change({ switching: false });
  set(staff);
}

/** The shop has changed: whoever is gone from it is signed out, and permissions are what they are now. */
export function followStaff(): void {
  const { staff, shop } = read();
  const member = shop?.staff.find(({ id }) => id === staff?.staffId);
  if (staff) set(member ? { staffId: member.id, name: member.name, mayEditItems: member.mayEditItems } : null);
}
