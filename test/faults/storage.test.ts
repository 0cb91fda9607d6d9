import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileName } from '../../domain/file-name.js';
import { NAMES, STORE } from '../../domain/names.js';
import type { Refusal } from '../../domain/wire.js';
import { COMMAND_LINE } from '../../server/audit.js';
import { listRegisters } from '../../server/registers.js';
import { takeInFile } from '../../server/take-in.js';
import { newSale, openMenu, payQuickCash, putInCart, signIn } from '../browser/till.js';
import { anySale } from '../sale.js';
import { limitStorage, numbers, premises, taken, type TestRegister } from './premises.js';
import { disk, QUEUE } from './storage.js';

const place = premises();

/** The browser closes every connection to the queue's database by force and drops it with all that is in it. */
async function dropQueue(register: TestRegister): Promise<void> {
  const session = await register.browser.context.newCDPSession(register.page);
  await session.send('IndexedDB.deleteDatabase', { securityOrigin: register.origin, databaseName: QUEUE.database });
  await session.detach();
}

test('L9: the queue is gone with all its entries: it is made anew from the journal, and each sale arrives', () =>
  place.register(async (register) => {
    await register.shop.stopPanel();
    const receipts = await register.sell(3);
    await register.drain();
    await disk(register.page, QUEUE.database, QUEUE.store).edit([{ clear: true }]);
    await register.drain();
    assert.is((await disk(register.page, QUEUE.database, QUEUE.store).keys()).length, 3, 'listed again while they wait');
    await register.shop.startPanel();
    await register.settle();
    assert.equal((await register.ledger()).map(({ id }) => id), receipts.map(({ id }) => id));
  }));

test('L11: the browser closes the queue’s connection by force: the same worker goes on, and lists and sends what comes', () =>
  place.register(async (register) => {
    await register.sell();
    await register.settle();
    await (await register.worker()).evaluate(() => { Object.assign(self, { theFirst: true }); });
    await dropQueue(register);
    await register.shop.stopPanel();
    await register.sell(2);
    await register.wait('both on the list', async () => {
      await register.drain();
      return disk(register.page, QUEUE.database, QUEUE.store).keys();
    }, (keys) => keys.length === 2);
    await register.shop.startPanel();
    await register.settle();
    assert.is(await (await register.worker()).evaluate(() => 'theFirst' in self), true, 'no restart has mended it');
    assert.equal((await register.ledger()).map(({ receiptNumber }) => receiptNumber), numbers(register.series, 1, 3));
  }));

test('L11: the browser clears IndexedDB under the running worker: it says that the register is not set up, and works again once it is', () =>
  place.register(async (register) => {
    await register.sell();
    await register.settle();
    const session = await register.browser.context.newCDPSession(register.page);
    await session.send('Storage.clearDataForOrigin', { origin: register.origin, storageTypes: 'indexeddb' });
    const refused = await register.ask('POST', 'sales', anySale());
    assert.equal([refused.status, (refused.body as Refusal).error.code], [409, 'not-set-up']);
    const code = await register.newCode();
    const paired = await register.ask('POST', 'pair', { code });
    assert.is(paired.status, 200);
    const [receipt] = await register.sell();
    assert.is(receipt?.receiptNumber, `${register.series}b-000001`, 'a series of its own: no number is given twice');
    await register.settle();
    assert.is((await register.ledger()).length, 2);
  }));

test('L13: another version of Workbox has dropped and remade its store: the journal is enough to send from', () =>
  place.register(async (register) => {
    await register.shop.stopPanel();
    const receipts = await register.sell(3);
    await register.drain();
    await register.page.goto('about:blank');
    await register.stopWorker();
    await register.page.goto(`${register.origin}/register/favicon.svg`);
    await dropQueue(register);
    await register.page.evaluate((name) => new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(name, 4);
      opening.onupgradeneeded = () => opening.result.createObjectStore('requests', { autoIncrement: true, keyPath: 'id' }).createIndex('queueName', 'queueName');
      opening.onsuccess = () => { opening.result.close(); resolve(); };
      opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    }), QUEUE.database);
    await register.page.goto(`${register.origin}/register/`);
    await register.shop.startPanel();
    await register.settle();
    await register.sell();
    await register.settle();
    assert.equal((await register.ledger()).map(({ receiptNumber }) => receiptNumber), [...receipts.map(({ receiptNumber }) => receiptNumber), ...numbers(register.series, 4, 4)]);
  }));

test('L8: with no room left the sale is refused in words and the cart stays; with room it completes, under the number that was free', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    await putInCart(page, 'Flat white');
    assert.ok(await page.evaluate((name) => caches.has(name), NAMES.documents), 'the catalogue’s answers are kept');
    let kept = 0;
    while ((await register.ask('POST', 'sales', anySale())).status === 202) kept++;
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await page.getByRole('button', { name: 'Quick cash', exact: true }).click();
    await page.getByRole('alert').getByText(/no room left.*The cart stays/).waitFor();
    assert.is(await page.evaluate((name) => caches.has(name), NAMES.documents), false, 'they went first');
    const refused = await register.ask('POST', 'sales', anySale());
    assert.equal([refused.status, (refused.body as Refusal).error.code], [507, 'storage-full']);
    await limitStorage(register.browser, page, register.origin, 100_000_000);
    await page.getByRole('button', { name: 'Quick cash', exact: true }).click();
    await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
    await register.settle();
    assert.equal((await register.ledger()).map(({ receiptNumber }) => receiptNumber), numbers(register.series, 1, kept + 1));
  }, { quota: 900_000 }));

test('C6: the browser is asked at set-up not to clear the register’s storage, and its no is shown in Settings', () =>
  place.register(async (register) => {
    const { page } = register;
    const asked = await page.evaluate(async () => ({ ...(window as unknown as { persistAsked?: object }).persistAsked, is: await navigator.storage.persisted() }));
    assert.equal(asked, { times: 1, is: false });
    await signIn(page, 'Asha Nair', '1234');
    await (await openMenu(page)).getByRole('link', { name: 'Settings' }).click();
    await page.getByText('may be cleared').waitFor();
  }, { script: () => {
    const persist = StorageManager.prototype.persist;
    const persistAsked = { times: 0 };
    Object.assign(window, { persistAsked });
    StorageManager.prototype.persist = function (this: StorageManager) {
      persistAsked.times++;
      return persist.call(this);
    };
  } }));

/** Clears what a browser clears for want of room: everything of the origin but its files. The register is opened anew. */
async function clearData({ browser, page, origin }: TestRegister): Promise<void> {
  await page.goto(`${origin}/health`);
  const session = await browser.context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,cache_storage,service_workers' });
  await session.detach();
  await page.goto(`${origin}/register/`);
}

/** The files in the folder that the picker gives, by their names. */
const copies = (page: Page): Promise<Record<string, string>> => page.evaluate(async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('copies', { create: true }) as FileSystemDirectoryHandle & AsyncIterable<[string, FileSystemFileHandle]>;
  const files: Record<string, string> = {};
  for await (const [name, file] of folder) files[name] = await (await file.getFile()).text();
  return files;
});

/** In place of the browser's dialogue; handle and writes are real. */
const giveFolder = (): void => {
  (window as { showDirectoryPicker?: unknown }).showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('copies', { create: true });
};

/** The browser's answer to whether the worker may write. */
const permit = async (register: TestRegister, answer: PermissionState): Promise<void> => (await register.worker()).evaluate((said) => {
  (FileSystemHandle.prototype as { queryPermission?: unknown }).queryPermission = async () => said;
}, answer);

const lostOf = (register: TestRegister) => register.onPanel(async ({ db }) => (await listRegisters(db)).find(({ id }) => id === register.registerId)?.proof.find(({ link }) => link === 1)?.lost ?? null);

test('C6: the browser’s data is cleared with sales unsent: the register says so, the panel is told, and the file in the folder has every sale', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    await page.evaluate(() => { location.hash = '/settings'; });
    await page.getByRole('button', { name: 'Keep a copy in a folder' }).click();
    await page.getByText(', with 0 sales').waitFor();
    await register.sell();
    await register.settle();
    register.proxy.break('lose-request');
    const receipts = await register.sell(3);
    await register.wait('the copy', register.status, ({ folder, unsaved }) => folder?.sales === 3 && unsaved === null);

    await clearData(register);
    await page.getByRole('alert', { name: 'Data lost' }).getByText('Up to 3 sales may be missing, up to number ').waitFor();
    const lost = await register.wait('the panel’s knowledge', () => lostOf(register), (seen) => seen !== null);
    assert.equal([lost?.highest, lost?.unsynchronised], [4, 3]);
    const [file, ...others] = Object.values(await copies(page));
    assert.equal(others, []);
    await register.onPanel((context) => takeInFile(context, Buffer.from(file ?? ''), { who: COMMAND_LINE }));
    assert.equal((await register.ledger()).slice(1).map(({ receiptNumber }) => receiptNumber), receipts.map(({ receiptNumber }) => receiptNumber));
    assert.is(await lostOf(register), null, 'all its numbers have come');

    await page.getByRole('textbox', { name: 'Pairing code' }).fill(await register.newCode());
    await page.getByRole('button', { name: 'Set up register' }).click();
    await register.wait('an end to the message', () => page.evaluate((key) => localStorage.getItem(key), `${NAMES.sentinel}-lost`), (left) => left === null);
  }, { script: giveFolder }));

test('C6: while the folder cannot be written the sales in it do not count as saved, and its user is asked; no file of another is written over', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    const name = fileName((await register.status()).device ?? { name: '', series: '' });
    await page.evaluate(async (file) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('copies', { create: true });
      const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
      await writable.write('the only copy of something');
      await writable.close();
    }, name);
    register.proxy.break('lose-request');
    await register.sell(2);
    await page.evaluate(() => { location.hash = '/settings'; });
    await page.getByRole('button', { name: 'Keep a copy in a folder' }).click();
    await page.getByText(', with 2 sales').waitFor();
    const files = await copies(page);
    assert.is(files[name], 'the only copy of something');
    assert.match(files[name.replace('.holdfast', ' (2).holdfast')] ?? '', /^{"holdfast":"unsynchronised sales".*"sales":2}\n/);

    await permit(register, 'prompt');
    await register.sell();
    await register.wait('the trouble', register.status, ({ folder }) => folder?.trouble?.code === 'not-allowed');
    assert.is((await register.status()).unsaved?.count, 3);
    await page.evaluate(() => { location.hash = '/'; });
    await page.getByText('No copy in the folder.').waitFor();
    await permit(register, 'granted');
    await page.getByRole('button', { name: 'Allow the folder again' }).click();
    await page.getByText('No copy in the folder.').waitFor({ state: 'hidden' });
    assert.equal((await register.status()).unsaved, null);
  }, { script: giveFolder }));

test('C6: the browser’s data is set back to an older state: the register says so and the panel is told', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    await register.sell();
    await register.settle();
    const journal = disk(page, NAMES.journal, STORE);
    const head = await journal.get('head');
    await register.sell();
    await register.settle();
    await register.wait('what the browser remembers', () => page.evaluate((key) => localStorage.getItem(key), NAMES.sentinel), (kept) => kept?.includes('"highest":2') === true);
    await page.goto(`${register.origin}/health`);
    await register.stopWorker();
    await journal.edit([{ put: { key: 'head', value: head } }, { delete: ['sale', 2] }, { delete: ['done', 2] }]);
    await page.goto(`${register.origin}/register/`);
    await page.getByText('Older data.').waitFor();
    await register.wait('the panel’s word', () => page.evaluate((key) => localStorage.getItem(key), `${NAMES.sentinel}-lost`), (kept) => kept?.includes('"told":true') === true);
    assert.is(await lostOf(register), null, 'the panel had been told of both sales before');

    // Nor may the data of an earlier pairing come back, however many sales it has.
    await page.goto(`${register.origin}/health`);
    await page.evaluate(({ known, lost }) => {
      const kept = JSON.parse(localStorage.getItem(known) ?? '{}') as { link: number };
      localStorage.setItem(known, JSON.stringify({ ...kept, link: kept.link + 1, highest: 0 }));
      localStorage.removeItem(lost);
    }, { known: NAMES.sentinel, lost: `${NAMES.sentinel}-lost` });
    await page.goto(`${register.origin}/register/`);
    await page.getByText('Older data.').waitFor();
  }));

test('C6: a sale that the browser’s storage has lost before it was sent leaves a gap that the panel shows', () =>
  place.register(async (register) => {
    await register.shop.stopPanel();
    await register.sell(3);
    await disk(register.page, NAMES.journal, STORE).edit([{ delete: ['waiting', 2] }, { delete: ['sale', 2] }]);
    await register.shop.startPanel();
    await register.drain();
    await register.wait('the two that are left', register.ledger, (sales) => sales.length === 2);
    const { received, highest, missing, missingCount } = await register.proof();
    assert.equal({ received, highest, missing, missingCount }, { received: 2, highest: 3, missing: [[2, 2]], missingCount: 1 });
  }));

test('C13: documents of the shop are missing or spoilt on the disk: the register starts, mends them without the panel, and sells', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    await register.shop.stopPanel();
    const mirror = disk(page, NAMES.mirror, STORE);
    const current = await mirror.get<{ manifest: { documents: { staff: string; products: string[] } } }>('current');
    assert.ok(current);
    const { staff, products } = current.manifest.documents;
    for (const damage of [[{ delete: products[0] ?? '' }], [{ put: { key: staff, value: '[{"id":' } }], [{ clear: true as const }]]) {
      await page.goto('about:blank');
      await register.stopWorker();
      await page.goto(`${register.origin}/register/favicon.svg`);
      await mirror.edit(damage);
      await register.stopWorker();
      await page.goto(`${register.origin}/register/`);
      await putInCart(page, 'Flat white', 'Croissant');
      await payQuickCash(page);
      await newSale(page);
    }
    await register.shop.startPanel();
    await register.settle();
    assert.is((await register.ledger()).length, 3);
  }));

test('C13: a journal whose writing was cut off holds a sale with its number or neither', () =>
  place.register(async (register) => {
    await register.sell();
    await register.settle();
    for (const failing of [2, 3, 4]) {
      await (await register.worker()).evaluate(cutWrite, failing);
      const sale = anySale();
      const { status } = await register.ask('POST', 'sales', sale);
      assert.is(status, 500);
      assert.is((await register.status()).unsynchronised, 0);
      await taken(register.ask, sale);
      await register.settle();
    }
    assert.equal((await register.ledger()).map(({ receiptNumber }) => receiptNumber), numbers(register.series, 1, 4));
  }));

test('the panel went through all of it without a fault of its own', () => place.close());

/** Runs in the worker: the `failing`th write from now on fails, once, as storage does that breaks off. */
function cutWrite(failing: number): void {
  const put = IDBObjectStore.prototype.put;
  let left = failing;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value, key) {
    if (--left > 0) return put.call(this, value, key);
    IDBObjectStore.prototype.put = put;
    this.transaction.abort();
    throw new DOMException('the disk went away', 'UnknownError');
  };
}

test.run();
