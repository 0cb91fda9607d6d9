import type { Tally } from '../../test/faults/simulation/tally.js';

export interface Findings {
  /** `2026-11-23`. */
  readonly date: string;
  readonly seed: number;
  readonly seconds: number;
  readonly processes: number;
  /** Seeds of the schedules that failed. */
  readonly failed: readonly string[];
  readonly tally: Tally;
}

/** The results themselves; everything else that was counted is what struck or what was done about it. */
const RESULTS = ['schedules', 'sales answered with 202', 'sales in the ledger', 'lost', 'doubled'];

/** docs/reliability-simulation.md. */
export function writeUp({ date, seed, seconds, processes, failed, tally }: Findings): string {
  const figure = (what: string): string => tally.get(what).toLocaleString('en-AU');
  const struck = Object.entries(tally.toJSON()).filter(([what]) => !RESULTS.includes(what));
  const rows = struck.map(([what, times]) => `| ${what} | ${times.toLocaleString('en-AU')} |`);
  const summary = { date, seed, seconds, processes, ...Object.fromEntries(RESULTS.map((what) => [what, tally.get(what)])), failed };
  return `# The simulation's last whole run

Written by \`npm run torture -- --simulation\`. The same run again: \`HOLDFAST_SEED=${seed} npm run torture -- --simulation\`.

| | |
|---|---|
| date | ${date} |
| seed | ${seed} |
| schedules | ${figure('schedules')} |
| sales, and shifts’ openings and closings, answered with 202 | ${figure('sales answered with 202')} |
| sales in the ledger | ${figure('sales in the ledger')} |
| lost | ${figure('lost')} |
| doubled | ${figure('doubled')} |
| schedules that failed | ${failed.length === 0 ? 'none' : failed.join(', ')} |
| took | ${Math.round(seconds / 60)} minutes in ${processes} processes |

The ledger’s figure is of sales alone; answered with 202 are openings and closings of shifts too, which are looked for in the same way.
The ledger may hold sales that were not answered: one whose page was closed before its 202 may be there, once.

## How often each thing struck

| what | times |
|---|---:|
${rows.join('\n')}

\`\`\`json
${JSON.stringify(summary)}
\`\`\`
`;
}
