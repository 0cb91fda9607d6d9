import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORK } from './places.js';

/** One thing measured: a run is one number per variant and round, in the rounds' order. */
export interface Table {
  readonly title: string;
  readonly unit: string;
  /** The variant to which ratios are formed, each inside its own round. */
  readonly baseline: string;
  readonly runs: Readonly<Record<string, readonly number[]>>;
}
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}
/** What a script found. `facts` are what targets.ts judges. */
export interface Results {
  readonly script: string;
  readonly title: string;
  readonly at: string;
  readonly tables: Table[];
  readonly facts: Record<string, number>;
  readonly notes: string[];
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0] ?? NaN, median: quantile(sorted, 0.5), max: sorted[sorted.length - 1] ?? NaN };
}

/** @param part 0 to 1: 0.95 is the 95th percentile. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (high - low) * (at - Math.floor(at));
}

/** A variant's ratios to the baseline, round by round. */
export function ratios({ runs, baseline }: Table, variant: string): number[] {
  const base = runs[baseline] ?? [];
  return (runs[variant] ?? []).flatMap((value, round) => (base[round] ? [value / (base[round] as number)] : []));
}

export function written(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** A table in Markdown: median, min and max of each variant, and the ratio's. */
export function inMarkdown(table: Table): string {
  const head = `| ${table.title} | median ${table.unit} | min | max | × ${table.baseline} (median) | min | max | runs |\n|---|---|---|---|---|---|---|---|`;
  const rows = Object.entries(table.runs).map(([variant, values]) => {
    const [own, to] = [spread(values), spread(ratios(table, variant))];
    const cells = [own.median, own.min, own.max].map(written);
    return `| ${variant} | ${cells.join(' | ')} | **${written(to.median)}** | ${written(to.min)} | ${written(to.max)} | ${values.length} |`;
  });
  return [head, ...rows].join('\n');
}

/** Median ratio of a variant to the table's baseline. */
export function medianRatio(table: Table, variant: string): number {
  return spread(ratios(table, variant)).median;
}

/** Writes down what there is so far. */
export function keep(results: Omit<Results, 'at'>): void {
  mkdirSync(join(WORK, 'results'), { recursive: true });
  writeFileSync(join(WORK, 'results', `${results.script}.json`), JSON.stringify({ ...results, at: new Date().toISOString() }, null, 1));
}

/** Prints what a script found and keeps it for the report. */
export function finish(results: Omit<Results, 'at'>): void {
  keep(results);
  console.log(`\n## ${results.title}\n`);
  for (const table of results.tables) console.log(`${inMarkdown(table)}\n`);
  for (const note of results.notes) console.log(`- ${note}`);
  console.log(JSON.stringify(results.facts));
}
