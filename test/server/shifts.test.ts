import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import type { RegisterRow, SalePage, ShiftDetail, ShiftPage, ShiftRow } from '../../domain/panel.js';
import type { Sale } from '../../domain/sale.js';
import type { ShiftOpening } from '../../domain/shift.js';
import { Connection } from '../../server/connection.js';
import { closeDatabase, openDatabase } from '../../server/database.js';
import { MIGRATIONS } from '../../server/migrations.js';
import { openFolder } from '../folder.js';
import { anyClosing, anyOpening, anyShift } from '../shift.js';
import { flagsOf, reasonOf } from './batches.js';
import { saleOf, type Device } from './device.js';
import { fileOf, ledger, takeInBy } from './files.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { addPerson, type Person } from './office.js';
import { SHOP } from './shop.js';

const MINUTE = 60_000;

interface Place {
  readonly panel: OpenPanel;
  readonly mary: Person;
  readonly device: Device;
}

async function open(): Promise<Place> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary'), device: await panel.pairedDevice() };
}

interface Day {
  readonly opening: ShiftOpening;
  readonly sales: readonly Sale[];
  /** Opening, sales, closing: as the device sealed them, in the order of their numbers. */
  readonly sealed: Awaited<ReturnType<Device['seal']>>[];
}

/** A shift of `count` sales for cash, $18.60 each, that ends with `missing` cents too little in the drawer. Nothing is sent. */
async function aDay({ panel, device }: Pick<Place, 'panel' | 'device'>, count: number, missing = 0, unsynchronised = 0): Promise<Day> {
  panel.wait(MINUTE);
  const opening = anyOpening(panel.now());
  const sales = Array.from({ length: count }, () => { panel.wait(MINUTE); return saleOf(panel.now(), { shift: opening.shift }); });
  panel.wait(MINUTE);
  const records = [opening, ...sales, anyClosing(opening, sales, panel.now(), { missing, unsynchronised })];
  const sealed = [];
  for (const record of records) sealed.push(await device.sealText(JSON.stringify(record)));
  return { opening, sales, sealed };
}

async function only(mary: Person): Promise<ShiftRow> {
  const { rows } = await mary.get<ShiftPage>('shifts');
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`${rows.length} shifts`);
  return row;
}
const standing = async (mary: Person): Promise<readonly unknown[]> => { const { state, sales } = await only(mary); return [state, sales.received, sales.stated]; };

test('a shift that was opened is shown as open, with its float and whoever opened it', async () => {
  const { panel, mary, device } = await open();
  const { sealed: [first], opening } = await aDay({ panel, device }, 0);
  assert.equal(await device.send(first ? [first] : []), [{ hash: first?.hash, id: opening.id, result: 'recorded', flags: [] }]);
  const { registerId, register, openedAt, openedBy, closedAt, float, methods, sales, state } = await only(mary);
  assert.equal([registerId, register, openedAt, openedBy, closedAt, float, methods, sales, state], [SHOP.register, 'Front counter', opening.at, 'Asha', null, 20_000, [], { received: 0, stated: null }, 'open']);
  await panel.close();
});

test('a closed shift whose sales have come is complete, with what was counted and what is missing', async () => {
  const { panel, mary, device } = await open();
  await device.send((await aDay({ panel, device }, 3, 200)).sealed);
  const { state, sales, methods } = await only(mary);
  assert.equal([state, sales], ['complete', { received: 3, stated: 3 }]);
  assert.equal(methods, [{ method: 'cash', counted: 25_380, expected: 25_580, difference: -200 }, { method: 'card', counted: 0, expected: 0, difference: 0 }]);
  await panel.close();
});

test('sales that are to come are counted, and the shift becomes complete by itself when they do', async () => {
  const { panel, mary, device } = await open();
  const { sealed: [opening, first, second, third, closing] } = await aDay({ panel, device }, 3, 0, 3);
  assert.ok(opening && first && second && third && closing);
  if (!opening || !first || !second || !third || !closing) return;
  await device.send([opening, closing]);
  assert.equal(await standing(mary), ['to-come', 0, 3]);
  await device.send([second]);
  assert.equal(await standing(mary), ['to-come', 1, 3]);
  await device.send([first, third]);
  assert.equal(await standing(mary), ['complete', 3, 3]);
  await panel.close();
});

test('records that come in the wrong order tell the same in the end', async () => {
  const { panel, mary, device } = await open();
  const { sealed, opening } = await aDay({ panel, device }, 2);
  const states: unknown[] = [];
  for (const one of [...sealed].reverse()) {
    await device.send([one]);
    states.push((await only(mary)).state);
  }
  assert.equal(states, ['to-come', 'to-come', 'complete', 'complete']);
  const { openedAt, openedBy, closedBy } = await only(mary);
  assert.equal([openedAt, openedBy, closedBy], [opening.at, 'Asha', 'Asha']);
  await panel.close();
});

test('a sale whose shift is not known yet makes it known as open', async () => {
  const { panel, mary, device } = await open();
  await device.send([await device.seal(saleOf(panel.now(), { shift: anyShift() }))]);
  const { state, openedAt, float, sales } = await only(mary);
  assert.equal([state, openedAt, float, sales], ['open', null, null, { received: 1, stated: null }]);
  await panel.close();
});

test('a closing that states other money than its sales took differs, and so does one with fewer sales than came', async () => {
  for (const wrong of [{ sales: { count: 1, total: cents(1) } }, { sales: { count: 0, total: cents(0) } }, { methods: [{ method: 'cash', counted: cents(5), expected: cents(5), difference: cents(0) }] as const }]) {
    const { panel, mary, device } = await open();
    const opening = anyOpening(panel.now());
    const sale = saleOf(panel.now(), { shift: opening.shift });
    for (const record of [opening, sale, anyClosing(opening, [sale], panel.now(), wrong)]) await device.send([await device.sealText(JSON.stringify(record))]);
    assert.is((await only(mary)).state, 'differs');
    await panel.close();
  }
});

test('the same records again change nothing and get the same answer', async () => {
  const { panel, mary, device } = await open();
  const { sealed } = await aDay({ panel, device }, 2);
  const first = await device.send(sealed);
  assert.equal(await device.send(sealed), first);
  assert.equal(await standing(mary), ['complete', 2, 2]);
  await panel.close();
});

test('records of a shift come by file as by the network', async () => {
  const { panel, mary, device } = await open();
  const { sealed } = await aDay({ panel, device }, 2);
  const { recorded, refusedCount, damagedCount } = await takeInBy(mary, fileOf(device, sealed));
  assert.equal([recorded, refusedCount, damagedCount], [4, 0, 0]);
  assert.equal(await standing(mary), ['complete', 2, 2]);
  await panel.close();
});

// ---- what they are not

test('records of shifts are no sales: not in the list, its sum, the search, the export, nor by their place in the ledger', async () => {
  const { panel, mary, device } = await open();
  await device.send((await aDay({ panel, device }, 2)).sealed);
  const { rows, total, sum, counts } = await mary.get<SalePage>('sales');
  assert.equal([rows.map(({ position }) => position), total, sum, counts.recorded], [[3, 2], 2, 3720, 2]);
  assert.is((await mary.get<SalePage>('sales?q=T1-000001')).total, 0);
  const lines = parseCsv(await (await mary.ask('GET', 'sales.csv')).text(), { columns: true, bom: true }) as Record<string, string>[];
  assert.equal([...new Set(lines.map((line) => line['receipt_number']))], ['T1-000002', 'T1-000003']);
  assert.equal([(await mary.ask('GET', 'sales/1')).status, (await mary.ask('GET', 'sales/4')).status], [404, 404]);
  assert.is((await ledger(panel)).length, 2);
  await panel.close();
});

test('their numbers are no gaps, and their links hold the chain together', async () => {
  const { panel, mary, device } = await open();
  const { sealed } = await aDay({ panel, device }, 2);
  await device.send(sealed);
  const [row] = await mary.get<RegisterRow[]>('registers');
  assert.equal([row?.salesReceived, row?.proof], [2, [{ link: 1, received: 4, highest: 4, missing: [], missingCount: 0, forks: 0, lost: null }]]);
  const [proof] = await mary.get<{ chainBroken: number; odd: unknown[] }[]>(`registers/${SHOP.register}/proof`);
  assert.equal([proof?.chainBroken, proof?.odd], [0, []]);
  await panel.close();
});

test('one that has not come is missing like a sale', async () => {
  const { panel, mary, device } = await open();
  const { sealed } = await aDay({ panel, device }, 1);
  await device.send(sealed.slice(1));
  assert.equal((await mary.get<RegisterRow[]>('registers'))[0]?.proof[0]?.missing, [[1, 1]]);
  await panel.close();
});

// ---- what is odd is recorded and flagged

test('a shift that is opened or closed twice is flagged, and the first counts', async () => {
  const { panel, mary, device } = await open();
  const { sealed, opening, sales } = await aDay({ panel, device }, 1);
  await device.send(sealed);
  assert.equal(await flagsOf(device, await device.sealText(JSON.stringify({ ...opening, id: anyShift(), float: 5 }))), ['shift-repeated']);
  assert.equal(await flagsOf(device, await device.sealText(JSON.stringify(anyClosing(opening, sales, panel.now(), { missing: 900 })))), ['shift-repeated']);
  const { float, methods, flags } = await only(mary);
  assert.equal([float, methods[0]?.difference, flags], [20_000, 0, ['shift-repeated']]);
  await panel.close();
});

test('a closing whose differences are not what was counted less what was expected is flagged', async () => {
  const { panel, mary, device } = await open();
  const opening = anyOpening(panel.now());
  const closing = anyClosing(opening, [], panel.now(), { methods: [{ method: 'cash', counted: cents(100), expected: cents(20_000), difference: cents(0) }] });
  assert.equal(await flagsOf(device, await device.sealText(JSON.stringify(closing))), ['totals-differ']);
  assert.equal((await only(mary)).flags, ['totals-differ']);
  await panel.close();
});

test('an opening by nobody of the staff, of tomorrow, with the id of a sale is flagged with all three', async () => {
  const { panel, device } = await open();
  const sale = saleOf(panel.now());
  await device.send([await device.seal(sale)]);
  const odd = anyOpening(new Date(panel.now().getTime() + 24 * 60 * MINUTE), { staff: { id: 'nobody', name: 'Nobody' }, id: sale.id });
  assert.equal(await flagsOf(device, await device.sealText(JSON.stringify(odd))), ['unknown-staff', 'clock-ahead', 'id-reused']);
  await panel.close();
});

test('what says that it is a record of a shift and is none is refused, and named by its field', async () => {
  const { panel, device } = await open();
  assert.is(await reasonOf(device, await device.sealText(JSON.stringify({ ...anyOpening(), float: -5 }))), 'not-a-sale');
  assert.is(await reasonOf(device, await device.sealText(JSON.stringify({ kind: 'shift-ends' }))), 'not-a-sale');
  const { message } = await panel.db.selectFrom('refused_sales').select('message').orderBy('id').executeTakeFirstOrThrow();
  assert.match(message, 'float must be a whole number of cents');
  await panel.close();
});

test('a shift is its register’s own: the same name at another is another shift', async () => {
  const { panel, mary, device } = await open();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  const opening = anyOpening(panel.now());
  await device.send([await device.sealText(JSON.stringify(opening)), await device.sealText(JSON.stringify(anyClosing(opening, [], panel.now())))]);
  await other.send([await other.seal(saleOf(panel.now(), { shift: opening.shift }))]);
  const { rows } = await mary.get<ShiftPage>('shifts');
  assert.equal(rows.map(({ registerId, state, sales }) => [registerId, state, sales.received]).sort(), [[SHOP.register, 'complete', 0], [SHOP.otherRegister, 'open', 1]].sort());
  await panel.close();
});

test('a shift goes on over a new link of its register', async () => {
  const { panel, mary, device } = await open();
  const { sealed: [opening, first], opening: began, sales } = await aDay({ panel, device }, 1);
  await device.send(opening && first ? [opening, first] : []);
  const next = await panel.pairedDevice();
  const later = saleOf(panel.now(), { shift: began.shift });
  await next.send([await next.seal(later), await next.sealText(JSON.stringify(anyClosing(began, [...sales, later], panel.now())))]);
  assert.equal(await standing(mary), ['complete', 2, 2]);
  await panel.close();
});

// ---- the page

test('shifts are listed with the latest first, 50 a page, and by register', async () => {
  const { panel, mary, device } = await open();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  const at = (minutes: number): Date => new Date(panel.now().getTime() + minutes * 1000);
  const openings = Array.from({ length: 51 }, (_, index) => anyOpening(at(index)));
  for (const opening of openings) await device.send([await device.sealText(JSON.stringify(opening))]);
  await other.send([await other.sealText(JSON.stringify(anyOpening(at(60))))]);
  const [first, second] = [await mary.get<ShiftPage>('shifts'), await mary.get<ShiftPage>('shifts?page=2')];
  assert.equal([first.total, first.rows.length, first.rows[0]?.registerId, first.rows[1]?.shift, second.rows.map(({ shift }) => shift)], [52, 50, SHOP.otherRegister, openings[50]?.shift, [openings[1]?.shift, openings[0]?.shift]]);
  assert.equal([(await mary.get<ShiftPage>(`shifts?register=${SHOP.otherRegister}`)).total, (await mary.get<ShiftPage>('shifts?register=')).total, (await mary.get<ShiftPage>('shifts?register=nowhere')).total], [1, 52, 0]);
  await panel.close();
});

test('a shift opens with what has come and what its closing states', async () => {
  const { panel, mary, device } = await open();
  const { sealed, opening } = await aDay({ panel, device }, 2, 0, 2);
  await device.send([...sealed.slice(0, 2), ...sealed.slice(3)]);
  const detail = await mary.get<ShiftDetail>(`shifts/${SHOP.register}/${opening.shift}`);
  assert.equal(detail.received, { count: 1, total: 1860, paid: { cash: 1860, card: 0 } });
  assert.equal([detail.statedTotal, detail.unsynchronised, detail.openingNumber, detail.closingNumber, detail.state], [3720, 2, 'T1-000001', 'T1-000004', 'to-come']);
  await panel.close();
});

for (const path of ['shifts?page=0', 'shifts?page=x', `shifts?register=${'x'.repeat(65)}`]) {
  test(`${path.slice(0, 30)} is refused with the field that is wrong`, async () => {
    const { panel, mary } = await open();
    const { status, code, path: field } = await refusalOf(await mary.ask('GET', path));
    assert.equal([status, code, field], [422, 'not-valid', path.includes('page') ? 'page' : 'register']);
    await panel.close();
  });
}

test('a shift that is not there is not found', async () => {
  const { panel, mary } = await open();
  assert.is((await refusalOf(await mary.ask('GET', `shifts/${SHOP.register}/${anyShift()}`))).code, 'not-found');
  await panel.close();
});

test('who opens a shift must be signed in', async () => {
  const { panel, device } = await open();
  assert.is((await panel.handle(new Request('http://panel.test/panel/api/shifts', { headers: { Cookie: device.cookie } }))).status, 401);
  await panel.close();
});

// ---- a ledger from before there were shifts

test('sales that were recorded before there were shifts are in the ledger as they were', async () => {
  const folder = openFolder();
  const file = new Connection(join(folder.path, 'holdfast.db'), 1000);
  file.script('PRAGMA foreign_keys = ON; CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT');
  for (const { number, name, sql } of MIGRATIONS.filter((step) => step.number < 3)) file.script(`${sql}; INSERT INTO migrations VALUES (${number}, '${name}', '')`);
  file.script(`INSERT INTO ledger VALUES (7, 'h', 's', 'r', 1, 1, 'p', 'x', '{}', 'T1-000001', '2026-11-23T12:00:00.000+11:00', '2026-11-23T01:00:00.000Z', '', 'asha', 'Asha', 480, 44, '', 'network');
    INSERT INTO ledger_lines VALUES (7, 0, 'p', 'COF', 'Flat white', 1000, 480, 0, 0, 480, 44); INSERT INTO ledger_payments VALUES (7, 0, 'cash', 480)`);
  file.close();
  const db = await openDatabase(folder.path);
  assert.equal((await db.selectFrom('ledger').select(['position', 'receipt_number', 'total', 'shift']).execute()), [{ position: 7, receipt_number: 'T1-000001', total: 480, shift: null }]);
  assert.is((await db.selectFrom('ledger').innerJoin('ledger_payments', 'ledger_position', 'position').select('amount').executeTakeFirstOrThrow()).amount, 480);
  await closeDatabase(db);
  folder.close();
});

test.run();
