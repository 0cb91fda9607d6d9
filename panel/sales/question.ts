/** What the sales page asks for, as its address says it: `q`, `state`, `register`, `from`, `to` (days, `2026-11-23`), `page`. */
export type SalesQuery = Readonly<Record<string, string>>;

/**
 * The same for the server: days become the instants at which they begin here, `to` the one at which the day after it
 * does, so that "today" is the shop's day and not London's.
 */
export function serverQuery(query: SalesQuery): string {
  const { q, state, register, from, to, page } = query;
  const asked = { q, state, register, from: from && dayStart(from, 0), to: to && dayStart(to, 1), page };
  const filled = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(filled).toString();
}

/** The instant at which a day begins by this device's clock, `later` days after it, in UTC; empty for what is no day. */
export function dayStart(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const start = new Date(year ?? NaN, (month ?? NaN) - 1, (date ?? NaN) + later);
  return Number.isNaN(start.getTime()) ? '' : start.toISOString();
}
