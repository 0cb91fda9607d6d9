import { apart, inUse } from './language.js';
import { otherWords } from './other-words.js';
import { read } from './state.js';

/** Shops everywhere date their receipts by this calendar, and by 24 hours. */
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', calendar: 'gregory' } as const;

/** `today 14:06` or `23 Nov 2026 14:06`, where the register is. */
export function dayAndClock(iso: string, now: Date = new Date(), locale = read().shop?.config.locale ?? inUse()?.lang ?? 'en-AU'): string {
  const at = new Date(iso);
  const clock = at.toLocaleTimeString(locale, CLOCK);
  if (at.toDateString() === now.toDateString()) return otherWords.today(apart(clock));
  return otherWords.onDay(apart(at.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric', calendar: 'gregory' })), apart(clock));
}

/** `2026-11-23T14:06:11.120+11:00` → `23/11/2026 14:06`: the register's time when it was sold, wherever it is reprinted. */
export function writtenDate(iso: string, locale: string): string {
  const at = new Date(`${iso.slice(0, 19)}Z`);
  const there = { timeZone: 'UTC', calendar: 'gregory' } as const;
  return `${apart(at.toLocaleDateString(locale, { ...there, day: '2-digit', month: '2-digit', year: 'numeric' }))} ${apart(at.toLocaleTimeString(locale, { ...CLOCK, ...there }))}`;
}
