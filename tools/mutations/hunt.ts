import { explore } from '../../test/faults/simulation/explore.js';
import { NORMAL_RUN } from '../../test/faults/simulation/normal-run.js';
import { Tally } from '../../test/faults/simulation/tally.js';

// The simulation's normal run over the sources that it is started in. Prints the first schedule that fails, or nothing.
const failure = await explore(NORMAL_RUN.seed, NORMAL_RUN.schedules, new Tally(), { shrinks: false });
if (failure) console.log(`schedule ${failure.seed}: ${failure.message.split('\n')[0]}`);
