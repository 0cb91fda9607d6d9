import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writeFile } from '../../domain/file.js';
import type { ShiftRow } from '../../domain/panel.js';
import type { ShiftClosing } from '../../domain/shift.js';
import { COMMAND_LINE } from '../../server/audit.js';
import { findShifts } from '../../server/shifts.js';
import { takeInFile } from '../../server/take-in.js';
import { newSale, openMenu, payQuickCash, putInCart, signIn } from '../browser/till.js';
import { anySale } from '../sale.js';
import { premises, taken, type TestRegister } from './premises.js';

const place = premises();

/** A tab that can be made not to hear the worker, and that notes how its sales were answered. */
function hardOfHearing(): void {
  const ears = window as unknown as { deaf?: boolean; asked: number[] };
  ears.asked = [];
  const ask = window.fetch;
  window.fetch = async (...of) => {
    const response = await ask(...of);
    if (of[0] === 'api/sales') ears.asked.push(response.status);
    return response;
  };
  window.BroadcastChannel = class extends BroadcastChannel {
    override set onmessage(hear: (event: MessageEvent) => void) { super.onmessage = (event: MessageEvent) => { if (!ears.deaf) hear(event); }; }
  };
}

/** The register's one shift, as the panel shows it. */
async function shown({ onPanel, registerId }: TestRegister): Promise<readonly unknown[]> {
  const { rows } = await onPanel(({ db }) => findShifts(db, { register: registerId }, 1));
  return rows.map(({ state, sales: { received, stated } }: ShiftRow) => [state, received, stated]);
}

test('C10: a shift is closed with its sales still on the device: the closing says how many are to come, and the panel counts them until all have', () =>
  place.register(async (register) => {
    const { page, proxy } = register;
    await signIn(page, 'Asha Nair', '1234');
    proxy.break('lose-request');
    await openMenu(page);
    await page.getByRole('button', { name: 'Open shift' }).click();
    await page.getByRole('textbox', { name: 'Counted float' }).fill('200');
    await page.getByRole('button', { name: 'Open shift' }).click();
    await putInCart(page, 'Flat white');
    await payQuickCash(page);
    await newSale(page);
    const { shift } = await register.status();
    assert.is(shift?.takings.count, 1);
    await taken(register.ask, anySale(shift ? { shift: shift.id } : {}));
    // What is open stands on the disk, not in the page or the worker.
    await register.stopWorker();
    await page.reload();
    const third = await taken(register.ask, anySale(shift ? { shift: shift.id } : {}));

    await openMenu(page);
    await page.getByRole('button', { name: 'Close shift' }).click();
    await page.getByRole('textbox', { name: 'Counted cash' }).fill('240');
    await page.getByRole('textbox', { name: 'Counted card' }).fill('0');
    await page.getByRole('button', { name: 'Close shift' }).click();
    await page.getByRole('button', { name: 'Close shift now' }).click();
    await page.getByRole('heading', { name: 'Shift closed' }).waitFor();
    await page.getByText('3 sales of this shift had not been sent when it was closed.').waitFor();
    const [closing, , , , opening] = (await register.history()).map(({ id }) => id);
    assert.ok(closing && opening);
    if (!closing || !opening) return;
    const { sealed } = await register.detail(closing);
    const { unsynchronised, sales, methods } = JSON.parse(sealed.body) as ShiftClosing;
    assert.equal([unsynchronised, sales.count, methods[0]?.expected, methods[0]?.difference], [3, 3, 20_000 + 480 + 2 * 1860, -200]);

    // The report comes to the panel before its sales do, and one of them after it: in a file that was carried over.
    assert.equal(await shown(register), []);
    const carry = async (...records: (typeof sealed)[]): Promise<unknown> => register.onPanel((context) => takeInFile(context,
      Buffer.from(writeFile({ registerId: register.registerId, register: 'Counter', series: register.series, savedAt: '2026-11-23T12:00:00.000+11:00' }, records)), { who: COMMAND_LINE }));
    await carry(sealed);
    assert.equal(await shown(register), [['to-come', 0, 3]]);
    await carry((await register.detail(third.id)).sealed);
    assert.equal(await shown(register), [['to-come', 1, 3]]);

    proxy.heal();
    await register.settle();
    assert.equal(await shown(register), [['complete', 3, 3]]);
    assert.is((await register.ledger()).length, 3);
    const { received, highest, missingCount, forks } = await register.proof();
    assert.equal([received, highest, missingCount, forks], [5, 5, 0, 0]);
  }));

test('C10: two tabs never have two shifts open, and a sale that a tab makes of a shift that is closed goes into the one that is open', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    const other = await register.anotherTab();
    const opening = (n: number): object => ({ id: `00000000-0000-4000-8000-00000000000${n}`, staff: { id: 'a', name: 'Asha' }, register: 'Counter', currency: 'AUD', float: 100 * n });
    const answers = await Promise.all([page, other].map((tab, index) => register.ask('POST', 'shift/open', opening(index + 1), tab)));
    assert.equal(answers.map(({ status }) => status).sort(), [202, 409]);
    const { shift: first } = await register.status();
    assert.ok(first);
    await page.bringToFront();
    await putInCart(page, 'Flat white');
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    // This tab does not hear what the other one does.
    await page.evaluate(() => Object.assign(window, { deaf: true }));
    assert.is((await register.ask('POST', 'shift/close', { id: '00000000-0000-4000-8000-00000000000a', staff: { id: 'a', name: 'Asha' }, register: 'Counter', shift: first?.id, counted: { cash: 0, card: 0 } }, other)).status, 202);
    assert.is((await register.ask('POST', 'shift/open', opening(3), other)).status, 202);
    await page.getByRole('button', { name: 'Quick cash', exact: true }).click();
    await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
    assert.equal(await page.evaluate(() => (window as unknown as { asked: number[] }).asked), [409, 202]);
    const { shift: second } = await register.status();
    assert.equal([second?.id, second?.takings.count], ['00000000-0000-4000-8000-000000000003', 1]);
    await register.settle();
    assert.equal((await shown(register)).length, 2);
  }, { script: hardOfHearing }));

test('the panel went through all of it without a fault of its own', () => place.close());

test.run();
