import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import pino, { type Logger } from 'pino';
import { clientOf } from './client-address.js';
import { closeDatabase, openDatabase, StartError, type Database } from './database.js';
import { greet } from './greeting.js';
import { findPlaces } from './places.js';
import { loadSample } from './sample.js';
import { createPanel } from './server.js';
import { readSettings, type Settings } from './settings.js';

// The one file that has to do with sockets and signals. People read stdout; stderr has the log, a line of JSON each.

/** How long requests that are under way may take when the panel is told to stop. */
const PATIENCE = 10_000;

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const places = findPlaces();
  const log = openLog(settings.logLevel);
  const db = await openDatabase(settings.dataDir);
  try {
    await loadSample(db, places.sample, new Date());
    const { handle } = createPanel({ db, register: places.register, panel: places.panel, log });
    const server = createAdaptorServer({
      fetch: (request, env) => handle(request, clientOf((env as HttpBindings).incoming, settings.trustProxy)),
    }) as Server;
    // Longer than the pause between a register's messages: a connection that closes just then costs it a second try.
    server.keepAliveTimeout = 65_000;
    const port = await listen(server, settings);
    stopOnSignal(server, db, log);
    process.stdout.write(`${await greet(db, { ...settings, port, sample: places.sample }, new Date())}\n`);
  } catch (error) {
    await closeDatabase(db);
    throw error;
  }
}

/** Lines that find no room (stderr on a full disk) wait, a megabyte of them at the most: that must not stop what they tell of. */
function openLog(level: string): Logger {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: 1024 * 1024 });
  destination.on('error', () => undefined);
  return pino({ level }, destination);
}

/** Resolves to the port. Throws {@link StartError} when it cannot be had. */
function listen(server: Server, { host, port }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new StartError(listenTrouble(error, host, port), { cause: error })));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function listenTrouble(error: Error, host: string, port: number): string {
  switch ('code' in error ? error.code : '') {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program (or by a control panel that runs already): end it, or take another port, like PORT=${port + 1}.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user: take one from 1024 up, like PORT=8080, and put a proxy before it.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${host} is no address of this machine: take one that is, or 0.0.0.0 for all.`;
    default:
      return `The control panel cannot listen on ${host}, port ${port} (${error.message}): set HOST and PORT to what is free.`;
  }
}

/** Takes no new connections, lets what is under way end, and closes the database. */
function stopOnSignal(server: Server, db: Database, log: Logger): void {
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, 'stopping');
    const late = setTimeout(() => server.closeAllConnections(), PATIENCE);
    server.close(() => {
      clearTimeout(late);
      closeDatabase(db).then(() => process.exit(0), (error: unknown) => {
        // What is committed is on the disk all the same: the next start folds it in.
        log.error({ err: error }, 'the database could not be closed');
        process.exit(1);
      });
    });
    server.closeIdleConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  // One sentence for what the operator can mend; anything else is a fault, and comes with its trace.
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
});
