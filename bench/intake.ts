import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import Libsql from 'libsql';
import { receiptNumber, type SealedSale } from '../domain/chain.js';
import type { Sale } from '../domain/sale.js';
import { BATCH_SIZE, PROTOCOL, PROTOCOL_HEADER, type BatchReply } from '../domain/wire.js';
import { closeDatabase, openDatabase } from '../server/database.js';
import { createPairingCode } from '../server/pairing.js';
import { createRegister } from '../server/registers.js';
import { openFolder } from '../test/folder.js';
import { connect, goodsOf, type RemoteDevice } from './device.js';
import { finish, medianRatio, spread, type Table } from './figures.js';
import { inTurn, readOptions } from './options.js';
import { pricesCsv } from './rows.js';
import { makeSales, type Goods } from './sales.js';
import { openShop, type BenchShop } from './shop.js';

// Target 7: the panel takes in what fifty registers send at once; and what a manifest costs it.

const REGISTERS = 50;
const TRANSACTION = 100;
const options = readOptions({ rounds: 10, sizes: [10_000] });
const [sales = 10_000] = options.sizes;
const shop = await openShop(1000);
const devices = await registers(shop);
const first = devices[0] as RemoteDevice;
const goods = await goodsOf(first);
const runs: Record<string, number[]> = {};
const processor: Record<string, number[]> = {};
const memory: number[] = [];
for (let round = 0; round < options.rounds; round++) {
  const sealed = await sealAll(devices, goods, sales, round);
  for (const variant of inTurn(['panel', 'libsql'], round, options)) {
    const { ms, cpu } = variant === 'panel' ? await sendAll(shop, devices, sealed) : await insertAll(sealed.flat());
    (runs[variant] ??= []).push(sales / ms * 1000);
    (processor[variant] ??= []).push(sales / cpu * 1000);
    console.error(`  ${variant} ${Math.round(sales / ms * 1000)} sales/s, ${Math.round(cpu / sales * 1000)} µs of a processor each`);
  }
  memory.push(residentMb(shop.pid()));
  console.error(`  the panel holds ${memory[round]} MB after ${sales * (round + 1)} sales`);
}
await shop.close();
const table: Table = { title: `${sales.toLocaleString('en')} sales from ${REGISTERS} registers at once`, unit: 'sales/s', baseline: 'libsql', runs };
const byProcessor: Table = { title: 'The same, by the time that a processor was at work', unit: 'sales/s', baseline: 'libsql', runs: processor };
const manifests = await manifestCosts([1000, 100_000]);
const half = Math.floor(memory.length / 2);
finish({
  script: 'intake', title: 'The panel’s intake', tables: [table, byProcessor, ...manifests.tables],
  facts: {
    'intake.ratio': medianRatio(table, 'panel'), 'intake.processor': medianRatio(byProcessor, 'panel'), 'intake.speed': spread(runs['panel'] ?? []).median, 'intake.sales': sales * options.rounds,
    'intake.memory.growth': spread(memory.slice(half)).max / spread(memory.slice(0, half)).max, ...manifests.facts,
  },
  notes: [
    `panel: the built server in its own process over HTTP, batches of ${BATCH_SIZE}, each register waiting for its answer; everything verified, flagged and committed with synchronous = FULL before the answer.`,
    `libsql: the same rows into the same tables and indexes by prepared statements in transactions of ${TRANSACTION}, synchronous = FULL, in this process; nothing is checked or parsed.`,
    'By the time that a processor was at work: of the panel\u2019s process, and of this one while it inserts. That is what can be told on a machine that does other work; waiting for the disk is not in it.',
    `Memory of the panel’s process after each ${sales.toLocaleString('en')} sales, in MB: ${memory.join(', ')}.`,
  ],
});

/** Made in the database itself while the panel rests: fifty calls of the command line would take half a minute. */
async function registers(of: BenchShop): Promise<RemoteDevice[]> {
  await of.stop();
  const db = await openDatabase(of.dataDir);
  const context = { db, now: () => new Date(), log: { debug: silent, info: silent, warn: silent, error: silent } };
  const { id: outletId } = await db.selectFrom('outlets').select('id').executeTakeFirstOrThrow();
  const codes: string[] = [];
  for (let at = 0; at < REGISTERS; at++) {
    const { id } = await createRegister(context, { name: `Lane ${at + 1}`, outletId }, 'bench');
    codes.push((await createPairingCode(db, id, new Date())).code);
  }
  await closeDatabase(db);
  await of.start();
  const paired: RemoteDevice[] = [];
  for (const code of codes) paired.push(await connect(of.url.slice(0, -1), code));
  return paired;
}

function silent(): void {}

async function sealAll(by: readonly RemoteDevice[], of: Goods, count: number, round: number): Promise<SealedSale[][]> {
  const each = Math.ceil(count / by.length);
  const all: SealedSale[][] = [];
  for (const [index, device] of by.entries()) {
    const own: SealedSale[] = [];
    for (const sale of makeSales(of, each, round * 100 + index)) own.push(await device.seal(sale));
    all.push(own);
  }
  return all;
}

/** ms on the clock, and ms of a processor. */
interface Taken {
  readonly ms: number;
  readonly cpu: number;
}

async function sendAll(to: BenchShop, by: readonly RemoteDevice[], sealed: readonly SealedSale[][]): Promise<Taken> {
  const bodies = sealed.map((own) => Array.from({ length: Math.ceil(own.length / BATCH_SIZE) }, (_, at) => JSON.stringify({ protocol: PROTOCOL, sales: own.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE) })));
  const agent = new Agent({ keepAlive: true, maxSockets: by.length });
  const before = processorMs(to.pid());
  const start = performance.now();
  await Promise.all(by.map(async ({ cookie }, index) => {
    for (const body of bodies[index] ?? []) {
      const { results } = JSON.parse(await post(to, agent, cookie, body)) as BatchReply;
      if (results.some(({ result }) => result !== 'recorded')) throw new Error('a sale was not recorded');
    }
  }));
  const ms = performance.now() - start;
  agent.destroy();
  return { ms, cpu: processorMs(to.pid()) - before };
}

function post(to: BenchShop, agent: Agent, cookie: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL), 'content-length': Buffer.byteLength(body) };
    request(`${to.url}register/api/sales/batch`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
        .on('end', () => (response.statusCode === 200 ? resolve(Buffer.concat(chunks).toString()) : reject(new Error(`${response.statusCode} ${Buffer.concat(chunks).toString()}`))));
    }).on('error', reject).end(body);
  });
}

async function insertAll(sealed: readonly SealedSale[]): Promise<Taken> {
  const folder = openFolder();
  await closeDatabase(await openDatabase(folder.path));
  const db = new Libsql(join(folder.path, 'holdfast.db'));
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  const row = db.prepare(`INSERT INTO chain (hash, sale_id, register_id, link, seq, prev, signature, body, receipt_number, completed_at, completed_utc, received_at, staff_id, staff_name, total, tax, flags, via)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const line = db.prepare('INSERT INTO ledger_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const payment = db.prepare('INSERT INTO ledger_payments VALUES (?, ?, ?, ?)');
  const parsed = sealed.map((one) => ({ one, sale: JSON.parse(one.body) as Sale }));
  const insert = ({ one, sale }: (typeof parsed)[number]): void => {
    const at = row.run([one.hash, sale.id, one.registerId, one.link, one.seq, one.prev, one.signature, one.body, receiptNumber('T1', one.seq), sale.completedAt, sale.completedAt, sale.completedAt,
      sale.staff.id, sale.staff.name, sale.totals.total, sale.totals.tax, '', 'network']).lastInsertRowid;
    sale.lines.forEach((of, index) => line.run([at, index, of.productId, of.sku, of.name, of.quantity, of.unitPrice, of.discount, of.orderDiscount, of.total, of.tax]));
    sale.payments.forEach((of, index) => payment.run([at, index, of.method, of.amount]));
  };
  const before = process.cpuUsage();
  const start = performance.now();
  for (let at = 0; at < parsed.length; at += TRANSACTION) {
    db.exec('BEGIN IMMEDIATE');
    parsed.slice(at, at + TRANSACTION).forEach(insert);
    db.exec('COMMIT');
  }
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  db.close();
  folder.close();
  return { ms, cpu: (user + system) / 1000 };
}

/** How long processors have worked for a process, in ms; the system counts hundredths of a second. */
function processorMs(pid: number): number {
  const [user = NaN, system = NaN] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}

/** The process's memory, in MB, as the system counts it. */
function residentMb(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024);
}

/** What a manifest costs with nothing changed, and after one product was written; and how many documents that changed. */
async function manifestCosts(sizes: readonly number[]): Promise<{ tables: Table[]; facts: Record<string, number> }> {
  const unchanged: Record<string, number[]> = {};
  const changed: Record<string, number[]> = {};
  const facts: Record<string, number> = {};
  for (const size of sizes) {
    const of = await openShop(size);
    const device = await of.device('Office');
    let before = await device.manifest();
    for (let round = 0; round < 5; round++) {
      (unchanged[size] ??= []).push(await timed(() => device.manifest()));
      await of.importCsv(pricesCsv(size, 0, round + 1), 'sku=sku,name=name,price=price');
      (changed[size] ??= []).push(await timed(() => device.manifest()));
      const after = await device.manifest();
      const rebuilt = after.documents.products.filter((hash) => !before.documents.products.includes(hash)).length;
      facts[`intake.rebuilt.${size}`] = Math.max(facts[`intake.rebuilt.${size}`] ?? 0, rebuilt);
      before = after;
    }
    await of.close();
  }
  const baseline = String(sizes[0]);
  const tables: Table[] = [
    { title: 'A manifest, nothing changed, by products', unit: 'ms', baseline, runs: unchanged },
    { title: 'A manifest, one product written, by products', unit: 'ms', baseline, runs: changed },
  ];
  return { tables, facts };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
