import { BATCH_SIZE } from '../domain/wire.js';
import type { Trouble } from '../domain/local.js';
import { timestamp } from './clock.js';
import type { Journal, Placed } from './journal.js';
import type { Platform } from './platform.js';
import type { ToDo, ToDoList } from './queue.js';
import { FAULTS, isAboutContent, isFault, sendBatch, type Answered, type Failure, type Network } from './send.js';

/** Longest a drain goes on inside one event; Firefox gives a worker about 60 s, and one request may take 20. */
const SLICE = 20_000;
const FIRST_PAUSE = 2_000;
/** How often the page hears of a drain that goes on, in ms: each time the whole status is read. */
const TELLING = 200;
/** Short enough that nobody wonders why a panel that is back does not hear from its registers. */
const LONGEST_PAUSE = 30_000;

/** When not to send, kept over restarts of the worker: without it a stopped worker would forget its back-off. */
export interface Pause {
  readonly failures: number;
  /** ms since 1970. */
  readonly until: number;
  readonly trouble: Trouble;
}

export interface OutboxParts {
  readonly journal: Journal;
  readonly toDo: ToDoList;
  readonly network: Network;
  readonly url: string;
  /** Runs the work if nobody else is draining, in any tab or worker; `undefined` when somebody is. */
  readonly ifFree: (work: () => Promise<Drained>) => Promise<Drained | undefined>;
  readonly readPause: () => Promise<Pause | undefined>;
  readonly writePause: (pause: Pause | undefined) => Promise<void>;
  /** The panel has ended this device's link. */
  readonly onRemoved: (message: string) => Promise<void>;
  /** Something that the page shows has changed. */
  readonly onChange: () => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly seldom: Platform['seldom'];
}

/** `empty`: nothing waits. `more`: the slice is over, call again. `paused`: waiting for the network or the panel. `busy`: another drain runs. */
export type Drained = 'empty' | 'more' | 'paused' | 'busy';
/** What came of one sending. `stumbled`: somebody is there and fails, over these sales perhaps and not over others. */
type Sent = 'went' | 'stumbled' | 'paused';
/** The to-do list's entries by position. */
type Listed = Map<number, number[]>;
export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Sends what the journal holds: peek, send, acknowledge, and only then delete. At least once, in the order of the
 * numbers; the panel makes it exactly once.
 */
export function createOutbox(parts: OutboxParts) {
  const { journal, toDo, now } = parts;
  let sending = false;
  let midst = false;
  let told = 0;
  /** What of the batches before is still being written, while the next one is on its way. */
  let behind: Promise<unknown> = Promise.resolve();
  let askedAgain = false;
  let askedUrgently = false;
  let running: Promise<Drained> | undefined;

  /** @param urgent does not wait out a pause: somebody pressed a button, or the connection has just come back. */
  const drain = async (urgent = false): Promise<Drained> => {
    askedAgain = true;
    askedUrgently = askedUrgently || urgent;
    // One that runs here sees what is asked, and answers the button with what came of it.
    if (running) return urgent ? running : 'busy';
    return running = Promise.resolve().then(drainOn);
  };

  const drainOn = async (): Promise<Drained> => {
    try {
      for (;;) {
        const drained = await parts.ifFree(() => {
          const urgent = askedUrgently;
          askedAgain = askedUrgently = false;
          return pass(urgent);
        });
        if (drained === undefined) return 'busy';
        // A sale that was queued, or a button pressed, during the last look at the journal found this one at work: it is seen to here.
        if (drained === 'paused' ? !askedUrgently : drained !== 'empty' || !askedAgain) return drained;
      }
    } finally {
      // In the same breath as the last look at what was asked: who asks after it must find nobody at work.
      running = undefined;
      askedUrgently = false;
    }
  };

  const pass = async (urgent: boolean): Promise<Drained> => {
    const pause = await parts.readPause();
    // A clock that was set back must not make a pause of seconds last for a year: it counts only from when it was made.
    // Each sale asks, also when ten thousand wait: they are counted, not read.
    if (!urgent && pause && now() < pause.until && now() >= Date.parse(pause.trouble.at) && (await journal.counts()).waiting > 0) return 'paused';
    let positions = await journal.waiting();
    if (positions.length === 0) {
      // What a worker that was stopped between the acknowledgement and the list has left on it.
      await match(positions);
      return 'empty';
    }
    const started = now();
    // After failures in small pieces first: what does not get through a slow line in time may in a smaller one.
    let size = Math.max(1, BATCH_SIZE >> (pause ? Math.min(pause.failures, 5) : 0));
    let elsewhere = false;
    let ahead: Promise<Placed[]> | undefined;
    sending = true;
    tell();
    try {
      const list = await match(positions);
      while (positions.length > 0) {
        if (now() - started > SLICE) return 'more';
        const wanted = positions.slice(0, size);
        const batch = await (ahead || journal.read(wanted));
        const next = Math.min(size * 4, BATCH_SIZE);
        // Before this one's results are written: reading waits for writing.
        ahead = positions.length > size ? quietly(journal.read(positions.slice(size, size + next))) : undefined;
        midst = midst && ahead !== undefined;
        if (batch.length < wanted.length) await (await parts.seldom()).setAside(parts, wanted, batch);
        const went = batch.length > 0 ? await sendSome(batch, list, pause) : 'went';
        midst = true;
        if (went === 'stumbled' && !elsewhere && positions.length > wanted.length) {
          // In the order of the numbers as long as that gets through. But what fails each time at the head of the line must
          // not be all that is ever tried.
          elsewhere = true;
          const first = wanted.length + Math.floor(parts.random() * (positions.length - wanted.length));
          positions = [...positions.slice(first), ...positions.slice(0, first)];
          size = 1;
          ahead = undefined;
          continue;
        }
        if (went !== 'went') return 'paused';
        // Read anew only at the end: with ten thousand sales waiting, each look costs as much as a batch.
        positions = positions.slice(size);
        size = next;
        if (positions.length > 0) continue;
        await behind;
        positions = await journal.waiting();
      }
      return 'empty';
    } finally {
      sending = midst = false;
      const last = behind.finally(parts.onChange);
      behind = Promise.resolve();
      await last;
    }
  };

  const tell = (): void => {
    told = now();
    parts.onChange();
  };

  /** Makes the to-do list say what the journal says; the journal is right. Returns its entries by position. */
  const match = async (positions: readonly number[]): Promise<Listed> => {
    const list: Listed = new Map();
    const add = ({ position, entry }: ToDo): unknown => list.set(position, [...list.get(position) || [], entry]);
    try {
      (await toDo.peek()).forEach(add);
      const open = new Set(positions);
      await toDo.remove([...list].flatMap(([position, entries]) => open.has(position) ? [] : entries));
      const missing = positions.filter((position) => !list.has(position));
      if (missing.length > 0) (await toDo.push(missing)).forEach(add);
    } catch (error) {
      // The journal alone is enough to send from; a list that cannot be written holds up no sale.
      console.warn('the to-do list could not be brought up to date', error);
    }
    return list;
  };

  const strike = (list: Listed, positions: readonly number[]): Promise<void> => toDo.remove(positions.flatMap((position) => list.get(position) || []));

  const sendSome = async (batch: readonly Placed[], list: Listed, pause: Pause | undefined): Promise<Sent> => {
    const answer = await sendBatch(parts.network, parts.url, batch);
    await behind;
    if (answer.kind === 'answered') {
      behind = quietly(tidyUp(batch, answer, list));
      return 'went';
    }
    if (mayBeAboutOne(answer, pause)) return sendOneByOne(batch, answer, list, pause);
    if (answer.kind === 'refused' && answer.code === 'link-removed') await parts.onRemoved(answer.message);
    await backOff(batch, answer, pause);
    return 'paused';
  };

  /** Writes down what came of a batch. Until that is done its sales would be sent again, and recognised. */
  const tidyUp = async (batch: readonly Placed[], answer: Answered, list: Listed): Promise<void> => {
    await strike(list, await settle(batch, answer));
    await parts.writePause(undefined);
    if (Math.abs(now() - told) > TELLING) tell();
  };

  /** Writes the panel's results into the journal. Returns the positions that it answered for. */
  const settle = async (batch: readonly Placed[], answer: Answered): Promise<number[]> => {
    const at = timestamp(now());
    const byHash = new Map(batch.map((sale) => [sale.sealed.hash as string, sale.position]));
    const positionOf = (hash: string): number[] => { const position = byHash.get(hash); return position === undefined ? [] : [position]; };
    const recorded = answer.value.filter(({ result }) => result === 'recorded').flatMap(({ hash }) => positionOf(hash));
    if (recorded.length > 0) await journal.acknowledge(recorded, at);
    const refused: number[] = [];
    for (const result of answer.value) {
      if (result.result !== 'refused') continue;
      const [position] = positionOf(result.hash);
      if (position === undefined) continue;
      await journal.fail([position], 'refused', { last: at, code: result.reason, message: result.message });
      refused.push(position);
    }
    return [...recorded, ...refused];
  };

  /** The batch is not taken as a whole: one by one finds the sales that it is about. Those are set aside or wait, the others go. */
  const sendOneByOne = async (batch: readonly Placed[], whole: Failure, list: Listed, pause: Pause | undefined): Promise<Sent> => {
    const { failed, answer } = await (await parts.seldom()).narrowDown(parts, batch, whole, async (sale, single) => {
      if (single) await settle([sale], single);
      await strike(list, [sale.position]);
      parts.onChange();
    });
    if (failed.length === 0) {
      await parts.writePause(undefined);
      return 'went';
    }
    await backOff(failed, answer, pause);
    return isFault(answer) ? 'stumbled' : 'paused';
  };

  const backOff = async (batch: readonly Placed[], why: Failure, pause: Pause | undefined): Promise<void> => {
    const at = timestamp(now());
    await journal.fail(batch.map(({ position }) => position), 'waiting', { last: at, code: why.code, message: why.message });
    const failures = (pause ? pause.failures : 0) + 1;
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 10));
    // Full jitter, but never none: fifty registers behind one router must not come back in step.
    const wait = why.retryAfter !== null ? why.retryAfter * 1000 : longest * (0.5 + parts.random() / 2);
    await parts.writePause({ failures, until: now() + wait, trouble: { code: why.code, message: why.message, at } });
    parts.onChange();
  };

  return { drain, isSending: () => sending, inMidst: () => midst };
}

/** A promise that is waited for later, or not at all. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Also when somebody has answered with a fault again and again: it may be one sale that he stumbles over, and the rest must not wait for it. */
function mayBeAboutOne(answer: Failure, pause: Pause | undefined): boolean {
  return isAboutContent(answer) || (isFault(answer) && stumbles(pause));
}

function stumbles(pause: Pause | undefined): pause is Pause {
  return pause !== undefined && pause.failures > 1 && FAULTS.includes(pause.trouble.code);
}
