import type { SealedSale } from '../domain/chain.js';
import { SHOWN_LINES, type TakeInReport } from '../domain/panel.js';
import type { Outcome } from './ledger.js';

/** A sale and the line it stands on. */
export interface SaleLine {
  readonly line: number;
  readonly sealed: SealedSale;
}

/** What became of a file's lines so far; registers still without names. */
export interface Tally extends Omit<TakeInReport, 'registers'> {
  readonly registers: ReadonlyMap<string, Counts>;
}
interface Counts {
  readonly recorded: number;
  readonly already: number;
  readonly refused: number;
}
const NONE: Counts = { recorded: 0, already: 0, refused: 0 };

export const EMPTY: Tally = { recorded: 0, already: 0, refused: [], refusedCount: 0, damaged: [], damagedCount: 0, registers: new Map() };

export function withDamage(tally: Tally, line: number, message: string): Tally {
  return { ...tally, damaged: shown(tally.damaged, [{ line, message }]), damagedCount: tally.damagedCount + 1 };
}

/** `outcomes`: one for each of `sales`, in their order. */
export function withSales(tally: Tally, sales: readonly SaleLine[], outcomes: readonly Outcome[]): Tally {
  const registers = new Map(tally.registers);
  const refused: TakeInReport['refused'][number][] = [];
  let [recorded, already] = [tally.recorded, tally.already];
  for (const [index, { result, isNew }] of outcomes.entries()) {
    const sale = sales[index];
    if (!sale) throw new Error('an outcome without its sale');
    const { registerId } = sale.sealed;
    const before = registers.get(registerId) ?? NONE;
    if (result.result === 'refused') {
      refused.push({ line: sale.line, reason: result.reason, message: result.message });
      registers.set(registerId, { ...before, refused: before.refused + 1 });
    } else if (isNew) {
      recorded++;
      registers.set(registerId, { ...before, recorded: before.recorded + 1 });
    } else {
      already++;
      registers.set(registerId, { ...before, already: before.already + 1 });
    }
  }
  return { ...tally, recorded, already, refused: shown(tally.refused, refused), refusedCount: tally.refusedCount + refused.length, registers };
}

function shown<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return before.length >= SHOWN_LINES ? before : [...before, ...more].slice(0, SHOWN_LINES);
}
