import { isoWithOffset } from '../domain/sale.js';

/** Now as ISO 8601 with this place's offset. */
export function timestamp(now: number = Date.now()): string {
  const instant = new Date(now);
  return isoWithOffset(instant, -instant.getTimezoneOffset());
}
