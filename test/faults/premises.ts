import { randomUUID } from 'node:crypto';
import type { Page, Worker } from 'playwright-core';
import type { Receipt, History, HistoryDetail, Status } from '../../domain/local.js';
import type { Refusal } from '../../domain/wire.js';
import type { Sale, SaleId } from '../../domain/sale.js';
import { COMMAND_LINE } from '../../server/audit.js';
import type { PanelContext } from '../../server/context.js';
import { closeDatabase, openDatabase, type Database } from '../../server/database.js';
import { createPairingCode } from '../../server/pairing.js';
import { proveLink } from '../../server/proof.js';
import { createRegister } from '../../server/registers.js';
import type { LinkNumbers } from '../../domain/panel.js';
import { openBrowser, openShop, type TestBrowser, type TestShop } from '../browser/fixture.js';
import { pairRegister } from '../browser/till.js';
import { stopWorkers } from '../browser/worker.js';
import { anySale } from '../sale.js';
import { openProxy, type Proxy } from './proxy.js';

/** One panel and one browser for the tests of a file; each test has a register of its own, behind a proxy of its own. */
export interface Premises {
  /**
   * Makes a register in the panel, pairs a tab with it through a faulty proxy, and lets the test work with it. The tab is
   * closed and the panel started again if it was stopped, also when the test fails; then it says what was said last.
   */
  register(work: (register: TestRegister) => Promise<void>, options?: RegisterOptions): Promise<void>;
  /** Throws when the panel does not end well, or has met with a fault of its own. */
  close(): Promise<void>;
}

export interface RegisterOptions {
  /** Runs in the tab before anything of the page, at each load. */
  readonly script?: () => void;
  /** Bytes that the origin may store, as long as the test has not lifted it. */
  readonly quota?: number;
}

export interface TestRegister {
  readonly shop: TestShop;
  readonly browser: TestBrowser;
  readonly proxy: Proxy;
  readonly page: Page;
  readonly registerId: string;
  /** Of the receipt numbers: `T3`. */
  readonly series: string;
  /** Origin, without a slash. */
  readonly origin: string;
  /** Finished sales straight to the worker, as the page sends them, each after the one before is taken. */
  sell(count?: number): Promise<Receipt[]>;
  /** What the worker answers to a path below `api/`. */
  ask(method: string, path: string, body?: unknown, page?: Page): Promise<Answered>;
  status(): Promise<Status>;
  /** Asks for a drain at once, and what the state is then. */
  drain(): Promise<Status>;
  detail(id: SaleId): Promise<HistoryDetail>;
  history(): Promise<History['items']>;
  /** Waits until the register has nothing left to send, asking it to. */
  settle(seconds?: number): Promise<void>;
  /** Waits for something, looking ten times a second. */
  wait<T>(what: string, look: () => T | Promise<T>, holds: (seen: T) => boolean, seconds?: number): Promise<T>;
  /** What is in the ledger from this register, in the order of arrival. */
  ledger(): Promise<readonly LedgerSale[]>;
  /** What the panel can prove about the first link. */
  proof(): Promise<LinkNumbers>;
  /** Another pairing code for this register. */
  newCode(): Promise<string>;
  /** Works on the panel's data beside the running panel. */
  onPanel<T>(work: (context: PanelContext) => Promise<T>): Promise<T>;
  /** The browser stops the worker, as it does when it needs the memory. */
  stopWorker(): Promise<void>;
  /** This register's worker, as it runs now. */
  worker(): Promise<Worker>;
  /** Another tab on the same register. Closed with the test. */
  anotherTab(): Promise<Page>;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}
export interface LedgerSale {
  readonly id: string;
  readonly receiptNumber: string;
  readonly flags: string;
  readonly body: string;
}

/** Opens nothing yet: the first register does. */
export function premises(): Premises {
  let opened: Promise<{ shop: TestShop; browser: TestBrowser }> | null = null;
  let count = 0;
  const open = async () => {
    const shop = await openShop();
    return { shop, browser: await openBrowser().catch(async (error: unknown) => { await shop.close(); throw error; }) };
  };
  return {
    async register(work, { script, quota } = {}) {
      opened ??= open();
      const { shop, browser } = await opened;
      const { id, code } = await withPanel(shop, (db) => newRegister(db));
      const proxy = await openProxy(shop.url, `register-${++count}.localhost`);
      const pages = [await browser.context.newPage()];
      const [page] = pages as [Page];
      try {
        if (script) await page.addInitScript(script);
        if (quota !== undefined) await limitStorage(browser, page, proxy.url, quota);
        await pairRegister(page, { url: proxy.url, pairingCode: code });
        await work(await testRegister({ shop, browser, proxy, page, pages, id }));
      } catch (error) {
        console.log(`${await screen(page)}\n${browser.complaints.slice(-10).map((text) => `--- complaint: ${text}`).join('\n')}\n--- the panel said\n${shop.output().slice(-3000)}`);
        throw error;
      } finally {
        for (const one of pages) await one.close();
        await proxy.close();
        await shop.startPanel();
      }
    },
    async close() {
      if (!opened) throw new Error('no test of this file came to open a register');
      const { shop, browser } = await opened;
      await browser.close();
      await shop.stopPanel().finally(() => shop.close());
      const faults = shop.output().split('\n').filter((line) => line.startsWith('{') && line.includes('"level":50'));
      if (faults.length > 0) throw new Error(`the panel met with faults of its own:\n${faults.slice(0, 5).join('\n')}`);
    },
  };
}

/** The session that it is said in stays open: the limit would go with it. Browsers ask for the limit anew every half a minute or so. */
export async function limitStorage({ context }: Pick<TestBrowser, 'context'>, page: Page, url: string, quotaSize: number): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize });
}

async function screen(page: Page): Promise<string> {
  return `--- ${page.url()}\n${await page.locator('body').innerText({ timeout: 2000 }).catch((error: Error) => error.message)}`;
}

async function withPanel<T>(shop: TestShop, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(shop.dataDir);
  try {
    return await work(db);
  } finally {
    await closeDatabase(db);
  }
}

function contextOf(db: Database): PanelContext {
  const nothing = (): void => undefined;
  return { db, now: () => new Date(), log: { debug: nothing, info: nothing, warn: nothing, error: nothing } };
}

async function newRegister(db: Database): Promise<{ id: string; code: string }> {
  const { id: outletId } = await db.selectFrom('outlets').select('id').executeTakeFirstOrThrow();
  const { id } = await createRegister(contextOf(db), { name: `Counter ${randomUUID().slice(0, 8)}`, outletId }, COMMAND_LINE);
  return { id, code: (await createPairingCode(db, id, new Date())).code };
}

interface Parts extends Pick<TestRegister, 'shop' | 'browser' | 'proxy' | 'page'> {
  readonly pages: Page[];
  readonly id: string;
}

async function testRegister({ shop, browser, proxy, page, pages, id: registerId }: Parts): Promise<TestRegister> {
  const origin = proxy.url.slice(0, -1);
  const ask = async (method: string, path: string, body?: unknown, from = page): Promise<Answered> => from.evaluate(async (call) => {
    const response = await fetch(`/register/api/${call.path}`, { method: call.method, ...(call.body === undefined ? {} : { body: call.body }) });
    return { status: response.status, body: await response.json() as never };
  }, { method, path, body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body) });
  const get = async <T>(method: string, path: string): Promise<T> => {
    const { status, body } = await ask(method, path);
    if (status !== 200) throw new Error(`${method} ${path} was answered with ${status}: ${(body as Refusal).error.message}`);
    return body as T;
  };
  const wait: TestRegister['wait'] = async (what, look, holds, seconds = 30) => {
    for (const end = Date.now() + seconds * 1000; ;) {
      const seen = await look();
      if (holds(seen)) return seen;
      if (Date.now() > end) throw new Error(`${what} did not come about in ${seconds} s: ${JSON.stringify(seen)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const status = (): Promise<Status> => get('GET', 'status');
  const drain = (): Promise<Status> => get('POST', 'outbox/drain');
  const { device } = await wait('the end of the first full sync', status, ({ lastFullSync }) => lastFullSync !== null);
  return {
    shop, browser, proxy, page, registerId, origin, ask, status, drain, wait,
    series: device?.series ?? '',
    sell: async (count = 1) => {
      const receipts: Receipt[] = [];
      for (let n = 0; n < count; n++) receipts.push(await taken(ask, anySale()));
      return receipts;
    },
    detail: (id) => get('GET', `sales/${id}`),
    history: async () => (await get<History>('GET', 'sales')).items,
    settle: async (seconds) => void await wait('an empty outbox', drain, ({ unsynchronised }) => unsynchronised === 0, seconds),
    ledger: () => withPanel(shop, async (db) => (await db.selectFrom('ledger').selectAll().where('register_id', '=', registerId).orderBy('position').execute())
      .map((row) => ({ id: row.sale_id, receiptNumber: row.receipt_number, flags: row.flags, body: row.body }))),
    proof: () => withPanel(shop, (db) => proveLink(db, { register_id: registerId, link: 1 })),
    newCode: () => withPanel(shop, async (db) => (await createPairingCode(db, registerId, new Date())).code),
    onPanel: (work) => withPanel(shop, (db) => work(contextOf(db))),
    stopWorker: () => stopWorkers(browser.context, page),
    worker: () => wait('the worker', () => browser.context.serviceWorkers().find((worker) => worker.url().startsWith(origin)), (found) => found !== undefined) as Promise<Worker>,
    anotherTab: async () => {
      const tab = await browser.context.newPage();
      pages.push(tab);
      await tab.goto(`${proxy.url}register/`);
      await tab.waitForFunction(() => navigator.serviceWorker.controller !== null);
      return tab;
    },
  };
}

/** Has the worker take a sale. Throws unless it says 202. */
export async function taken(ask: TestRegister['ask'], sale: Sale, page?: Page): Promise<Receipt> {
  const { status, body } = await ask('POST', 'sales', sale, page);
  if (status !== 202) throw new Error(`the sale was answered with ${status}: ${(body as Refusal).error.message}`);
  return body as Receipt;
}

/** Receipt numbers of a series. */
export function numbers(series: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, n) => `${series}-${String(from + n).padStart(6, '0')}`);
}
