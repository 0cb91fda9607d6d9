import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { runKills } from './kills.js';

test('browser, worker and panel are killed while sales are made: what was answered 202 is in the ledger, once', async () => {
  const { sold, inLedger, lost, doubled, gaps } = await runKills({ seed: 20261123, browserKills: 3, workerStops: 5, panelKills: 2 }, () => undefined);
  assert.equal({ lost, doubled, gaps }, { lost: [], doubled: [], gaps: 0 });
  assert.ok(sold >= 10 && inLedger >= sold);
  console.log(`note: 10 kills, ${sold} sold, ${inLedger} in the ledger`);
});

test.run();
