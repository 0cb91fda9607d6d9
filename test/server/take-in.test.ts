import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SealedSale } from '../../domain/chain.js';
import { FILE_TYPE } from '../../domain/panel.js';
import { takeInFile } from '../../server/take-in.js';
import { count, flagsOf } from './batches.js';
import { saleOf, type Device } from './device.js';
import { at, fileOf, ledger, sealMany, takeInBy } from './files.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { addPerson, audited, type Person } from './office.js';
import { SHOP } from './shop.js';

interface Open {
  readonly panel: OpenPanel;
  readonly mary: Person;
  readonly device: Device;
}

async function open(): Promise<Open> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary'), device: await panel.pairedDevice() };
}

const FINE = { already: 0, refused: [], refusedCount: 0, damaged: [], damagedCount: 0 } as const;
const FRONT = { registerId: SHOP.register, register: 'Front counter' } as const;

test('a file’s sales are recorded as they were sealed, marked as come by file', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 3);
  assert.equal(await takeInBy(mary, fileOf(device, sales)), { ...FINE, recorded: 3, registers: [{ ...FRONT, recorded: 3, already: 0, refused: 0 }] });
  assert.equal(await ledger(panel), sales);
  const rows = await panel.db.selectFrom('ledger').select(['via', 'flags']).execute();
  assert.equal(rows, sales.map(() => ({ via: 'file', flags: '' })));
  await panel.close();
});

test('the same file again changes nothing', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 3);
  await takeInBy(mary, fileOf(device, sales));
  assert.equal(await takeInBy(mary, fileOf(device, sales)), { ...FINE, recorded: 0, already: 3, registers: [{ ...FRONT, recorded: 0, already: 3, refused: 0 }] });
  assert.equal(await ledger(panel), sales);
  await panel.close();
});

test('a sale that stands in a file twice is recorded once', async () => {
  const { panel, mary, device } = await open();
  const [sale] = await sealMany(panel, device, 1);
  const { recorded, already } = await takeInBy(mary, fileOf(device, [at([sale], 0) as SealedSale, sale as SealedSale]));
  assert.equal([recorded, already, await count(panel, 'ledger')], [1, 1, 1]);
  await panel.close();
});

test('first the file, then the network: each once', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 4);
  await takeInBy(mary, fileOf(device, sales.slice(0, 3)));
  assert.equal((await device.send(sales)).map(({ result }) => result), ['recorded', 'recorded', 'recorded', 'recorded']);
  assert.equal(await ledger(panel), sales);
  const rows = await panel.db.selectFrom('ledger').select('via').orderBy('seq').execute();
  assert.equal(rows.map(({ via }) => via), ['file', 'file', 'file', 'network']);
  await panel.close();
});

test('first the network, then the file: each once', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 4);
  await device.send(sales.slice(1, 3));
  const { recorded, already } = await takeInBy(mary, fileOf(device, sales));
  assert.equal([recorded, already], [2, 2]);
  assert.equal(await ledger(panel), sales);
  await panel.close();
});

test('the file and the network at once: each once', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 40);
  await Promise.all([takeInBy(mary, fileOf(device, sales)), ...[0, 10, 20, 30].map((from) => device.send(sales.slice(from, from + 10))), takeInBy(mary, fileOf(device, [...sales].reverse()))]);
  assert.equal(await ledger(panel), sales);
  assert.equal([await count(panel, 'ledger_lines'), await count(panel, 'ledger_payments')], [80, 40]);
  await panel.close();
});

test('a damaged line is told by its number, and the rest is recorded', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 3);
  const lines = fileOf(device, sales).split('\n');
  const report = await takeInBy(mary, [at(lines, 0), at(lines, 1), at(lines, 2).slice(0, 200), at(lines, 3)].join('\n'));
  assert.equal([report.recorded, report.damagedCount, report.damaged.map(({ line }) => line)], [2, 1, [3]]);
  assert.equal(await ledger(panel), [at(sales, 0), at(sales, 2)]);
  await panel.close();
});

test('a line with bytes that are no text is damaged, and only that line', async () => {
  const { panel, mary, device } = await open();
  const bytes = Buffer.from(fileOf(device, await sealMany(panel, device, 3)));
  bytes[bytes.indexOf('\n') + 50] = 0xff;
  const report = await takeInBy(mary, bytes);
  assert.equal([report.recorded, report.damaged.map(({ line }) => line)], [2, [2]]);
  await panel.close();
});

test('a file that an editor saved as UTF-16 is taken in', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 2);
  assert.is((await takeInBy(mary, Buffer.from(`\ufeff${fileOf(device, sales).replaceAll('\n', '\r\n')}`, 'utf16le'))).recorded, 2);
  assert.equal(await ledger(panel), sales);
  await panel.close();
});

test('a sale that was altered is refused with its line and reason, and kept aside', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 2);
  const report = await takeInBy(mary, fileOf(device, sales).replace('Flat white', 'Flat black'));
  assert.equal([report.recorded, report.refusedCount, report.refused.map(({ line, reason }) => [line, reason])], [1, 1, [[2, 'bad-hash']]]);
  assert.match(at(report.refused, 0).message, /changed after it was sealed/);
  assert.equal(report.registers, [{ ...FRONT, recorded: 1, already: 0, refused: 1 }]);
  assert.is(await count(panel, 'refused_sales'), 1);
  await panel.close();
});

test('a sale under a forged signature is refused', async () => {
  const { panel, mary, device } = await open();
  const thief = await panel.pairedDevice(SHOP.otherRegister);
  const [sale] = await sealMany(panel, device, 1);
  const genuine = at([sale], 0) as SealedSale;
  const forged = { ...genuine, signature: (await thief.sealAs(genuine.seq, genuine.prev, genuine.body)).signature };
  assert.equal((await takeInBy(mary, fileOf(device, [forged]))).refused.map(({ reason }) => reason), ['bad-signature']);
  assert.is(await count(panel, 'ledger'), 0);
  await panel.close();
});

test('another shop’s file is refused line by line, and nothing of it is recorded', async () => {
  const [here, there] = [await open(), await open()];
  // The same id at both shops, as a copied data folder has; a link with the same number, but another device.
  const sales = await sealMany(there.panel, there.device, 2);
  const foreign = sales.map((sale) => ({ ...sale, registerId: 'register-of-another-shop' }));
  const report = await takeInBy(here.mary, fileOf(there.device, sales) + fileOf(there.device, foreign));
  assert.equal(report.refused.map(({ line, reason }) => [line, reason]), [[2, 'bad-signature'], [3, 'bad-signature'], [5, 'unknown-link'], [6, 'unknown-link']]);
  assert.equal(report.registers.map(({ register, refused }) => [register, refused]), [['Front counter', 2], [null, 2]]);
  assert.is(await count(here.panel, 'ledger'), 0);
  await here.panel.close();
  await there.panel.close();
});

test('a device cannot keep another’s sale out by sealing its text as its own', async () => {
  const { panel, device } = await open();
  const thief = await panel.pairedDevice(SHOP.otherRegister);
  const [sale] = await sealMany(panel, device, 1);
  const genuine = at([sale], 0) as SealedSale;
  const stolen = await thief.sealAs(genuine.seq, genuine.prev, genuine.body);
  assert.is(stolen.hash, genuine.hash);
  assert.equal(await flagsOf(thief, stolen), ['chain-broken']);
  assert.equal(await flagsOf(device, genuine), ['id-reused']);
  assert.equal((await ledger(panel)).map(({ registerId, hash }) => [registerId, hash]), [[SHOP.register, genuine.hash], [SHOP.otherRegister, genuine.hash]]);
  await panel.close();
});

test('of a released register’s file only the sales after the end are flagged', async () => {
  const { panel, mary, device } = await open();
  const before = await sealMany(panel, device, 2);
  panel.wait(1000);
  await mary.send('DELETE', `registers/${SHOP.register}/link`);
  const after = await sealMany(panel, device, 1);
  assert.is((await device.fetch('POST', 'sales/batch', { protocol: 1, sales: before })).status, 403);
  assert.is((await takeInBy(mary, fileOf(device, [...before, ...after]))).recorded, 3);
  const rows = await panel.db.selectFrom('ledger').select('flags').orderBy('seq').execute();
  assert.equal(rows.map(({ flags }) => flags), ['', '', 'after-release']);
  await panel.close();
});

test('files of several registers that were joined are told apart', async () => {
  const { panel, mary, device } = await open();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  const [front, back] = [await sealMany(panel, device, 2), await sealMany(panel, other, 3)];
  await other.send(back.slice(0, 1));
  const report = await takeInBy(mary, fileOf(device, front) + fileOf(other, back));
  assert.equal(report.registers, [
    { ...FRONT, recorded: 2, already: 0, refused: 0 }, { registerId: SHOP.otherRegister, register: 'Back counter', recorded: 2, already: 1, refused: 0 },
  ]);
  await panel.close();
});

test('what is no file of sales is refused, and nothing is written down', async () => {
  const { panel, mary } = await open();
  for (const file of ['', 'name,price\nScone,4.50\n', '{"hello":"world"}', '\0\0\0', Buffer.from([0x50, 0x4b, 3, 4, 255, 254, 10, 1, 2])]) {
    const { status, code, message } = await refusalOf(await mary.ask('POST', 'take-in', file, { 'Content-Type': FILE_TYPE }));
    assert.equal([status, code], [422, 'bad-file']);
    assert.match(message, /^This is no file of sales: nothing in it was saved by a register\. Choose/);
  }
  assert.equal(await audited(panel, 'take in sales'), []);
  await panel.close();
});

test('a file that does not say that it is one is refused', async () => {
  const { panel, mary, device } = await open();
  const file = fileOf(device, await sealMany(panel, device, 1));
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
    const { status, code } = await refusalOf(await mary.ask('POST', 'take-in', file, { 'Content-Type': type }));
    assert.equal([status, code], [422, 'bad-file'], type);
  }
  await panel.close();
});

test('a file of more than 50 MB is not read', async () => {
  const { panel, mary } = await open();
  const { status, code } = await refusalOf(await mary.ask('POST', 'take-in', Buffer.alloc(50 * 1024 * 1024 + 1, 0x20), { 'Content-Type': FILE_TYPE }));
  assert.equal([status, code], [413, 'too-large']);
  await panel.close();
});

test('one entry of the audit says who took which file in, and what became of it', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 450);
  await takeInBy(mary, `${fileOf(device, sales)}damaged\n${JSON.stringify({ ...at(sales, 0), seq: 9 })}`);
  assert.equal(await audited(panel, 'take in sales'), [{
    who: mary.id, detail: { name: 'sales.jsonl', recorded: 450, already: 0, refused: 1, damaged: 1, registers: { [SHOP.register]: { recorded: 450, already: 0, refused: 1 } } },
  }]);
  await panel.close();
});

test('when it breaks off halfway, the audit says what is recorded, and the same file can come again', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 450);
  let batches = 0;
  const full = { ...panel, log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }, now: () => { if (++batches > 4) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' }); return panel.now(); } };
  let message = '';
  await takeInFile(full, Buffer.from(fileOf(device, sales)), { who: mary.id }).catch((error: Error) => { message = error.message; });
  assert.match(message, /^The control panel could not go on with the file \(its disk is full or in use\): 400 of its sales are recorded, .* take the same file in again/);
  assert.is(await count(panel, 'ledger'), 400);
  assert.equal((await audited(panel, 'take in sales')).map(({ detail }) => detail['recorded']), [400]);
  const { recorded, already } = await takeInBy(mary, fileOf(device, sales));
  assert.equal([recorded, already], [50, 400]);
  await panel.close();
});

test('of ten thousand sales each is recorded, and others are served meanwhile', async () => {
  const { panel, mary, device } = await open();
  const sales: SealedSale[] = [];
  for (let i = 0; i < 10_000; i++) sales.push(await device.seal(saleOf(panel.now())));
  let done = false;
  const taking = takeInBy(mary, fileOf(device, sales)).finally(() => { done = true; });
  let served = 0;
  while (!done) {
    assert.is((await device.fetch('GET', 'ping')).status, 200);
    served++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(await taking, { ...FINE, recorded: 10_000, registers: [{ ...FRONT, recorded: 10_000, already: 0, refused: 0 }] });
  assert.is(await count(panel, 'ledger'), 10_000);
  assert.ok(served > 20, `${served} requests were served`);
  await panel.close();
});

test('however a file is cut, joined and garbled, what is recorded was sealed, and what is sound is recorded', async () => {
  const { panel, mary, device } = await open();
  const sales = await sealMany(panel, device, 8);
  const lines = fileOf(device, sales).trimEnd().split('\n');
  const text = fileOf(device, sales);
  const garbled = fc.array(fc.oneof(
    fc.nat({ max: lines.length - 1 }).map((index) => `\n${at(lines, index)}\n`),
    fc.tuple(fc.nat({ max: text.length }), fc.nat({ max: 2000 })).map(([start, length]) => text.slice(start, start + length)),
    fc.string({ unit: 'binary', maxLength: 30 }),
  ), { minLength: 1, maxLength: 12 });
  await fc.assert(fc.asyncProperty(garbled, async (pieces) => {
    for (const table of ['ledger_payments', 'ledger_lines', 'chain', 'refused_sales'] as const) await panel.db.deleteFrom(table).execute();
    const response = await mary.ask('POST', 'take-in', Buffer.from(pieces.join('')), { 'Content-Type': FILE_TYPE });
    assert.ok([200, 422].includes(response.status), String(response.status));
    const recorded = await ledger(panel);
    for (const sale of recorded) assert.equal(sale, at(sales, sale.seq - 1));
    const sound = new Set(pieces.join('').split('\n').filter((line) => lines.indexOf(line) > 0));
    for (const line of sound) assert.ok(recorded.some(({ seq }) => at(lines, seq) === line), line);
  }), { numRuns: 200 });
  await panel.close();
});

test.run();
