import { set, touch, touched } from './staff.js';
import { read } from './state.js';

/** How often the idle time is looked at, in ms. */
const LOOK = 5000;

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
