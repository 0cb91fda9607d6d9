import 'fake-indexeddb/auto';

/**
 * What a worker finds around it and Node has not: `self`, its registration, Web Locks, IndexedDB (in memory).
 * Stand-ins for the platform, never for our own code. Import it before anything of sw/.
 */
const held = new Map<string, Promise<unknown>>();

type Work<T> = (lock: object | null) => Promise<T>;

async function request<T>(name: string, options: { ifAvailable?: boolean } | Work<T>, work?: Work<T>): Promise<T> {
  const run = typeof options === 'function' ? options : work;
  if (!run) throw new Error('no work');
  const before = held.get(name);
  if (before && typeof options === 'object' && options.ifAvailable) return run(null);
  const mine = (before ?? Promise.resolve()).catch(() => undefined).then(() => run({}));
  held.set(name, mine);
  try {
    return await mine;
  } finally {
    if (held.get(name) === mine) held.delete(name);
  }
}

Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { ...globalThis.navigator, locks: { request }, onLine: true, userAgent: 'test' } });
// The build's setting: without it Workbox logs.
process.env.NODE_ENV = 'production';
Object.assign(globalThis, { self: globalThis, registration: { scope: 'http://panel.test/register/' } });

let next = 0;
/** A database name that no other test uses. */
export const freshName = (): string => `test-${++next}`;
