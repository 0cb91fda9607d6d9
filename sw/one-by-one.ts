import * as said from '../words/en-AU/worker-others.js';
import { timestamp } from './clock.js';
import type { Placed } from './journal.js';
import type { OutboxParts } from './outbox.js';
import { isAboutContent, isFault, sendBatch, type Answered, type Failure } from './send.js';

// What the outbox does with batches that are not as they should be. In the worker's second script: a sound one needs none of it.

type Parts = Pick<OutboxParts, 'journal' | 'network' | 'url' | 'now'>;

/** Longest that it goes on, in ms: as long as a drain does inside one event. */
const SLICE = 20_000;

/** A sale that the disk has lost can be sent by nobody, and must not hold up the others: its number shows in the panel as missing. */
export function setAside({ journal, now }: Parts, wanted: readonly number[], found: readonly Placed[]): Promise<void> {
  const there = new Set(found.map(({ position }) => position));
  const lost = wanted.filter((position) => !there.has(position));
  return journal.fail(lost, 'refused', { last: timestamp(now()), code: 'storage-failed', message: said.diskLostSale });
}

/**
 * Sends the sales of a batch that was not taken as a whole one by one. What the panel cannot read is set aside.
 * @param seenTo called for each that was answered, or set aside.
 * @returns those that failed all the same, two at the most, and the last answer about them.
 */
export async function narrowDown(
  { journal, network, url, now }: Parts, batch: readonly Placed[], whole: Failure, seenTo: (sale: Placed, answer?: Answered) => Promise<void>,
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
