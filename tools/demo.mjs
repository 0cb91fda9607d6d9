/** Serves the demo: `npm run demo`. On this machine alone; PORT is taken from the environment. */
import { join } from 'node:path';
import { folderServer } from './folder-server.mjs';
import { ROOT } from './run.mjs';

const given = process.env.PORT ?? '8090';
const port = /^\d{1,5}$/.test(given) && Number(given) < 65536 ? Number(given) : stop(`PORT must be a number from 0 to 65535, not ${given}.`);

const server = folderServer(join(ROOT, 'dist', 'demo'))
  .on('error', (error) => stop(error.code === 'EADDRINUSE'
    ? `Port ${port} is in use by another program: end it, or take another port, like PORT=${port + 1}.`
    : `The demo cannot be served on port ${port} (${error.message}): take another port, like PORT=8091.`))
  .listen(port, '127.0.0.1', () => console.log(`\nThe demo is at\n\n  http://127.0.0.1:${server.address().port}/\n\nAfter the first load it needs this program no more. Ctrl+C stops it.\n`));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { server.close(); server.closeAllConnections(); });

function stop(why) {
  console.error(why);
  process.exit(1);
}
