import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SealedSale } from '../../domain/chain.js';
import { PROTOCOL, type BatchReply } from '../../domain/wire.js';
import { Connection } from '../../server/connection.js';
import { closeDatabase, openDatabase, type Database } from '../../server/database.js';
import { createPairingCode } from '../../server/pairing.js';
import { proveLink } from '../../server/proof.js';
import { createRegister } from '../../server/registers.js';
import { pairDevice } from '../browser/panel-device.js';
import type { Program } from '../program.js';
import { saleOf, type Device } from '../server/device.js';
import { addressOf, install, type Installed } from '../server/installed.js';

/** How often the panel is killed. A longer run: HOLDFAST_KILLS=50 and HOLDFAST_TEST_LIMIT=600 (seconds). */
const KILLS = Number(process.env['HOLDFAST_KILLS']) || 8;
const DEVICES = 4;

/** A register that sells and sends as fast as it can, and sends again whatever it got no answer for. */
interface Seller {
  readonly device: Device;
  readonly sealed: SealedSale[];
  readonly acknowledged: Set<string>;
}

const figures = { kills: 0, early: 0, cutOff: 0, nobody: 0, otherwise: 0, sentAgain: 0 };

async function sell({ device, sealed, acknowledged }: Seller, isOver: () => boolean): Promise<void> {
  let waiting: SealedSale[] = [];
  const sent = new Set<string>();
  while (!isOver()) {
    for (let more = Math.floor(Math.random() * 30); more > 0 && waiting.length < 50; more--) {
      const sale = await device.seal(saleOf(new Date()));
      sealed.push(sale);
      waiting.push(sale);
    }
    const batch = waiting.slice(0, 1 + Math.floor(Math.random() * 50));
    if (batch.length === 0) continue;
    for (const { hash } of batch) {
      if (sent.has(hash)) figures.sentAgain++;
      sent.add(hash);
    }
    const taken = await send(device, batch);
    for (const hash of taken) acknowledged.add(hash);
    waiting = waiting.filter(({ hash }) => !taken.has(hash));
    if (taken.size === 0) await pause(20);
  }
}

/** @returns the hashes of those that were acknowledged. */
async function send(device: Device, sales: readonly SealedSale[]): Promise<Set<string>> {
  try {
    const response = await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales });
    if (response.status !== 200) {
      figures.otherwise++;
      return new Set();
    }
    const { results } = await response.json() as BatchReply;
    return new Set(results.filter(({ result }) => result === 'recorded').map(({ hash }) => hash));
  } catch (error) {
    if (error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED') figures.nobody++;
    else figures.cutOff++;
    return new Set();
  }
}

interface Panel {
  readonly installed: Installed;
  readonly url: string;
  program: Program;
  start(): Promise<void>;
}

async function open(): Promise<Panel> {
  const installed = await install();
  const program = installed.start();
  await program.says('Ctrl+C');
  const url = `${addressOf(program)}/`;
  const env = { PORT: new URL(url).port };
  const panel: Panel = {
    installed, url, program,
    start: async () => {
      // Some kills come while it is still starting.
      while (Math.random() < 0.25) {
        const early = installed.start(env);
        await pause(Math.random() * 800);
        early.child.kill('SIGKILL');
        await early.ended;
        figures.early++;
      }
      panel.program = installed.start(env);
      await panel.program.says('Ctrl+C');
    },
  };
  return panel;
}

async function openSellers({ installed, url }: Panel): Promise<Seller[]> {
  const db = await openDatabase(installed.dataDir);
  const now = (): Date => new Date();
  const context = { db, now, log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined } };
  const outlet = await db.selectFrom('outlets').select('id').executeTakeFirstOrThrow();
  const sellers: Seller[] = [];
  for (let i = 1; i <= DEVICES; i++) {
    const register = await createRegister(context, { name: `Seller ${i}`, outletId: outlet.id }, 'test');
    const { code } = await createPairingCode(db, register.id, now());
    sellers.push({ device: await pairDevice(url, code), sealed: [], acknowledged: new Set() });
  }
  await closeDatabase(db);
  return sellers;
}

/** Everything in the ledger, as it was sealed: a line of JSON each, sorted. */
function ledger({ installed }: Panel): string[] {
  const file = new Connection(join(installed.dataDir, 'holdfast.db'), 5000);
  const rows = file.rows('SELECT register_id AS registerId, link, seq, prev, hash, signature, body FROM ledger');
  file.close();
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** What was acknowledged up to now, as it was sealed. */
function acknowledged(sellers: readonly Seller[]): string[] {
  return sellers.flatMap((seller) => seller.sealed.filter(({ hash }) => seller.acknowledged.has(hash)).map((sale) => JSON.stringify(sale)));
}

async function assertWhole(db: Database, sellers: readonly Seller[]): Promise<void> {
  for (const { device: { pairing }, sealed } of sellers) {
    const proof = await proveLink(db, { register_id: pairing.registerId, link: pairing.link });
    assert.equal(proof, { link: 1, received: sealed.length, highest: sealed.length, missing: [], missingCount: 0, forks: 0 });
  }
  const { lines, payments } = await db.selectNoFrom((eb) => [
    eb.selectFrom('ledger_lines').select(({ fn }) => fn.countAll<number>().as('n')).as('lines'), eb.selectFrom('ledger_payments').select(({ fn }) => fn.countAll<number>().as('n')).as('payments'),
  ]).executeTakeFirstOrThrow();
  const sales = sellers.reduce((sum, { sealed }) => sum + sealed.length, 0);
  assert.equal([lines, payments], [2 * sales, sales]);
}

test(`a panel that is killed ${KILLS} times at any instant loses and doubles nothing that it acknowledged`, async () => {
  const panel = await open();
  const sellers = await openSellers(panel);
  let over = false;
  const selling = Promise.all(sellers.map((seller) => sell(seller, () => over)));
  try {
    while (figures.kills < KILLS) {
      await pause(50 + Math.random() * 1200);
      panel.program.child.kill('SIGKILL');
      await panel.program.ended;
      figures.kills++;
      const due = acknowledged(sellers);
      await panel.start();
      const there = new Set(ledger(panel));
      assert.equal(due.filter((sale) => !there.has(sale)), [], 'acknowledged, and not in the ledger');
    }
    await pause(300);
  } finally {
    over = true;
    await selling;
  }
  const due = acknowledged(sellers);
  const there = ledger(panel);
  const once = new Set(there);
  assert.is(once.size, there.length, 'twice in the ledger');
  assert.equal(due.filter((sale) => !once.has(sale)), [], 'acknowledged, and not in the ledger');
  // Once more, all of it, as a register does that is in doubt.
  for (const { device, sealed } of sellers) {
    for (let from = 0; from < sealed.length; from += 50) assert.is((await send(device, sealed.slice(from, from + 50))).size, Math.min(50, sealed.length - from));
  }
  const sealed = sellers.flatMap((seller) => seller.sealed);
  assert.equal(ledger(panel), sealed.map((sale) => JSON.stringify(sale)).sort());
  panel.program.child.kill('SIGTERM');
  assert.is(await panel.program.ended, 0);
  const db = await openDatabase(panel.installed.dataDir);
  await assertWhole(db, sellers);
  await closeDatabase(db);
  panel.installed.close();
  console.log(`note: the panel was killed ${figures.kills} times under load and ${figures.early} times while starting; ${sealed.length} sales sealed, ${due.length} acknowledged meanwhile, `
    + `${figures.sentAgain} sent again, ${figures.cutOff} batches cut off, ${figures.nobody} that met nobody, ${figures.otherwise} answered otherwise; lost 0, doubled 0`);
  assert.ok(due.length > 0 && figures.cutOff > 0, 'the kills struck nothing');
});

test.run();
