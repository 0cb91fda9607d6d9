import { BATCH_SIZE, MOST_SALES } from '../domain/wire.js';
import type { Trouble } from '../domain/local.js';
import { timestamp } from './clock.js';
import type { Journal, Placed } from './journal.js';
import type { Platform } from './platform.js';
import type { ToDo, ToDoList } from './queue.js';
import { sendBatch, type Answered, type Network } from './send.js';

/** Longest a drain goes on inside one event; Firefox gives a worker about 60 s, and one request may take 20. */
const SLICE = 20_000;
/** How long the next batch may take at the speed of the one before, in ms, and how long its texts may be: far from {@link TIMEOUT}, and from what proxies let through. */
const BRIEF = 4_000;
const AMPLE = 350_000;
/** How often the page hears of a drain that goes on, in ms: each time the whole status is read. */
const TELLING = 200;

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
export type Sent = 'went' | 'stumbled' | 'paused';
/** The to-do list's entries by position. */
type Listed = Map<number, number[]>;
/** Brings the list up to date when it is first asked for. */
type List = () => Promise<Listed>;
export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Sends what the journal holds: peek, send, acknowledge, and only then delete. At least once, in the order of the
 * numbers; the panel makes it exactly once.
 */
export function createOutbox(parts: OutboxParts) {
  const { journal, toDo, now } = parts;
  let sending = false;
  let midst = false;
  let last = true;
  let left = 0;
  let told = 0;
  /** How many sales the panel takes at once, as far as is known; and how many it, the line and the last batch's texts leave for the next one. */
  let most = MOST_SALES;
  let room = 0;
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
    let size = Math.max(1, Math.min(most, BATCH_SIZE) >> (pause ? Math.min(pause.failures, 5) : 0));
    let elsewhere = false;
    /** What `ahead` reads: the first of `positions`. */
    let near: readonly number[] = [];
    let ahead: Promise<Placed[]> | undefined;
    let matching: Promise<Listed> | undefined;
    const all = positions;
    const list: List = () => matching = matching || match(all);
    sending = true;
    tell();
    try {
      while (positions.length > 0) {
        if (now() - started > SLICE) return 'more';
        // No more than was looked for: what is missing of it, the disk has lost.
        const wanted = (ahead ? near : positions).slice(0, size);
        const batch = (await (ahead || journal.read(wanted))).filter(({ position }) => wanted.includes(position));
        // Before this one's results are written: reading waits for writing. What is too much of it is read again.
        near = positions.slice(wanted.length, wanted.length + most);
        ahead = near.length > 0 ? quietly(journal.read(near)) : undefined;
        left = positions.length;
        last = ahead === undefined;
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
        positions = positions.slice(wanted.length);
        size = Math.min(size * 4, most, Math.max(room, BATCH_SIZE));
        if (positions.length > 0) continue;
        await behind;
        positions = await journal.waiting();
      }
      return 'empty';
    } finally {
      sending = midst = false;
      await list();
      const written = behind.finally(parts.onChange);
      behind = Promise.resolve();
      await written;
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

  const strike = async (list: List, positions: readonly number[]): Promise<void> => {
    const listed = await list();
    await toDo.remove(positions.flatMap((position) => listed.get(position) || []));
  };

  const sendSome = async (batch: readonly Placed[], list: List, pause: Pause | undefined): Promise<Sent> => {
    const asked = now();
    const asking = sendBatch(parts.network, parts.url, batch);
    // While the first is on its way: with thousands waiting, reading the list takes longer than the panel does.
    void list();
    const answer = await asking;
    room = 0;
    await behind;
    if (answer.kind === 'answered') {
      most = Math.min(answer.value.most || BATCH_SIZE, MOST_SALES);
      const length = batch.reduce((sum, { sealed }) => sum + sealed.body.length, 0);
      room = Math.floor(Math.min(most, batch.length * Math.min(BRIEF / (now() - asked), AMPLE / length)));
      behind = quietly(tidyUp(batch, answer, list));
      return 'went';
    }
    return (await parts.seldom()).notTaken(parts, batch, answer, pause, async (sale, single) => {
      if (single) await settle([sale], single);
      await strike(list, [sale.position]);
      left--;
    });
  };

  /** Writes down what came of a batch. Until that is done its sales would be sent again, and recognised. */
  const tidyUp = async (batch: readonly Placed[], answer: Answered, list: List): Promise<void> => {
    await strike(list, await settle(batch, answer));
    await parts.writePause(undefined);
    if (Math.abs(now() - told) > TELLING) tell();
  };

  /** Writes the panel's results into the journal. Returns the positions that it answered for. */
  const settle = async (batch: readonly Placed[], answer: Answered): Promise<number[]> => {
    const at = timestamp(now());
    const byHash = new Map(batch.map((sale) => [sale.sealed.hash as string, sale.position]));
    const positionOf = (hash: string): number[] => { const position = byHash.get(hash); return position === undefined ? [] : [position]; };
    const { results } = answer.value;
    const recorded = results.filter(({ result }) => result === 'recorded').flatMap(({ hash }) => positionOf(hash));
    if (recorded.length > 0) await journal.acknowledge(recorded, at);
    const refused: number[] = [];
    for (const result of results) {
      if (result.result !== 'refused') continue;
      const [position] = positionOf(result.hash);
      if (position === undefined) continue;
      await journal.fail([position], 'refused', { last: at, code: result.reason, message: result.message });
      refused.push(position);
    }
    return [...recorded, ...refused];
  };

  return {
    drain, isSending: () => sending,
    /** Whether this is the batch to say something of this register with: the last of a drain; and the first, where what to say is `known`. */
    mayReport: (known: boolean) => last || (known && !midst),
    /** How many wait, with those that are on their way. */
    left: () => left,
  };
}

/** A promise that is waited for later, or not at all. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
