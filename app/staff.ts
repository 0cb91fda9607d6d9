import type { SignIn } from '../domain/local.js';
import { ask } from './api.js';
import { count } from './format.js';
import { go } from './route.js';
import { change, read } from './state.js';

/** Kept for the tab: over a reload, not over a restart of the browser. */
const KEPT = 'holdfast-staff';
/** How often the idle time is looked at, in ms. */
const LOOK = 5000;

interface Kept {
  readonly staff: SignIn;
  /** Last touch, ms since 1970. */
  readonly touched: number;
}

let touched = Date.now();

export function restoreStaff(): void {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null;
  if (!kept) return;
  touched = kept.touched;
  change({ staff: kept.staff });
}

function keep(staff: SignIn | null): void {
  if (staff) sessionStorage.setItem(KEPT, JSON.stringify({ staff, touched } satisfies Kept));
  else sessionStorage.removeItem(KEPT);
}

function set(staff: SignIn | null): void {
  keep(staff);
  change({ staff, switching: false, panel: null });
}

/** The worker checks the PIN, and counts the wrong ones. @throws {@link Refused} with what to tell. */
export async function signIn(staffId: string, pin: string): Promise<void> {
  const staff = await ask<SignIn>('POST', 'api/sign-in', { staffId, pin });
  touched = Date.now();
  set(staff);
}

/** Somebody else may sign in; the cart stays, and who is signed in stays until then. */
export function switchStaff(): void {
  change({ switching: true, panel: null });
}

/** Ends the day at this register. Refused while sales are unsynchronised. */
export function signOut(): void {
  const open = read().status?.unsynchronised ?? 0;
  if (open > 0) {
    const text = `${count(open, 'sale')} on this register ${open === 1 ? 'has' : 'have'} not reached the control panel yet, so nobody can sign out. They are safe here. Let somebody else sell with Switch staff, or wait for the connection.`;
    return change({ panel: null, notice: { text, bad: true } });
  }
  set(null);
  go('');
}

/** The shop has changed: whoever is gone from it is signed out, and permissions are what they are now. */
export function followStaff(): void {
  const { staff, shop } = read();
  if (!staff || !shop) return;
  const member = shop.staff.find(({ id }) => id === staff.staffId);
  if (!member) return set(null);
  if (member.name !== staff.name || member.mayEditItems !== staff.mayEditItems) {
    const now: SignIn = { staffId: member.id, name: member.name, mayEditItems: member.mayEditItems };
    keep(now);
    change({ staff: now });
  }
}

/** Locks the register after the configured minutes without a touch. The cart stays. */
export function watchIdle(): void {
  const touch = (): void => { touched = Date.now(); };
  for (const event of ['pointerdown', 'keydown', 'wheel']) document.addEventListener(event, touch, { capture: true, passive: true });
  const look = (): void => {
    const { staff, shop, paying } = read();
    if (!staff) return;
    const minutes = shop?.config.idleMinutes ?? 0;
    if (minutes > 0 && !paying && Date.now() - touched > minutes * 60_000) return set(null);
    keep(staff);
  };
  setInterval(look, LOOK);
  document.addEventListener('visibilitychange', look);
}
