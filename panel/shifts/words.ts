import { cents, type Cents } from '../../domain/money.js';
import type { ShiftRow } from '../../domain/panel.js';
import { differenceInWords, type MethodCount } from '../../domain/shift.js';
import { counted } from '../registers/numbers.js';
import { methodName } from '../sales/flags.js';

export interface Standing {
  readonly words: string;
  /** As a tag's. */
  readonly kind: '' | 'good' | 'warn' | 'bad';
}

/** How a shift stands: `open`, `complete`, `3 of 12 sales still to come`, `differs`. */
export function standingOf({ state, sales: { received, stated } }: Pick<ShiftRow, 'state' | 'sales'>): Standing {
  const all = stated ?? 0;
  switch (state) {
    case 'open': return { words: 'open', kind: '' };
    case 'complete': return { words: 'complete', kind: 'good' };
    case 'to-come': return { words: `${(all - received).toLocaleString('en')} of ${counted(all, 'sale')} still to come`, kind: 'warn' };
    case 'differs': return { words: 'differs', kind: 'bad' };
    default: throw new Error(`unknown state ${state satisfies never}`);
  }
}

/** What does not agree, method by method: `Cash $2.00 short`, `Card $0.50 over`; nothing when all does. */
export function differencesInWords(methods: readonly MethodCount[], money: (amount: Cents) => string): string[] {
  return methods.filter(({ difference }) => difference !== 0).map(({ method, difference }) => `${methodName(method)} ${differenceInWords(difference, money)}`);
}

/** All methods together. */
export function sumOf(methods: readonly MethodCount[], which: 'counted' | 'expected'): Cents {
  return cents(methods.reduce((sum, method) => sum + method[which], 0));
}
