import { join } from 'node:path';
import { ROOT } from '../test/folder.js';

export { ROOT };
export const BENCH = join(ROOT, 'bench');
/** All that a run makes: shops, bundles, figures. Not in git, safe to delete. */
export const WORK = join(BENCH, '.work');
