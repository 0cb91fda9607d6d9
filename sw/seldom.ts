export { clearOlder, fill } from './install.js';
export { storageKind } from './keeping.js';
export { notTaken, setAside } from './one-by-one.js';
export { openOthers } from './others.js';
export { ended, taken } from './refusals.js';
export { renew } from './renew.js';
export { answerOthers } from './routes.js';

// The worker's second script: what no sale needs. It is fetched when the worker is installed and kept by the browser with
// it; a worker that starts to take a sale does not read it.
