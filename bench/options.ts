import { parseArgs } from 'node:util';

/** What every script takes: `--rounds 5 --sizes 1000,100000 --only ours,bare`. */
export interface Options {
  readonly rounds: number;
  readonly sizes: readonly number[];
  /** Variants to run; empty: all. */
  readonly only: readonly string[];
}

export function readOptions(defaults: { readonly rounds: number; readonly sizes: readonly number[] }): Options {
  const { values } = parseArgs({ options: { rounds: { type: 'string' }, sizes: { type: 'string' }, only: { type: 'string' } } });
  const sizes = values.sizes?.split(',').map(Number) ?? defaults.sizes;
  const rounds = Number(values.rounds ?? defaults.rounds);
  if (![rounds, ...sizes].every((number) => Number.isInteger(number) && number > 0)) throw new Error('--rounds and --sizes take whole numbers, sizes with commas between');
  return { rounds, sizes, only: values.only?.split(',') ?? [] };
}

/** The variants to run, in another order each round: what runs first or last must not always be the same. */
export function inTurn(variants: readonly string[], round: number, { only }: Pick<Options, 'only'>): string[] {
  const chosen = variants.filter((variant) => only.length === 0 || only.includes(variant));
  const first = round % Math.max(1, chosen.length);
  return [...chosen.slice(first), ...chosen.slice(0, first)];
}
