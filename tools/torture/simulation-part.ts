import { explore, type Failure } from '../../test/faults/simulation/explore.js';
import { Tally } from '../../test/faults/simulation/tally.js';

/** A batch of schedules to run: number 0 to `count − 1` of the seed. */
export interface Order {
  readonly seed: number;
  readonly count: number;
}
export interface Done {
  readonly counts: Record<string, number>;
  readonly failure: Failure | null;
}

// One process of `npm run torture -- --simulation`: takes orders, tells what came of them, and ends with its parent.
process.on('message', async ({ seed, count }: Order) => {
  const tally = new Tally();
  const failure = await explore(seed, count, tally, { shrinks: true });
  process.send?.({ counts: tally.toJSON(), failure } satisfies Done);
});
process.on('disconnect', () => process.exit());
