import type { CloseRequest, OpenShift } from '../domain/local.js';
import { parseMoney, type Cents } from '../domain/money.js';
import { compare, METHODS, type Method, type MethodCount } from '../domain/shift.js';
import { otherWords } from './other-words.js';
import type { State } from './state.js';

/** What was typed for each method. */
export type Typed = Readonly<Record<Method, string>>;

/** An amount that was counted; null when that is none. */
export function counted(text: string): Cents | null {
  const amount = parseMoney(text, Number.MAX_SAFE_INTEGER);
  return amount === null || amount < 0 ? null : amount;
}

/** What was typed, held against the shift as it stands now; null as long as an amount is missing. */
export function countUp(typed: Typed, { float, takings }: OpenShift): MethodCount[] | null {
  const amounts = METHODS.map((method) => [method, counted(typed[method])] as const);
  if (amounts.some(([, amount]) => amount === null)) return null;
  return compare(Object.fromEntries(amounts) as CloseRequest['counted'], float, takings);
}

/** Why the shift cannot be opened or closed just now; null when it can. */
export function shiftObjection({ cart }: Pick<State, 'cart'>): string | null {
  return cart.parts.length || cart.sent ? otherWords.partPaid : null;
}
