import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { inMarkdown, written, type Results } from './figures.js';
import { WORK } from './places.js';
import { judge, TARGETS, type Target } from './targets.js';

/** What the last runs of the scripts found, in the order in which they are told. */
export function lastResults(order: readonly string[]): Results[] {
  const folder = join(WORK, 'results');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const all = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'), (_, value: unknown) => (value === null ? NaN : value)) as Results);
  return all.sort((a, b) => order.indexOf(a.script) - order.indexOf(b.script));
}

/** Fewer runs than this are a look, not a measurement. */
const RUNS = 5;

/** All facts of what was measured often enough, and those that follow from several. */
export function factsOf(results: readonly Results[]): Record<string, number> {
  const facts: Record<string, number> = Object.assign({}, ...results.filter(isMeasured).map((one) => one.facts));
  const ratio = (above: string, below: string): number => (facts[above] ?? NaN) / (facts[below] ?? NaN);
  for (const peer of ['dexie.100000', 'rxdb.10000', 'pouch.10000']) facts[`fullSync.faster.${peer}`] = ratio(`fullSync.${peer}`, `fullSync.ours.${peer.split('.')[1]}`);
  facts['drain.linear'] = ratio('drain.speed.10000', 'drain.speed.1000');
  return facts;
}

/** What a build weighs is the same each time. */
function isMeasured({ script, tables }: Results): boolean {
  return script === 'bytes' || tables.every(({ runs }) => Object.values(runs).every((values) => values.length >= RUNS));
}

/** One line a target: whether it holds, and by how much. */
export function verdicts(facts: Readonly<Record<string, number>>): string[] {
  const bound = ({ most, least }: Target): string => (most !== undefined ? `at most ${written(most)}` : `at least ${written(least ?? NaN)}`);
  return TARGETS.map((target) => `| ${target.number} | ${target.what} | ${bound(target)} | ${written(facts[target.fact] ?? NaN)} | ${told(target, facts)} |`);
}

/** Whether it holds, and why where it does not. */
function told(target: Target, facts: Readonly<Record<string, number>>): string {
  const verdict = judge(target, facts);
  return verdict === 'does not hold' && target.why ? `${verdict}: ${target.why}` : verdict;
}

/** bench/results.md. */
export function report(results: readonly Results[], versions: readonly string[], growth: readonly string[]): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.versions.node}`;
  return [
    '# What was measured', '', `Written by \`npm run bench\`. ${machine}; ${versions.join(', ')}.`, '',
    'Every ratio is formed inside one round, where the variants ran one after the other in the same browser, in another order each time. Milliseconds differ twofold from run to run on shared machines; the ratios do not.', '',
    '## What must hold', '', '| | what | bound | measured | |', '|---|---|---|---|---|', ...verdicts(factsOf(results)), '', '## Growth', '', '![Milliseconds by number of products](../docs/images/growth.svg)', '', ...growth.map((line) => `- ${line}`),
    ...results.flatMap((one) => ['', `## ${one.title}`, '', `${one.at.slice(0, 10)}. ${one.notes.join(' ')}`, '', ...one.tables.flatMap((table) => [inMarkdown(table), ''])]), '',
  ].join('\n').replace(/\n{3,}/g, '\n\n');
}
