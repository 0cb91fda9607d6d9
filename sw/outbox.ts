import { BATCH_SIZE, type SaleResult } from '../domain/wire.js';
import type { Trouble } from '../domain/local.js';
import * as said from '../words/en-AU/worker.js';
import { timestamp } from './clock.js';
import type { Journal, Placed } from './journal.js';
import type { ToDo, ToDoList } from './queue.js';
import { sendBatch, type Answer, type Network } from './send.js';

/** Longest a drain goes on inside one event; Firefox gives a worker about 60 s, and one request may take 20. */
const SLICE = 20_000;
const FIRST_PAUSE = 2_000;
/** Short enough that nobody wonders why a panel that is back does not hear from its registers. */
const LONGEST_PAUSE = 30_000;

/** Answers that say that somebody is there, and fails. */
const FAULTS: readonly string[] = ['panel-failed', 'not-the-panel'];

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
}

/** `empty`: nothing waits. `more`: the slice is over, call again. `paused`: waiting for the network or the panel. `busy`: another drain runs. */
export type Drained = 'empty' | 'more' | 'paused' | 'busy';
/** What came of one sending. `stumbled`: somebody is there and fails, over these sales perhaps and not over others. */
type Sent = 'went' | 'stumbled' | 'paused';
export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Sends what the journal holds: peek, send, acknowledge, and only then delete. At least once, in the order of the
 * numbers; the panel makes it exactly once.
 */
export function createOutbox(parts: OutboxParts) {
  const { journal, toDo, now } = parts;
  let sending = false;
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
    let positions = await journal.waiting();
    if (positions.length === 0) {
      // What a worker that was stopped between the acknowledgement and the list has left on it.
      await match(positions);
      return 'empty';
    }
    const pause = await parts.readPause();
    // A clock that was set back must not make a pause of seconds last for a year: it counts only from when it was made.
    if (!urgent && pause && now() < pause.until && now() >= Date.parse(pause.trouble.at)) return 'paused';
    const started = now();
    // After failures in small pieces first: what does not get through a slow line in time may in a smaller one.
    let size = Math.max(1, BATCH_SIZE >> (pause ? Math.min(pause.failures, 5) : 0));
    let elsewhere = false;
    sending = true;
    parts.onChange();
    try {
      const list = await match(positions);
      while (positions.length > 0) {
        if (now() - started > SLICE) return 'more';
        const wanted = positions.slice(0, size);
        const batch = await journal.read(wanted);
        if (batch.length < wanted.length) await setAside(wanted, batch);
        const went = batch.length > 0 ? await sendSome(batch, list, pause) : 'went';
        if (went === 'stumbled' && !elsewhere && positions.length > wanted.length) {
          // In the order of the numbers as long as that gets through. But what fails each time at the head of the line must
          // not be all that is ever tried.
          elsewhere = true;
          const first = wanted.length + Math.floor(parts.random() * (positions.length - wanted.length));
          positions = [...positions.slice(first), ...positions.slice(0, first)];
          size = 1;
          continue;
        }
        if (went !== 'went') return 'paused';
        // Read anew only at the end: with ten thousand sales waiting, each look costs as much as a batch.
        positions = positions.slice(size);
        size = Math.min(size * 2, BATCH_SIZE);
        if (positions.length === 0) positions = await journal.waiting();
      }
      return 'empty';
    } finally {
      sending = false;
      parts.onChange();
    }
  };

  /** A sale that the disk has lost can be sent by nobody, and must not hold up the others: its number shows in the panel as missing. */
  const setAside = (wanted: readonly number[], found: readonly Placed[]): Promise<void> => {
    const there = new Set(found.map(({ position }) => position));
    const lost = wanted.filter((position) => !there.has(position));
    return journal.fail(lost, 'refused', { last: timestamp(now()), code: 'storage-failed', message: said.diskLostSale });
  };

  /** Makes the to-do list say what the journal says; the journal is right. Returns entries by position. */
  const match = async (positions: readonly number[]): Promise<Map<number, ToDo[]>> => {
    const list = new Map<number, ToDo[]>();
    try {
      await matchInto(list, positions);
    } catch (error) {
      // The journal alone is enough to send from; a list that cannot be written holds up no sale.
      console.warn('the to-do list could not be brought up to date', error);
    }
    return list;
  };

  const matchInto = async (list: Map<number, ToDo[]>, positions: readonly number[]): Promise<void> => {
    for (const item of await toDo.peek()) list.set(item.position, [...(list.get(item.position) || []), item]);
    const open = new Set(positions);
    const missing = positions.filter((position) => !list.has(position));
    const leftOver = [...list].filter(([position]) => !open.has(position)).flatMap(([, items]) => items);
    await toDo.remove(leftOver.map(({ entry }) => entry));
    if (missing.length > 0) {
      await toDo.push(missing);
      for (const item of await toDo.peek()) if (!list.has(item.position)) list.set(item.position, [item]);
    }
  };

  const sendSome = async (batch: readonly Placed[], list: Map<number, ToDo[]>, pause: Pause | undefined): Promise<Sent> => {
    const answer = await sendBatch(parts.network, parts.url, batch);
    if (answer.kind === 'answered') {
      const settled = await settle(batch, answer);
      const entries = settled.flatMap((position) => list.get(position) || []);
      await toDo.remove(entries.map(({ entry }) => entry));
      if (settled.length > 0) {
        await parts.writePause(undefined);
        parts.onChange();
        return 'went';
      }
    }
    if (mayBeAboutOne(answer, pause)) return narrowDown(batch, answer, list, pause);
    if (answer.kind === 'refused' && answer.code === 'link-removed') await parts.onRemoved(answer.message);
    await backOff(batch, answer, pause);
    return 'paused';
  };

  /** Writes the panel's results into the journal. Returns the positions that it answered for. */
  const settle = async (batch: readonly Placed[], answer: Answer<SaleResult[]> & { kind: 'answered' }): Promise<number[]> => {
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
  const narrowDown = async (batch: readonly Placed[], whole: Answer<SaleResult[]>, list: Map<number, ToDo[]>, pause: Pause | undefined): Promise<Sent> => {
    const failed: Placed[] = [];
    let answer = whole;
    const started = now();
    for (const sale of batch) {
      // Two that fail are enough: others are tried then.
      if (failed.length > 1 || now() - started > SLICE) break;
      const single = batch.length === 1 ? whole : await sendBatch(parts.network, parts.url, [sale]);
      if (single.kind === 'answered') await settle([sale], single);
      else if (isAboutContent(single)) await journal.fail([sale.position], 'refused', { last: timestamp(now()), code: single.code, message: single.message });
      else {
        failed.push(sale);
        answer = single;
        if (isFault(single)) continue;
        break;
      }
      await toDo.remove((list.get(sale.position) || []).map(({ entry }) => entry));
      parts.onChange();
    }
    if (failed.length === 0) return 'went';
    await backOff(failed, answer, pause);
    return isFault(answer) ? 'stumbled' : 'paused';
  };

  const backOff = async (batch: readonly Placed[], answer: Answer<unknown>, pause: Pause | undefined): Promise<void> => {
    const why = answer.kind === 'answered' ? { code: 'not-the-panel' as const, message: said.acknowledgedNone, retryAfter: null } : answer;
    const at = timestamp(now());
    await journal.fail(batch.map(({ position }) => position), 'waiting', { last: at, code: why.code, message: why.message });
    const failures = (pause ? pause.failures : 0) + 1;
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 10));
    // Full jitter, but never none: fifty registers behind one router must not come back in step.
    const wait = why.retryAfter !== null ? why.retryAfter * 1000 : longest * (0.5 + parts.random() / 2);
    await parts.writePause({ failures, until: now() + wait, trouble: { code: why.code, message: why.message, at } });
    parts.onChange();
  };

  return { drain, isSending: () => sending };
}

/** 404, 409 and the like say something about the protocol or the link; these say that the content is the matter. */
function isAboutContent(answer: Answer<unknown>): answer is Answer<unknown> & { kind: 'refused' } {
  return answer.kind === 'refused' && (answer.status === 400 || answer.status === 413 || answer.status === 422);
}

/** Also when somebody has answered with a fault again and again: it may be one sale that he stumbles over, and the rest must not wait for it. */
function mayBeAboutOne(answer: Answer<unknown>, pause: Pause | undefined): boolean {
  return isAboutContent(answer) || (isFault(answer) && stumbles(pause));
}

/** Somebody is there, answers at once, and fails. */
function isFault(answer: Answer<unknown>): boolean {
  return answer.kind === 'later' && answer.retryAfter === null && FAULTS.includes(answer.code);
}

function stumbles(pause: Pause | undefined): pause is Pause {
  return pause !== undefined && pause.failures > 1 && FAULTS.includes(pause.trouble.code);
}
