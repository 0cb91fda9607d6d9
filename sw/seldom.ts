export { openCatalogue } from './catalogue.js';
export { openFolder } from './folder.js';
export { pair } from './pair.js';
export { reset } from './reset.js';
export { fileOf, markSaved } from './saving.js';
export { shiftRecord } from './shift.js';
export { signIn } from './sign-in.js';
export { tryDisk } from './trial.js';

// The worker's second script: what no sale needs. It is fetched when the worker is installed and kept by the browser with
// it; a worker that starts to take a sale, or to send one, does not read it.
