import * as said from '../words/en-AU/worker-others.js';
import { timestamp } from './clock.js';
import type { Placed } from './journal.js';
import type { OutboxParts, Pause, Sent } from './outbox.js';
import { sendBatch, type Answered, type Failure } from './send.js';

// What the outbox does with batches that are not as they should be. In the worker's second script: a sound one needs none of it.

type Parts = Pick<OutboxParts, 'journal' | 'network' | 'url' | 'now'>;

/** Longest that it goes on, in ms: as long as a drain does inside one event. */
const SLICE = 20_000;
const FIRST_PAUSE = 2_000;
/** Short enough that nobody wonders why a panel that is back does not hear from its registers. */
const LONGEST_PAUSE = 30_000;
/** Called for each sale that was answered for, or set aside. */
type SeenTo = (sale: Placed, answer?: Answered) => Promise<void>;

/** A sale that the disk has lost can be sent by nobody, and must not hold up the others: its number shows in the panel as missing. */
export function setAside({ journal, now }: Parts, wanted: readonly number[], found: readonly Placed[]): Promise<void> {
  const there = new Set(found.map(({ position }) => position));
  const lost = wanted.filter((position) => !there.has(position));
  return journal.fail(lost, 'refused', { last: timestamp(now()), code: 'storage-failed', message: said.diskLostSale });
}

/** What to do with a batch of which no sale was acknowledged: it waits as a whole, or it is sent one by one. */
export async function notTaken(parts: OutboxParts, batch: readonly Placed[], answer: Failure, pause: Pause | undefined, seenTo: SeenTo): Promise<Sent> {
  if (mayBeAboutOne(answer, pause)) return sendOneByOne(parts, batch, answer, pause, seenTo);
  if (answer.kind === 'refused' && answer.code === 'link-removed') await parts.onRemoved(answer.message);
  await backOff(parts, batch, answer, pause);
  return 'paused';
}

/** One by one finds the sales that it is about. Those are set aside or wait, the others go. */
async function sendOneByOne(parts: OutboxParts, batch: readonly Placed[], whole: Failure, pause: Pause | undefined, seenTo: SeenTo): Promise<Sent> {
  const { failed, answer } = await narrowDown(parts, batch, whole, async (sale, single) => {
    await seenTo(sale, single);
    parts.onChange();
  });
  if (failed.length === 0) {
    await parts.writePause(undefined);
    return 'went';
  }
  await backOff(parts, failed, answer, pause);
  return isFault(answer) ? 'stumbled' : 'paused';
}

/**
 * Sends the sales of a batch that was not taken as a whole one by one. What the panel cannot read is set aside.
 * @returns those that failed all the same, two at the most, and the last answer about them.
 */
async function narrowDown(
  { journal, network, url, now }: Parts, batch: readonly Placed[], whole: Failure, seenTo: SeenTo,
): Promise<{ readonly failed: readonly Placed[]; readonly answer: Failure }> {
  const failed: Placed[] = [];
  let answer = whole;
  const started = now();
  for (const sale of batch) {
    // Two that fail are enough: others are tried then.
    if (failed.length > 1 || now() - started > SLICE) break;
    const single = batch.length === 1 ? whole : await sendBatch(network, url, [sale]);
    if (single.kind === 'answered') await seenTo(sale, single);
    else if (isAboutContent(single)) {
      await journal.fail([sale.position], 'refused', { last: timestamp(now()), code: single.code, message: single.message });
      await seenTo(sale);
    } else {
      failed.push(sale);
      answer = single;
      if (!isFault(single)) break;
    }
  }
  return { failed, answer };
}

async function backOff({ journal, now, random, writePause, onChange }: OutboxParts, batch: readonly Placed[], why: Failure, pause: Pause | undefined): Promise<void> {
  const at = timestamp(now());
  await journal.fail(batch.map(({ position }) => position), 'waiting', { last: at, code: why.code, message: why.message });
  const failures = (pause ? pause.failures : 0) + 1;
  const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 10));
  // Full jitter, but never none: fifty registers behind one router must not come back in step.
  const wait = why.retryAfter !== null ? why.retryAfter * 1000 : longest * (0.5 + random() / 2);
  await writePause({ failures, until: now() + wait, trouble: { code: why.code, message: why.message, at } });
  onChange();
}

/** Also when somebody has answered with a fault again and again: it may be one sale that he stumbles over, and the rest must not wait for it. */
function mayBeAboutOne(answer: Failure, pause: Pause | undefined): boolean {
  return isAboutContent(answer) || (isFault(answer) && stumbles(pause));
}

function stumbles(pause: Pause | undefined): pause is Pause {
  return pause !== undefined && pause.failures > 1 && FAULTS.includes(pause.trouble.code);
}

/** Answers that say that somebody is there, and fails. */
const FAULTS: readonly string[] = ['panel-failed', 'not-the-panel'];

/** Somebody is there, answers at once, and fails. */
function isFault(answer: Failure): boolean {
  return answer.kind === 'later' && answer.retryAfter === null && FAULTS.includes(answer.code);
}

/** 404, 409 and the like say something about the protocol or the link; these say that the content is the matter. */
function isAboutContent(answer: Failure): boolean {
  return answer.kind === 'refused' && (answer.status === 400 || answer.status === 413 || answer.status === 422);
}
