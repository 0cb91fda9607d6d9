import { QueueStore } from 'workbox-background-sync';
import type { CloseRequest, HistoryItem, Notice, OpenRequest, Receipt, Status } from '../../../domain/local.js';
import type { SaleId } from '../../../domain/sale.js';
import type { ShiftId } from '../../../domain/shift.js';
import { createPairingCode } from '../../../server/pairing.js';
import { clearAway } from '../../../sw/clear-away.js';
import { Refused } from '../../../sw/refuse.js';
import { openStore } from '../../../sw/store.js';
import { Browser } from './browser.js';
import { Stopped } from './life.js';

/** One cart, from Pay to the receipt: the same id and the same text, however often it is asked for. */
export interface Selling {
  readonly id: string;
  /** Made anew only when the worker has said that the shift is another. */
  body: string;
  /** The first 202 that the page saw. */
  receipt: Receipt | null;
  /** The page was closed: nobody asks again. */
  abandoned: boolean;
  /** The register was reset after it: its history no longer has it. */
  cleared: boolean;
}

/** Somebody opens or closes a shift: one id, however often it is asked for. */
export interface Shifting {
  readonly what: 'open' | 'close';
  readonly said: OpenRequest | CloseRequest;
  receipt: Receipt | null;
  /** The page was closed, or the worker has said that the shift is another: nobody asks again. */
  abandoned: boolean;
  cleared: boolean;
}

/** What the page waits between two tries at a sale, ms. */
const TRY_AGAIN = 3_000;
/** The page's timer, as app/standing.ts has it. */
const LONGEST = 30_000;
const SHORTEST = 1_000;

/**
 * One register: its browser, and the page in front of the cashier. The page does what the real one does: it asks until
 * it gets a 202, and it wakes the worker by its timer.
 */
export class SimulatedRegister extends Browser {
  readonly sales: Selling[] = [];
  readonly shiftings: Shifting[] = [];
  /** The open shift, as far as the page has heard. */
  shift: ShiftId | undefined;
  /** It may have been: what was open here then stays open at the panel. */
  wasReset = false;
  /** What "Save unsynchronised sales" has written. */
  readonly files: string[] = [];
  /** Its history may lack what was synchronised. */
  wasTidied = false;
  #timer = 0;
  #called = false;

  heard(notice: Notice): void {
    this.world.post(this, () => {
      if (notice.type === 'more') this.drain(0, false, 'trigger: more');
      else this.#plan(notice.status);
    });
  }

  #plan(status: Status): void {
    this.shift = status.shift?.id;
    this.world.cancel(this.#timer);
    if (status.unsynchronised === status.needsAttention) return;
    const due = status.nextAttempt === null ? LONGEST : status.nextAttempt - this.world.now(this);
    this.#timer = this.world.after(Math.min(Math.max(due, SHORTEST), LONGEST), this, () => this.wake());
  }

  /** The timer, or somebody who comes back to the tab. */
  wake(): void {
    this.drain(0, false, 'trigger: timer or tab');
    this.life(0).do(() => this.life(0).till.status()).then((status) => this.#plan(status), () => this.#planAnyway());
  }

  #planAnyway(): void {
    this.#timer = this.world.after(LONGEST, this, () => this.wake());
  }

  drain(tab: number, urgent: boolean, trigger: string): void {
    this.tally.count(trigger);
    const life = this.life(tab);
    life.do(() => life.till.drain(urgent)).catch((error: unknown) => this.explain('drain', error));
  }

  /** Pay: asks until it gets a 202 or the page is closed. */
  sell(selling: Selling, tab: number): void {
    this.sales.push(selling);
    this.ask(selling, tab);
  }

  ask(selling: Selling, tab: number): void {
    const life = this.life(tab);
    const { body } = selling;
    life.do(async () => {
      const receipt = await life.till.sell(body);
      // sw/index.ts: in the background, when the sale is safe.
      void life.till.forward().catch(() => undefined);
      return receipt;
    }).then((receipt) => this.#answered(selling, receipt, body), (error: unknown) => {
      this.explain('Pay', error);
      if (selling.abandoned || selling.receipt) return;
      if (error instanceof Refused && (error.code === 'shift-changed' || error.code === 'already-complete')) this.#remake(selling, tab, error.code);
      this.world.after(TRY_AGAIN, this, () => { if (!selling.abandoned && !selling.receipt) this.ask(selling, tab); });
    });
  }

  /** app/checkout.ts: a sale that the worker will not take under its shift is made under the one that is open; one that it has already is looked at. */
  #remake(selling: Selling, tab: number, why: 'shift-changed' | 'already-complete'): void {
    const life = this.life(tab);
    this.tally.count('sale made anew under another shift');
    const made = why === 'shift-changed'
      ? life.do(() => life.till.status()).then(({ shift }) => JSON.stringify({ ...JSON.parse(selling.body) as object, shift: shift?.id }))
      : life.do(() => life.till.detail(selling.id as SaleId)).then(({ sealed }) => sealed.body);
    made.then((body) => { if (!selling.receipt) selling.body = body; }, (error: unknown) => {
      this.explain('looking for the sale', error);
      // It says that the sale is complete and long gone: the cashier takes the cart away.
      if (error instanceof Refused && error.code === 'already-complete') selling.abandoned = true;
    });
  }

  /** Opens or closes a shift: asks until it is answered, or told that the shift is another. */
  changeShift(shifting: Shifting, tab: number): void {
    this.shiftings.push(shifting);
    this.#askShift(shifting, tab);
  }

  #askShift(shifting: Shifting, tab: number): void {
    const life = this.life(tab);
    life.do(async () => {
      const detail = await life.till.changeShift(shifting.what, shifting.said);
      void life.till.forward().catch(() => undefined);
      return detail;
    }).then(({ id, receiptNumber, sealed: { seq, hash }, record }) => {
      this.tally.count(`shift: ${record.kind === 'shift-close' && record.unsynchronised > 0 ? 'closed with sales to come' : shifting.what}`);
      shifting.receipt = { id, receiptNumber, seq, hash };
    }, (error: unknown) => {
      this.explain('shift', error);
      if (error instanceof Refused && error.code === 'shift-changed') shifting.abandoned = true;
      if (!shifting.abandoned) this.world.after(TRY_AGAIN, this, () => { if (!shifting.abandoned && !shifting.receipt) this.#askShift(shifting, tab); });
    });
  }

  #answered(selling: Selling, receipt: Receipt, body: string): void {
    const before = selling.receipt;
    if (!before) selling.body = body;
    if (before && JSON.stringify(before) !== JSON.stringify(receipt)) this.violation(`sale ${selling.id} was answered with ${JSON.stringify(before)} and with ${JSON.stringify(receipt)}`);
    selling.receipt = before ?? receipt;
  }

  /** What sw/till.ts does once a day: what was synchronised so many days ago leaves the history. */
  clearAway(days: number, tab: number): void {
    this.life(tab).do(() => clearAway(openStore(this.names.journal, 'strict'), days, Date.now())).then((cleared) => {
      if (cleared > 0) this.tally.count('history cleared of what was synchronised');
      this.wasTidied ||= cleared > 0;
    }, (error: unknown) => {
      // Some of it may have gone before.
      this.wasTidied = true;
      this.explain('clearing away', error);
    });
  }

  /** Every refusal must be one that the page has words for, and every error one that the schedule brought about. */
  explain(what: string, error: unknown): void {
    if (error instanceof Stopped) return;
    if (error instanceof Refused) {
      this.tally.count(`${what} refused: ${error.code}`);
      if (error.code === 'not-set-up' || error.code === 'link-removed') this.#callManager();
      return;
    }
    const injected = error instanceof DOMException && ['QuotaExceededError', 'UnknownError', 'AbortError', 'InvalidStateError'].includes(error.name);
    if (!injected) this.violation(`${what} failed at ${this.name} with ${error instanceof Error ? error.stack ?? `${error.name}: ${error.message}` : String(error)}`);
    else this.tally.count(`${what} failed: ${error.name}`);
  }

  /** The register says that it is not paired: somebody comes and pairs it. */
  #callManager(): void {
    if (this.#called) return;
    this.#called = true;
    this.world.after(this.world.chance.whole(0, 30_000), this, () => {
      this.#called = false;
      this.pair(0);
    });
  }

  /** Somebody makes a code in the panel and types it in at the register. */
  pair(tab: number): void {
    const { world, panel } = this;
    const work = async (): Promise<void> => {
      const { code } = await createPairingCode(panel.db, this.id, new Date(world.now(panel)));
      this.tally.count('register paired');
      const life = this.life(tab);
      world.post(this, () => void life.do(() => life.till.setUp(code, 'simulated')).catch((error: unknown) => this.explain('pairing', error)));
    };
    // The panel may be killed or full at that moment: then somebody comes again.
    if (panel.isUp) world.post(panel, () => void work().catch(() => this.tally.count('pairing code not made')));
  }

  status(): Promise<Status> {
    const life = this.life(0);
    return life.do(() => life.till.status());
  }

  /** How many entries Workbox has on this register's list. */
  queued(): Promise<number> {
    const life = this.life(0);
    return life.do(async () => (await new QueueStore(this.names.queue).getAll()).length);
  }

  /** All of the history, newest first. */
  history(): Promise<HistoryItem[]> {
    const life = this.life(0);
    return life.do(async () => {
      const all: HistoryItem[] = [];
      for (let before = Infinity; ;) {
        const { items, more } = await life.till.history(before, 200);
        all.push(...items);
        if (!more) return all;
        before = items.at(-1)?.position ?? 0;
      }
    });
  }

  override close(): void {
    this.world.cancel(this.#timer);
    super.close();
  }
}
