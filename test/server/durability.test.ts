import { join } from 'node:path';
import { sql } from 'kysely';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PROTOCOL } from '../../domain/wire.js';
import { Connection } from '../../server/connection.js';
import { takeIn } from '../../server/ledger.js';
import { saleOf, type Device } from './device.js';
import { fileOf, sealMany, takeInBy } from './files.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { addPerson } from './office.js';

/** Writes down every statement that any connection has run, when it has returned, until `stop`. */
function listen(): { readonly heard: string[]; stop(): void } {
  const heard: string[] = [];
  const { prepare } = Connection.prototype;
  Connection.prototype.prepare = function listening(this: Connection, text) {
    const statement = prepare.call(this, text);
    const told = <R>(run: (values: readonly unknown[]) => R) => (values: readonly unknown[]): R => {
      const result = run(values);
      heard.push(text);
      return result;
    };
    return { ...statement, all: told(statement.all), run: told(statement.run) };
  };
  return { heard, stop: () => { Connection.prototype.prepare = prepare; } };
}

/** What somebody else sees in the database at this moment: only what is committed. */
function seen(panel: OpenPanel, table: string): number {
  const other = new Connection(join(panel.folder, 'data', 'holdfast.db'), 0);
  const [row] = other.rows(`SELECT count(*) AS n FROM ${table}`);
  other.close();
  return Number(row?.['n']);
}

/** Sends a batch and gives what was run, in short, until the answer was there. */
async function heardUntilAnswer(device: Device, sales: readonly unknown[]): Promise<string[]> {
  const { heard, stop } = listen();
  const response = await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales });
  heard.push('answer');
  stop();
  assert.is(response.status, 200);
  return heard.map((text) => /^(begin|commit|rollback|answer)|^insert into "(?:chain|refused_sales)"/.exec(text)?.[0] ?? '').filter(Boolean);
}

async function pragma(panel: OpenPanel, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`PRAGMA ${sql.raw(name)}`.execute(panel.db);
  return Object.values(rows[0] ?? {})[0];
}

test('the connection that records sales waits for the disk at every commit', async () => {
  const panel = await openPanel();
  const FULL = 2;
  assert.equal([await pragma(panel, 'synchronous'), await pragma(panel, 'journal_mode'), await pragma(panel, 'foreign_keys')], [FULL, 'wal', 1]);
  const device = await panel.pairedDevice();
  await device.send(await sealMany(panel, device, 3));
  assert.equal([await pragma(panel, 'synchronous'), await pragma(panel, 'journal_mode')], [FULL, 'wal']);
  await panel.close();
});

test('within a transaction too', async () => {
  const panel = await openPanel();
  const { rows } = await panel.db.transaction().execute((trx) => sql<{ synchronous: number }>`PRAGMA synchronous`.execute(trx));
  assert.equal(rows, [{ synchronous: 2 }]);
  await panel.close();
});

test('a batch is answered after the commit of the one transaction that it was recorded in', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 3);
  assert.equal(await heardUntilAnswer(device, sales), ['begin', 'insert into "chain"', 'insert into "chain"', 'insert into "chain"', 'commit', 'answer']);
  assert.equal([seen(panel, 'ledger'), seen(panel, 'ledger_lines'), seen(panel, 'ledger_payments')], [3, 6, 3]);
  await panel.close();
});

test('a refused sale is answered after the commit that keeps it aside', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.equal(await heardUntilAnswer(device, [await device.sealText('{}')]), ['begin', 'insert into "refused_sales"', 'commit', 'answer']);
  assert.is(seen(panel, 'refused_sales'), 1);
  await panel.close();
});

test('batches that come together are each answered after the commit that they are in', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 20);
  const { heard, stop } = listen();
  await Promise.all(sales.map(async (sale) => {
    await device.send([sale]);
    assert.is(seen(panel, `ledger WHERE hash = '${sale.hash}'`), 1, 'answered before others could see it');
  }));
  stop();
  const order = heard.map((text) => /^(begin|commit|insert into "chain")(?= |$)/.exec(text)?.[0]).filter(Boolean);
  assert.match(order.join(' '), /^(?:begin (?:insert into "chain" )+commit ?)+$/);
  assert.is(order.filter((text) => text?.startsWith('insert')).length, 20);
  await panel.close();
});

test('a file is answered after the last commit', async () => {
  const panel = await openPanel();
  const mary = await addPerson(panel, 'manager');
  const device = await panel.pairedDevice();
  const file = fileOf(device, await sealMany(panel, device, 250));
  const { heard, stop } = listen();
  await takeInBy(mary, file);
  stop();
  assert.is(seen(panel, 'ledger'), 250);
  assert.is(heard.slice(heard.lastIndexOf('commit')).find((text) => text.startsWith('insert')), undefined);
  assert.is(heard.filter((text) => text === 'commit').length, 2);
  await panel.close();
});

test('when the commit fails nothing is acknowledged, and nothing is recorded', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const [sale] = await sealMany(panel, device, 1);
  const { prepare } = Connection.prototype;
  Connection.prototype.prepare = function failing(this: Connection, text) {
    const statement = prepare.call(this, text);
    return text === 'commit' ? { ...statement, run: () => { throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' }); } } : statement;
  };
  const response = await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales: [sale] });
  Connection.prototype.prepare = prepare;
  assert.is(response.status, 500);
  assert.is(seen(panel, 'ledger'), 0);
  assert.equal((await device.send(sale ? [sale] : [])).map(({ result }) => result), ['recorded']);
  await panel.close();
});

test('what is recorded is recorded whole: a sale is never without its lines and payments', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = await device.seal(saleOf(panel.now()));
  await panel.db.schema.alterTable('ledger_payments').renameTo('payments_elsewhere').execute();
  assert.is((await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales: [sale] })).status, 500);
  assert.equal([seen(panel, 'ledger'), seen(panel, 'ledger_lines')], [0, 0]);
  await panel.db.schema.alterTable('payments_elsewhere').renameTo('ledger_payments').execute();
  await takeIn(panel.db, null, [sale], panel.now());
  assert.equal([seen(panel, 'ledger'), seen(panel, 'ledger_lines'), seen(panel, 'ledger_payments')], [1, 2, 1]);
  await panel.close();
});

test('a failure that ended the transaction by itself is told as what it is, and the next transaction is not hurt', async () => {
  const panel = await openPanel();
  const again = panel.db.transaction().execute((trx) => sql`INSERT OR ROLLBACK INTO outlets (id, name, address, phone) SELECT id, name, address, phone FROM outlets`.execute(trx));
  const error = await again.catch((caught: Error) => caught);
  assert.match(String(error), /UNIQUE constraint failed/);
  const device = await panel.pairedDevice();
  assert.is((await device.send(await sealMany(panel, device, 2))).length, 2);
  await panel.close();
});

/** Another process takes the write lock, `meanwhile` happens, and it writes and lets go. */
async function whileAnotherWrites(panel: OpenPanel, meanwhile: () => Promise<void>): Promise<void> {
  const other = new Connection(join(panel.folder, 'data', 'holdfast.db'), 0);
  const write = "INSERT INTO audit (at, who, what, detail) VALUES ('', 'another', 'import', '{}') RETURNING id";
  other.script('BEGIN IMMEDIATE');
  other.rows(write);
  await meanwhile();
  // A reader in between: what a write has left in the middle would keep this view of the database.
  await panel.db.selectFrom('shop').select('id').execute();
  other.script('COMMIT');
  other.rows(write);
  other.close();
}

test('when another process has written for longer than a batch waits, the batch is taken afterwards', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 1);
  // So that the request also writes down that the register was heard of, outside of the transaction.
  panel.wait(3600_000);
  await whileAnotherWrites(panel, async () => {
    const { status } = await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales });
    assert.is(status, 503);
  });
  assert.equal((await device.send(sales)).map(({ result }) => result), ['recorded']);
  assert.is(seen(panel, 'ledger'), 1);
  await panel.close();
});

test('a write outside of a transaction that found no turn leaves no old view of the database behind', async () => {
  const panel = await openPanel();
  const outlet = (name: string): Promise<unknown> => panel.db.updateTable('outlets').set({ name }).execute();
  await whileAnotherWrites(panel, async () => {
    const error: unknown = await outlet('Too soon').catch((thrown: unknown) => thrown);
    assert.match(String(error), /locked/);
  });
  assert.is((await panel.db.selectFrom('audit').select('id').where('who', '=', 'another').execute()).length, 2);
  await outlet('In turn');
  assert.is(seen(panel, "outlets WHERE name = 'In turn'"), seen(panel, 'outlets'));
  await panel.close();
});

test.run();
