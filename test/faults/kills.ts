import type { Page } from 'playwright-core';
import type { Receipt } from '../../domain/local.js';
import { closeDatabase, openDatabase } from '../../server/database.js';
import { proveLink } from '../../server/proof.js';
import { openBrowser, openShop, type TestBrowser, type TestShop } from '../browser/fixture.js';
import { pairRegister } from '../browser/till.js';
import { stopWorkers } from '../browser/worker.js';
import { anySale } from '../sale.js';
import { openChance, type Chance } from './simulation/chance.js';

export interface Plan {
  readonly seed: number;
  /** SIGKILL to the browser. */
  readonly browserKills: number;
  /** The browser stops the worker. */
  readonly workerStops: number;
  /** SIGKILL to the panel. */
  readonly panelKills: number;
}

export interface Found {
  readonly seconds: number;
  /** Sales whose 202 the page saw and told before it went on. */
  readonly sold: number;
  readonly inLedger: number;
  /** Sales that had to be sent to the worker again, because no answer to them was seen. */
  readonly askedAgain: number;
  /** Receipt numbers of sold sales that are not in the ledger, or there with another number. */
  readonly lost: readonly string[];
  /** Ids that are in the ledger more than once. */
  readonly doubled: readonly string[];
  /** Numbers of the register that are missing in the ledger, or there more than once. */
  readonly gaps: number;
}

type Blow = 'browser' | 'worker' | 'panel';

/**
 * A real browser on a real profile sells as fast as it can to a real panel; browser, worker and panel are killed at
 * random instants. What was sold is written down here, outside of the browser, before the page goes on.
 * @param tell gets a line now and then.
 */
export async function runKills(plan: Plan, tell: (line: string) => void): Promise<Found> {
  const started = Date.now();
  const shop = await openShop();
  const browser = await openBrowser();
  try {
    const till = new Till(shop, browser);
    await pairRegister(browser.page, shop);
    await till.start();
    const random = openChance(plan.seed);
    const blows = shuffled(plan, random);
    for (const [index, blow] of blows.entries()) {
      await till.sellsMore();
      await pause(random.next() * 500);
      await till.strike(blow, random);
      if ((index + 1) % 25 === 0) tell(`${index + 1} of ${blows.length} kills, ${till.sold.size} sold`);
    }
    await till.sellsMore();
    await till.stop();
    await till.settle();
    return { seconds: Math.round((Date.now() - started) / 1000), askedAgain: till.askedAgain, ...await compare(shop, till.sold) };
  } catch (error) {
    console.log(`${browser.complaints.slice(-10).join('\n')}\n${shop.output().slice(-3000)}`);
    throw error;
  } finally {
    await browser.close();
    await shop.close();
  }
}

class Till {
  /** Receipt numbers by id, as the page told them. */
  readonly sold = new Map<string, string>();
  askedAgain = 0;
  #open: { readonly id: string; readonly body: string; times: number } | null = null;
  #isSelling = true;
  readonly #shop: TestShop;
  readonly #browser: TestBrowser;

  constructor(shop: TestShop, browser: TestBrowser) {
    this.#shop = shop;
    this.#browser = browser;
  }

  /** Opens the register in the browser as it runs now, and has it sell. */
  async start(): Promise<void> {
    const { context, page } = this.#browser;
    await context.exposeFunction('nextSale', () => this.#next());
    await context.exposeFunction('saleSold', (receipt: Receipt) => this.#note(receipt));
    await page.goto(`${this.#shop.url}register/`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    // Ends with the page, or when there is no next sale.
    page.evaluate(sellOn).catch(() => undefined);
  }

  /** A sale that was not seen to be taken is the next one again, as the page's own cart would be. */
  #next(): string | null {
    if (!this.#isSelling) return null;
    if (this.#open === null) {
      const sale = anySale();
      this.#open = { id: sale.id, body: JSON.stringify(sale), times: 0 };
    }
    if (++this.#open.times === 2) this.askedAgain++;
    return this.#open.body;
  }

  #note({ id, receiptNumber }: Receipt): void {
    if (id !== this.#open?.id) throw new Error(`the answer names ${id}, and ${this.#open?.id} was asked for`);
    this.sold.set(id, receiptNumber);
    this.#open = null;
  }

  /** Until one more has been sold: each blow strikes a register at work. */
  async sellsMore(): Promise<void> {
    const before = this.sold.size;
    await within(60, 'another sale', () => this.sold.size > before);
  }

  async strike(blow: Blow, random: Chance): Promise<void> {
    switch (blow) {
      case 'browser':
        await this.#browser.kill();
        await this.#browser.relaunch();
        return this.start();
      case 'worker':
        return stopWorkers(this.#browser.context, this.#browser.page);
      case 'panel':
        await this.#shop.killPanel();
        await pause(random.next() * 500);
        return this.#shop.startPanel();
    }
  }

  async stop(): Promise<void> {
    this.#isSelling = false;
    await within(30, 'the last sale’s end', () => this.#open === null);
  }

  async settle(): Promise<void> {
    await within(300, 'an empty outbox', async () => {
      const { unsynchronised, needsAttention } = await drain(this.#browser.page);
      if (needsAttention > 0) throw new Error(`${needsAttention} sales were refused`);
      return unsynchronised === 0;
    });
  }
}

function drain(page: Page): Promise<{ unsynchronised: number; needsAttention: number }> {
  return page.evaluate(async () => (await fetch('/register/api/outbox/drain', { method: 'POST' })).json() as Promise<never>);
}

/** Runs in the page: nothing but plain fetches, each sale until it is taken. */
async function sellOn(): Promise<void> {
  const { nextSale, saleSold } = window as unknown as { nextSale(): Promise<string | null>; saleSold(receipt: unknown): Promise<void> };
  for (let body = await nextSale(); body !== null; body = await nextSale()) {
    const response = await fetch('/register/api/sales', { method: 'POST', body }).catch(() => null);
    if (response && response.status === 202) await saleSold(await response.json());
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function compare(shop: TestShop, sold: ReadonlyMap<string, string>): Promise<Omit<Found, 'seconds' | 'askedAgain'>> {
  const db = await openDatabase(shop.dataDir);
  try {
    const rows = await db.selectFrom('ledger').select(['sale_id', 'receipt_number']).execute();
    const inLedger = new Map(rows.map((row) => [row.sale_id, row.receipt_number]));
    const seen = new Set<string>();
    const doubled = rows.flatMap(({ sale_id }) => (seen.has(sale_id) ? [sale_id] : (seen.add(sale_id), [])));
    const [link] = await db.selectFrom('links').select(['register_id', 'link']).execute();
    if (!link) throw new Error('no register is linked');
    const { missingCount, forks } = await proveLink(db, link);
    return { sold: sold.size, inLedger: rows.length, lost: [...sold].filter(([id, number]) => inLedger.get(id) !== number).map(([, number]) => number), doubled, gaps: missingCount + forks };
  } finally {
    await closeDatabase(db);
  }
}

function shuffled({ browserKills, workerStops, panelKills }: Plan, random: Chance): Blow[] {
  const blows = [...Array<Blow>(browserKills).fill('browser'), ...Array<Blow>(workerStops).fill('worker'), ...Array<Blow>(panelKills).fill('panel')];
  for (let last = blows.length - 1; last > 0; last--) {
    const other = random.whole(0, last);
    [blows[last], blows[other]] = [blows[other] as Blow, blows[last] as Blow];
  }
  return blows;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function within(seconds: number, what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !await holds(); await pause(10)) {
    if (Date.now() > end) throw new Error(`${what} did not come about in ${seconds} s`);
  }
}
