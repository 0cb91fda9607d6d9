import { cents, type Cents } from '../../domain/money.js';
import type { ShiftRow } from '../../domain/panel.js';
import { differenceInWords, type MethodCount } from '../../domain/shift.js';
import type { Flag } from '../../domain/wire.js';
import { counted } from '../registers/numbers.js';
import { FLAG_WORDS, methodName, type Explained } from '../sales/flags.js';

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

/** What a flag means on an opening or closing; as for sales where nothing else is said. */
const MEANINGS: Partial<Readonly<Record<Flag, string>>> = {
  'unknown-staff': 'Whoever opened or closed this shift is not among the staff any more. It is recorded under the name that the register gave.',
  'totals-differ': 'A difference in the report is not what was counted less what was expected. It is recorded as the register sent it. Work it out again from the amounts.',
  'clock-ahead': 'The register’s clock was ahead of the control panel’s, so the time of the shift may be too late. Set the date and time on that device.',
  'clock-behind': 'The register’s clock was behind, so the time of the shift may be too early. Set the date and time on that device.',
  'id-reused': 'Something else with the same id was recorded before. Both are kept. It happens when a device is set back to an older state.',
  'number-reused': 'The register used the number of its report for something else too. Both are kept. It happens when a device is set back to an older state.',
  'chain-broken': 'The report does not continue from what that register recorded before it. A sale in between may be missing, or a device was set back to an older state. Compare the numbers around it.',
  'after-release': 'It was opened or closed after the register’s link to the device had been removed. If you did not expect anything from that device, find it.',
};

export function explained(flag: Flag): Explained {
  return { name: FLAG_WORDS[flag].name, meaning: MEANINGS[flag] ?? FLAG_WORDS[flag].meaning };
}

/** All methods together. */
export function sumOf(methods: readonly MethodCount[], which: 'counted' | 'expected'): Cents {
  return cents(methods.reduce((sum, method) => sum + method[which], 0));
}
