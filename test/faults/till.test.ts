import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { NAMES } from '../../domain/names.js';
import type { Refusal } from '../../domain/wire.js';
import { COMMAND_LINE } from '../../server/audit.js';
import { removeLink } from '../../server/registers.js';
import { takeInFile } from '../../server/take-in.js';
import { newSale, openMenu, payQuickCash, putInCart, signIn } from '../browser/till.js';
import { anySale } from '../sale.js';
import { numbers, premises, taken } from './premises.js';
import { ANSWERS } from './proxy.js';

const place = premises();

test('C4: “Sale complete” and the receipt come after the sale is on the disk, and its number is at the panel or in its gaps', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    await putInCart(page, 'Flat white');
    const other = await register.anotherTab();
    await other.evaluate((name) => new Promise<void>((resolve) => {
      void navigator.locks.request(name, () => new Promise<void>((letGo) => { Object.assign(window, { letGo }); resolve(); }));
    }), `${NAMES.lock}-journal`);
    await page.bringToFront();
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await page.getByRole('button', { name: 'Quick cash', exact: true }).click();
    // The disk takes its time.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.is(await page.getByRole('heading', { name: 'Sale complete' }).count(), 0);
    assert.equal(await register.history(), []);
    await other.evaluate(() => (window as unknown as { letGo(): void }).letGo());
    await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
    const [sale] = await register.history();
    assert.match(await page.locator('body').innerText(), new RegExp(sale?.receiptNumber ?? 'none'));
    await register.settle();
    const { received, highest, missingCount } = await register.proof();
    assert.equal({ received, highest, missingCount }, { received: 1, highest: 1, missingCount: 0 });
  }));

test('C7: reset is refused while a sale waits, a full sync leaves the journal alone, and a removed link loses nothing', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    register.proxy.break('lose-request');
    const receipts = await register.sell(2);
    const sealed = await Promise.all(receipts.map(async ({ id }) => (await register.detail(id)).sealed));

    const reset = await register.ask('POST', 'reset');
    assert.equal([reset.status, (reset.body as Refusal).error.code], [409, 'unsynchronised']);
    const menu = await openMenu(page);
    await menu.getByRole('button', { name: 'Synchronise data' }).click();
    await register.wait('the end of the sync', () => menu.getByRole('button', { name: 'Synchronise data' }).isEnabled(), (enabled) => enabled);
    await menu.getByRole('link', { name: 'Settings' }).click();
    await register.wait('a reset that cannot be pressed', () => page.getByRole('button', { name: 'Reset application' }).isDisabled(), (disabled) => disabled);
    await page.getByText('2 sales would be lost').waitFor();

    await register.onPanel((context) => removeLink(context, register.registerId, COMMAND_LINE));
    register.proxy.heal();
    await register.wait('word of the removed link', register.drain, ({ link }) => link === 'removed');
    assert.is((await register.status()).unsynchronised, 2);
    assert.is((await register.ask('POST', 'reset')).status, 409);
    assert.equal(await Promise.all(receipts.map(async ({ id }) => (await register.detail(id)).sealed)), sealed);

    assert.is((await register.ask('POST', 'pair', { code: await register.newCode() })).status, 200);
    await register.settle();
    assert.equal((await register.ledger()).map(({ receiptNumber, body }) => [receiptNumber, body]), receipts.map(({ receiptNumber }, index) => [receiptNumber, sealed[index]?.body]));
  }));

test('C7: sales that cannot be sent are saved to a file; reset then asks once, knowing that the file is the only copy, and the panel has them from it', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    register.proxy.break('lose-request');
    const receipts = await register.sell(2);
    await register.onPanel((context) => removeLink(context, register.registerId, COMMAND_LINE));
    register.proxy.heal();
    await register.wait('word of the removed link', register.drain, ({ link }) => link === 'removed');
    await page.evaluate(() => { location.hash = '/settings'; });
    const save = page.getByRole('button', { name: 'Save unsynchronised sales' });
    await page.evaluate(() => { Object.assign(window, { cancels: true }); });
    await save.click();
    await page.getByText('No place was chosen. Nothing counts as saved.').waitFor();
    assert.is((await register.status()).unsaved?.count, 2);
    await page.evaluate(() => { Object.assign(window, { cancels: false }); });
    await save.click();
    await page.getByText('Take it in at the control panel').waitFor();
    assert.equal([(await register.status()).unsaved, (await register.ask('POST', 'reset')).status], [null, 409]);

    const file = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      return (await (await root.getFileHandle('saved.jsonl')).getFile()).text();
    });
    await page.getByRole('button', { name: 'Reset application' }).click();
    await page.getByText('After the reset that file is the only copy').waitFor();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reset now' }).click()]);
    await page.getByRole('textbox', { name: 'Pairing code' }).waitFor();
    assert.is(await page.getByText('data was cleared').count(), 0, 'it is no loss that somebody wanted');
    await register.onPanel((context) => takeInFile(context, Buffer.from(file), { who: COMMAND_LINE }));
    assert.equal((await register.ledger()).map(({ receiptNumber }) => receiptNumber), receipts.map(({ receiptNumber }) => receiptNumber));
  }, { script: () => {
    // In place of the browser's dialogue; handle and file are real.
    (window as { showSaveFilePicker?: unknown }).showSaveFilePicker = async () => {
      if ('cancels' in window && window.cancels) throw new DOMException('cancelled', 'AbortError');
      return (await navigator.storage.getDirectory()).getFileHandle('saved.jsonl', { create: true });
    };
  } }));

test('C11: whatever is answered later, a completed sale stays as it was completed, to the byte', () =>
  place.register(async (register) => {
    const sale = anySale();
    register.proxy.break('lose-request');
    const receipt = await taken(register.ask, sale);
    const { sealed } = await register.detail(receipt.id);
    const refusal = { status: 422, headers: { 'content-type': 'application/json' }, body: '{"error":{"code":"not-valid","message":"This is a draft."}}' };
    for (const answer of [...Object.values(ANSWERS), refusal]) {
      register.proxy.break(answer);
      await register.drain();
      assert.equal((await register.detail(receipt.id)).sealed, sealed);
    }
    assert.is((await register.ask('POST', 'sales', { ...sale, staff: { id: 'ben', name: 'Ben Cole' } })).status, 409);
    await register.stopWorker();
    assert.is((await register.status()).needsAttention, 1, 'the last one was the panel’s word: set aside, not undone');
    register.proxy.heal();
    await register.ask('POST', `sales/${receipt.id}/retry`);
    await register.settle();
    assert.equal((await register.detail(receipt.id)).sealed, sealed);
    assert.equal((await register.ledger()).map(({ body }) => body), [JSON.stringify(sale)]);
  }));

test('L12: after a hard reload, when no worker controls the page, Pay gets one first: the sale never goes past it', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    await putInCart(page, 'Flat white');
    const session = await register.browser.context.newCDPSession(page);
    await session.send('Page.reload', { ignoreCache: true });
    await page.getByRole('button', { name: 'Pay', exact: true }).waitFor();
    assert.is(await page.evaluate(() => (window as unknown as { controllerAtStart: string }).controllerAtStart), 'none');
    const { receiptNumber } = await payQuickCash(page);
    await newSale(page);
    assert.is(receiptNumber, numbers(register.series, 1, 1)[0]);
    await register.settle();
    assert.is((await register.ledger()).length, 1);
    assert.is(register.proxy.requests(/\/api\/sales$/), 0);
  }, { script: () => Object.assign(window, { controllerAtStart: navigator.serviceWorker.controller ? 'some' : 'none' }) }));

test('the panel went through all of it without a fault of its own', () => place.close());

test.run();
