import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runKills, type Found, type Plan } from '../../test/faults/kills.js';
import { ROOT } from '../../test/folder.js';

/** Kills a selling register's browser, worker and panel at random instants. Resolves to whether every sale is there, once. */
export async function kill(args: readonly string[]): Promise<boolean> {
  const given = process.env['HOLDFAST_SEED'] ?? '';
  const seed = given === '' ? Date.now() % 1_000_000_000 : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`HOLDFAST_SEED=${given} is not a whole number`);
  const plan: Plan = { seed, browserKills: numberAfter(args, '--browser-kills') ?? 200, workerStops: numberAfter(args, '--worker-stops') ?? 200, panelKills: numberAfter(args, '--panel-kills') ?? 50 };
  console.log(`Kills, seed ${seed}: the browser ${plan.browserKills} times, the worker ${plan.workerStops} times, the panel ${plan.panelKills} times.`);
  const date = new Date().toISOString().slice(0, 10);
  const found = await runKills(plan, console.log);
  const page = writeUp(date, plan, found);
  const whole = plan.browserKills >= 200 && plan.workerStops >= 200 && plan.panelKills >= 50;
  if (whole) writeFileSync(join(ROOT, 'docs/reliability-kills.md'), page);
  console.log(page);
  return found.lost.length === 0 && found.doubled.length === 0 && found.gaps === 0;
}

function numberAfter(args: readonly string[], option: string): number | null {
  if (!args.includes(option)) return null;
  const number = Number(args[args.indexOf(option) + 1]);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${option} takes a number of kills`);
  return number;
}

/** docs/reliability-kills.md. */
function writeUp(date: string, plan: Plan, { seconds, sold, inLedger, askedAgain, lost, doubled, gaps }: Found): string {
  const { seed, browserKills, workerStops, panelKills } = plan;
  const figures = { date, seed, seconds, browserKills, workerStops, panelKills, sold, inLedger, askedAgain, lost: lost.length, doubled: doubled.length, gaps };
  const of = (list: readonly string[]): string => (list.length === 0 ? '0' : `${list.length}: ${list.slice(0, 20).join(', ')}`);
  return `# The kills' last whole run

Written by \`npm run torture -- --kills\`. Chromium on a real profile sells as fast as it can to a real panel while each of them is killed
at random instants. What the page was answered 202 is written down outside of the browser before the page goes on. The same order and
pauses again (what strikes where is up to the machine): \`HOLDFAST_SEED=${seed} npm run torture -- --kills\`.

| | |
|---|---|
| date | ${date} |
| seed | ${seed} |
| browser killed (SIGKILL) | ${browserKills} |
| worker stopped by the browser | ${workerStops} |
| panel killed (SIGKILL) | ${panelKills} |
| sales whose 202 the page saw | ${sold.toLocaleString('en-AU')} |
| sales in the ledger | ${inLedger.toLocaleString('en-AU')} |
| sales that were asked for again, under the same id, because no answer was seen | ${askedAgain} |
| lost | ${of(lost)} |
| doubled | ${of(doubled)} |
| numbers missing or given twice | ${gaps} |
| took | ${Math.round(seconds / 60)} minutes |

\`\`\`json
${JSON.stringify(figures)}
\`\`\`
`;
}
