import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { holdfast } from './command.js';
import { damage } from './damage.js';
import { inShop } from './fixture.js';
import { ledgerOf, until } from './ledger.js';
import { closeMenu, openMenu, pairRegister, sellQuick, signIn, unsynchronised } from './till.js';

test('a sale that the panel refuses turns red, tells why, can be retried, and holds up none behind it', () =>
  inShop(async (shop, open) => {
    const { page } = await open();
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    await shop.stopPanel();
    await sellQuick(page, 'Flat white');
    await sellQuick(page, 'Croissant');
    await damage(page, 1, '"name":"Flat white"', '"name":"Fiat white"');
    await shop.startPanel();
    await sellQuick(page, 'Long black');
    await until('the two sound sales in the ledger', () => ledgerOf(shop), (receipts) => receipts.length === 2);
    assert.equal(await ledgerOf(shop), ['T1-000002', 'T1-000003']);

    await openMenu(page);
    await until('one unsynchronised', () => unsynchronised(page), (count) => count === 1);
    await page.getByRole('link', { name: 'Sales history' }).click();
    const items = page.getByRole('list', { name: 'Sales' }).getByRole('listitem');
    const red = items.filter({ hasText: 'T1-000001' });
    await red.getByText('Needs attention').waitFor();
    assert.is(await items.filter({ hasText: 'Synchronised' }).count(), 2);
    await red.getByRole('button', { name: 'Error' }).click();
    const said = async (): Promise<string> => page.locator('main, section, aside').filter({ has: page.getByRole('button', { name: 'Retry' }) }).last().innerText();
    const error = await said();
    assert.match(error, /bad-hash/);
    assert.match(error, /changed after it was sealed/);
    const attempts = Number(/Attempts\s+(\d+)/.exec(error)?.[1]);
    assert.ok(attempts >= 1, error);
    assert.match(error, /\d\d:\d\d/);

    await page.getByRole('button', { name: 'Retry' }).click();
    await until('one attempt more', async () => Number(/Attempts\s+(\d+)/.exec(await said())?.[1]), (count) => count > attempts);
    await damage(page, 1, '"name":"Fiat white"', '"name":"Flat white"');
    await page.getByRole('button', { name: 'Retry' }).click();
    await red.getByText('Synchronised').waitFor();
    assert.equal(await ledgerOf(shop), ['T1-000002', 'T1-000003', 'T1-000001']);
    assert.is(await page.getByRole('button', { name: 'Error' }).count(), 0);
  }));

test('a register that the panel released says so, sells no more, and keeps what it has; paired again, it sends that too', () =>
  inShop(async (shop, open) => {
    const { page } = await open();
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    await shop.stopPanel();
    await sellQuick(page, 'Flat white');
    await holdfast(shop, 'remove-link', 'Front counter');
    await shop.startPanel();
    await openMenu(page);
    await page.getByRole('navigation', { name: 'Menu' }).getByText(/link to the register was removed/).waitFor({ timeout: 60_000 });
    assert.is(await unsynchronised(page), 1);
    await closeMenu(page);
    const answered = await page.evaluate(async () => {
      const history = await (await fetch('api/sales')).json() as { items: { id: string }[] };
      const { sale } = await (await fetch(`api/sales/${history.items[0]?.id}`)).json() as { sale: object };
      const response = await fetch('api/sales', { method: 'POST', body: JSON.stringify({ ...sale, id: '00000000-0000-4000-8000-000000000001' }) });
      return { status: response.status, code: ((await response.json()) as { error: { code: string } }).error.code };
    });
    assert.equal(answered, { status: 403, code: 'link-removed' });
    assert.equal(await ledgerOf(shop), []);

    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await holdfast(shop, 'pairing-code', 'Front counter'))?.[0] ?? '';
    await page.getByRole('link', { name: 'Set it up again' }).click();
    await page.getByRole('textbox', { name: 'Pairing code' }).fill(code);
    await page.getByRole('button', { name: 'Set up register' }).click();
    await until('the old link’s sale in the ledger', () => ledgerOf(shop), (receipts) => receipts.length === 1);
    await page.getByRole('searchbox', { name: 'Search products' }).or(page.getByRole('list', { name: 'Staff' })).first().waitFor();
    if (await page.getByRole('list', { name: 'Staff' }).count()) await signIn(page, 'Asha Nair', '1234');
    assert.is(await sellQuick(page, 'Flat white'), 'T1b-000001');
    await until('both in the ledger', () => ledgerOf(shop), (receipts) => receipts.length === 2);
    assert.equal(await ledgerOf(shop), ['T1-000001', 'T1b-000001']);
  }));

test('a sale that is not a sale is refused by the worker with the path of the field, and nothing is written', () =>
  inShop(async (shop, open) => {
    const { page } = await open();
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    await sellQuick(page, 'Flat white');
    const answers = await page.evaluate(async () => {
      const history = await (await fetch('api/sales')).json() as { items: { id: string }[] };
      const { sale } = await (await fetch(`api/sales/${history.items[0]?.id}`)).json() as { sale: { lines: object[]; totals: object } };
      const bodies = ['', '{', '[]', JSON.stringify({ ...sale, id: 7 }), JSON.stringify({ ...sale, lines: [{ ...sale.lines[0], unitPrice: 4.8 }] }), JSON.stringify({ ...sale, totals: { ...sale.totals, total: 1 } }), 'x'.repeat(10_000_000)];
      const answers: [number, string, string | undefined][] = [];
      for (const body of bodies) {
        const response = await fetch('api/sales', { method: 'POST', body });
        const { error } = await response.json() as { error: { code: string; path?: string } };
        answers.push([response.status, error.code, error.path]);
      }
      return answers;
    });
    assert.equal(answers, [
      [422, 'not-valid', ''], [422, 'not-valid', ''], [422, 'not-valid', ''], [422, 'not-valid', 'id'], [422, 'not-valid', 'lines.0.unitPrice'], [422, 'not-valid', 'totals.total'], [413, 'too-large', undefined],
    ]);
    const { items } = await page.evaluate(async () => (await fetch('api/sales')).json() as Promise<{ items: unknown[] }>);
    assert.is(items.length, 1);
  }));

test.run();
