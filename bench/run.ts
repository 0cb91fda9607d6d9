import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from '../test/browser/fixture.js';
import { startNode } from '../test/program.js';
import { written } from './figures.js';
import { BENCH, ROOT } from './places.js';
import { curves, plot, tenfold } from './plot.js';
import { factsOf, lastResults, report, verdicts } from './report.js';
import { judge, TARGETS } from './targets.js';

// `npm run bench`: every script, then bench/results.md. `npm run bench -- --check`: which targets the last run's figures meet.

/** In the order in which they run, with what a quick run gives them. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  bytes: [], lighthouse: [], 'full-sync': ['--sizes', '1000,10000'], changes: ['--sizes', '10000'], 'cold-start': ['--sizes', '1000,10000'], scroll: ['--sizes', '10000'], pay: ['--sizes', '500'],
  intake: ['--sizes', '2000'], search: ['--sizes', '10000'], drain: ['--sizes', '500'], 'old-browser': ['--sizes', '1000'],
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' }, quick: { type: 'boolean' }, rounds: { type: 'string' } } });
const unknown = positionals.filter((name) => !(name in SCRIPTS));
if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}: the scripts are ${Object.keys(SCRIPTS).join(', ')}`);
if (values.check) check();
else await runAll();

/** Exit code 1 when one does not hold or was not measured. */
function check(): void {
  const facts = factsOf(lastResults(Object.keys(SCRIPTS)));
  console.log(verdicts(facts).join('\n'));
  const failing = TARGETS.filter((target) => judge(target, facts) !== 'holds');
  console.log(failing.length === 0 ? 'All targets hold.' : `${failing.length} of ${TARGETS.length} do not hold or were not measured.`);
  process.exitCode = failing.length === 0 ? 0 : 1;
}

async function runAll(): Promise<void> {
  const rounds = values.rounds ?? (values.quick ? '1' : undefined);
  const failed: string[] = [];
  for (const [script, quick] of Object.entries(SCRIPTS)) {
    if (positionals.length > 0 && !positionals.includes(script)) continue;
    console.error(`${script} …`);
    const program = startNode(['--import', 'tsx', join('bench', `${script}.ts`), ...(rounds ? ['--rounds', rounds] : []), ...(values.quick ? quick : [])], { cwd: ROOT });
    program.child.stdout?.pipe(process.stdout);
    program.child.stderr?.pipe(process.stderr);
    if (await program.ended !== 0) failed.push(script);
  }
  const results = lastResults(Object.keys(SCRIPTS));
  const grown = curves(results);
  writeFileSync(join(BENCH, 'results.md'), report(results, await versions(), grown.map((curve) => `${curve.name}: × ${written(tenfold(curve))} for ten times as many`)));
  if (grown.length > 0) writeFileSync(join(ROOT, 'docs/images/growth.svg'), plot(grown));
  check();
  if (failed.length > 0) throw new Error(`did not run to their end: ${failed.join(', ')}`);
}

async function versions(): Promise<string[]> {
  const browser = await openBrowser();
  const chromium = `Chromium ${browser.context.browser()?.version()}`;
  await browser.close();
  const { dependencies } = JSON.parse(readFileSync(join(BENCH, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  return [chromium, ...Object.entries(dependencies).map(([name, version]) => `${name} ${version}`)];
}
