import { findAll } from './mutations.mjs';
import { sellFromLargest } from './torture/catalogue.js';
import { kill } from './torture/kills.js';
import { underPolicies } from './torture/policies.js';
import { simulate } from './torture/simulation.js';
import { runTests } from './torture/tests.js';

const USAGE = `npm run torture -- [--simulation] [--schedules N] [--sales N] [--kills] [--browser-kills N] [--worker-stops N] [--panel-kills N] [--faults] [--browsers] [--mutations] [--policies] [--catalogue] [--products N]

--simulation   registers, workers and panel in one process under seeded faults: at least 10,000 schedules (--schedules)
               with 1,000,000 sales (--sales), written up in docs/reliability-simulation.md.
               HOLDFAST_SEED=<number> chooses the schedules; HOLDFAST_SEED=<seed>:<number> runs that one again.
--kills        a real browser that sells to a real panel, killed at random instants (--browser-kills, 200 times), as are
               its worker (--worker-stops, 200) and the panel (--panel-kills, 50), written up in docs/reliability-kills.md.
--faults       every fault of docs/reliability.md, in real browsers where it is about browsers: all of test/faults.
--browsers     what a shop does with a register, network gone and back included, in Chromium 80 and 92 (downloaded once), today's
               Chromium, Firefox and WebKit (those of them that are installed): all of test/browsers. HOLDFAST_PICTURES=<folder>
               keeps pictures of their screens.
--mutations    seven bugs, each put into a copy of the sources: the simulation's normal run must find every one.
--policies     a real browser under real managed policies (docs/kiosk.md), in a mount namespace of its own: needs Debian’s
               Chromium, and root. HOLDFAST_CASE=<part of a name> tries only some.
--catalogue    300,000 products (--products) in 5,000 categories, a thousand beside each other and five deep: through the panel’s
               import page into a register, found, scanned, sold, and one of them at a new price. HOLDFAST_PICTURES=<folder> as above.

Without a choice, everything.`;

/** The parts of the torture, by their option: each resolves to whether it held. */
const PARTS: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = { '--simulation': simulate, '--kills': kill, '--faults': () => runTests('test/faults/'), '--browsers': () => runTests('test/browsers/'), '--mutations': () => findAll(), '--policies': underPolicies, '--catalogue': sellFromLargest };

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const chosen = Object.keys(PARTS).filter((part) => args.includes(part));
  let held = true;
  for (const part of chosen.length > 0 ? chosen : Object.keys(PARTS)) held = await PARTS[part]?.(args) === true && held;
  return held ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
