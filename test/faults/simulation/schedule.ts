import fc from 'fast-check';
import { STORAGE_FAULTS, type StorageFault } from './storage.js';
import type { WireFault } from './wire.js';

/** One thing that happens, and how many turns of the event loop pass before the next one does. */
export type Step = { readonly turns: number } & (
  | { readonly do: 'sell'; readonly register: number; readonly tab: number; readonly count: number; readonly twice: boolean }
  | { readonly do: 'open shift' | 'close shift'; readonly register: number; readonly tab: number; readonly counted: number }
  | { readonly do: 'drain'; readonly register: number; readonly tab: number; readonly urgent: boolean }
  | { readonly do: 'sync' | 'retry' | 'close page' | 'drop queue' | 'unlink' | 'link' | 'reset' | 'save and reset'; readonly register: number; readonly tab: number }
  | { readonly do: 'clear away'; readonly register: number; readonly tab: number; readonly days: number }
  | { readonly do: 'damage'; readonly register: number; readonly which: number }
  | { readonly do: 'stop'; readonly register: number; readonly tab: number; readonly after: number; readonly when: 'at an await' | 'after a commit' }
  | { readonly do: 'wire'; readonly register: number; readonly faults: readonly WireFault[] }
  | { readonly do: 'storage'; readonly register: number; readonly fault: StorageFault; readonly after: number; readonly times: number }
  | { readonly do: 'clock'; readonly who: number; readonly by: number }
  | { readonly do: 'wait'; readonly span: number }
  | { readonly do: 'kill panel'; readonly statements: number; readonly down: number }
  | { readonly do: 'fill disk'; readonly writes: number }
);

/** A schedule: how many registers, what happens, and the seed of all that chance decides between. */
export interface Schedule {
  readonly registers: number;
  readonly seed: number;
  readonly steps: readonly Step[];
}

const HOUR = 3_600_000;
const register = fc.nat({ max: 2 });
const tab = fc.nat({ max: 1 });
const turns = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 5, arbitrary: fc.nat({ max: 60 }) }, { weight: 5, arbitrary: fc.integer({ min: 60, max: 600 }) });
const at = { register, tab, turns };

/** Faults of the wire that need no more said than their name. */
export const WIRE_FAULTS = [
  'request-lost', 'reply-lost', 'request-silent', 'reply-silent', 'request-twice', 'reply-of-earlier', 'results-shuffled', 'results-partly',
  'body-truncated', 'body-stalled', 'body-broken', 'html', 'redirect-followed', 'redirect-opaque', 'other-json', 'request-damaged', 'request-partly',
] as const;
const plainFault = fc.constantFrom<WireFault>(...WIRE_FAULTS.map((kind) => ({ kind })));
const late = fc.record({ kind: fc.constantFrom('request-late' as const, 'reply-late' as const), delay: fc.integer({ min: 10, max: 60_000 }) });
const status = fc.record({
  kind: fc.constant('status' as const), words: fc.constantFrom('panel' as const, 'html' as const, 'json' as const),
  // Each class as often as the others.
  status: fc.oneof(fc.constantFrom(200, 201, 204), fc.constantFrom(301, 302, 304), fc.constantFrom(400, 401, 403, 404, 405, 408, 409, 410, 413, 422, 425, 429), fc.constantFrom(500, 502, 503, 504)),
});
const wireFault: fc.Arbitrary<WireFault> = fc.oneof({ weight: 6, arbitrary: plainFault }, { weight: 2, arbitrary: late }, { weight: 2, arbitrary: status });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 56, arbitrary: fc.record({ do: fc.constant('sell' as const), ...at, count: fc.integer({ min: 1, max: 6 }), twice: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('open shift' as const), ...at, counted: fc.nat({ max: 50_000 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('close shift' as const), ...at, counted: fc.nat({ max: 50_000 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('drain' as const), ...at, urgent: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), ...at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retry' as const), ...at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close page' as const), ...at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop queue' as const), ...at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unlink' as const), ...at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), ...at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const), ...at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('save and reset' as const), ...at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('clear away' as const), ...at, days: fc.oneof(fc.constant(0), fc.nat({ max: 30 })) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('damage' as const), register, turns, which: fc.nat({ max: 20 }) }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('stop' as const), ...at, after: fc.integer({ min: 1, max: 150 }), when: fc.constantFrom('at an await' as const, 'at an await' as const, 'after a commit' as const) }) },
  { weight: 14, arbitrary: fc.record({ do: fc.constant('wire' as const), register, turns, faults: fc.array(wireFault, { minLength: 1, maxLength: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('storage' as const), register, turns, fault: fc.constantFrom(...STORAGE_FAULTS), after: fc.nat({ max: 12 }), times: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('clock' as const), turns, who: fc.nat({ max: 3 }), by: fc.oneof(fc.integer({ min: -400 * 24 * HOUR, max: 400 * 24 * HOUR }), fc.integer({ min: -HOUR, max: HOUR })) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), turns, span: fc.oneof(fc.nat({ max: 40_000 }), fc.nat({ max: 2 * HOUR })) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('kill panel' as const), turns, statements: fc.nat({ max: 120 }), down: fc.nat({ max: 20_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fill disk' as const), turns, writes: fc.integer({ min: 1, max: 60 }) }) },
);

/** Schedules of up to `most` steps; about every second one is a sale or some. */
export const schedules = (most = 120): fc.Arbitrary<Schedule> => fc.noBias(fc.record({
  registers: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat(),
  steps: fc.array(step, { minLength: 0, maxLength: most, size: 'max' }),
}));

/** A schedule for people, a line for each step. */
export function tell({ registers, seed, steps }: Schedule): string {
  const lines = steps.map(({ turns: after, do: what, ...rest }, index) => {
    // Numbers beyond the last register mean one of those there are.
    const where = 'register' in rest ? { ...rest, register: rest.register % registers + 1 } : rest;
    return `  ${String(index + 1).padStart(3)}. ${what} ${JSON.stringify(where)}, then ${after} turns`;
  });
  return [`${registers} register${registers === 1 ? '' : 's'}, chance ${seed}, ${steps.length} steps:`, ...lines].join('\n');
}
