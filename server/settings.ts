import { StartError } from './database.js';

/** What the control panel takes from its environment. */
export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly logLevel: string;
  /** Believe `X-Forwarded-For` and `X-Forwarded-Proto` from any machine, not only from this one. */
  readonly trustProxy: boolean;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Reads DATA_DIR, HOST, PORT, LOG_LEVEL and TRUST_PROXY. Throws {@link StartError} for what cannot be meant. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = env['PORT'] || '8080';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new StartError(`PORT must be a whole number from 0 to 65535, not "${port}": set it to a free port, like PORT=8080.`);
  const logLevel = env['LOG_LEVEL'] || 'warn';
  if (!LEVELS.includes(logLevel)) throw new StartError(`LOG_LEVEL must be one of ${LEVELS.join(', ')}, not "${logLevel}".`);
  const trustProxy = env['TRUST_PROXY'] || '0';
  if (!['0', '1'].includes(trustProxy)) throw new StartError(`TRUST_PROXY must be 1 (behind a proxy on another machine) or 0, not "${trustProxy}".`);
  return { dataDir: env['DATA_DIR'] || 'data', host: env['HOST'] || '127.0.0.1', port: Number(port), logLevel, trustProxy: trustProxy === '1' };
}
