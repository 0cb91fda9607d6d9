import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SealedSale } from '../../domain/chain.js';
import type { LinkNumbers, LinkProof, Proof, RegisterRow } from '../../domain/panel.js';
import { takeIn } from '../../server/ledger.js';
import { proveLink } from '../../server/proof.js';
import { soldAt } from './batches.js';
import { saleOf, type Device } from './device.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { addPerson, panelRequest, type Person } from './office.js';
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

async function chain({ panel, device }: Pick<Open, 'panel' | 'device'>, length: number): Promise<SealedSale[]> {
  const sales: SealedSale[] = [];
  for (let i = 0; i < length; i++) sales.push(await device.seal(saleOf(soldAt(panel))));
  return sales;
}

/** Those of a chain with these numbers, in this order. */
function numbered(sales: readonly SealedSale[], ...numbers: number[]): SealedSale[] {
  return numbers.map((number) => sales[number - 1] ?? missing(number));
}

function missing(number: number): never {
  throw new Error(`there is no number ${number}`);
}

/** What the list of registers says of the front counter's links. */
async function proofs(mary: Person): Promise<readonly Proof[]> {
  const rows = await mary.get<RegisterRow[]>('registers');
  return rows.find(({ id }) => id === SHOP.register)?.proof ?? [];
}

function details(mary: Person): Promise<LinkProof[]> {
  return mary.get(`registers/${SHOP.register}/proof`);
}

const WHOLE = { missing: [], missingCount: 0, forks: 0, lost: null } as const;

test('a register without a device has nothing to prove', async () => {
  const panel = await openPanel();
  const mary = await addPerson(panel, 'manager');
  assert.equal([await proofs(mary), await details(mary)], [[], []]);
  await panel.close();
});

test('a link in force that sent nothing is there with nothing', async () => {
  const { panel, mary } = await open();
  assert.equal(await proofs(mary), [{ link: 1, received: 0, highest: 0, ...WHOLE }]);
  await panel.close();
});

test('of a whole chain nothing is missing', async () => {
  const { panel, mary, device } = await open();
  await device.send(await chain({ panel, device }, 7));
  assert.equal(await proofs(mary), [{ link: 1, received: 7, highest: 7, ...WHOLE }]);
  await panel.close();
});

test('numbers missing in the middle are named as ranges', async () => {
  const { panel, mary, device } = await open();
  const sales = await chain({ panel, device }, 12);
  await device.send(numbered(sales, 1, 2, 4, 8, 12));
  assert.equal(await proofs(mary), [{ link: 1, received: 5, highest: 12, missing: [[3, 3], [5, 7], [9, 11]], missingCount: 7, forks: 0, lost: null }]);
  await panel.close();
});

test('numbers missing at the start are named', async () => {
  const { panel, mary, device } = await open();
  await device.send(numbered(await chain({ panel, device }, 5), 4, 5));
  assert.equal(await proofs(mary), [{ link: 1, received: 2, highest: 5, missing: [[1, 3]], missingCount: 3, forks: 0, lost: null }]);
  await panel.close();
});

test('a late number closes its gap, over the network and out of a file', async () => {
  const { panel, mary, device } = await open();
  const sales = await chain({ panel, device }, 5);
  await device.send(numbered(sales, 1, 5));
  await device.send(numbered(sales, 3));
  assert.equal((await proofs(mary))[0]?.missing, [[2, 2], [4, 4]]);
  await takeIn(panel.db, null, numbered(sales, 4), panel.now());
  assert.equal((await proofs(mary))[0]?.missing, [[2, 2]]);
  await device.send(numbered(sales, 2));
  assert.equal(await proofs(mary), [{ link: 1, received: 5, highest: 5, ...WHOLE }]);
  await panel.close();
});

test('a sale that comes again is counted once', async () => {
  const { panel, mary, device } = await open();
  const sales = await chain({ panel, device }, 2);
  await device.send([...sales, ...sales]);
  assert.equal(await proofs(mary), [{ link: 1, received: 2, highest: 2, ...WHOLE }]);
  await panel.close();
});

test('another sale under the same number is a fork, and fills no gap', async () => {
  const { panel, mary, device } = await open();
  const sales = await chain({ panel, device }, 4);
  const [second] = numbered(sales, 2);
  const fork = await device.sealAs(2, second?.prev ?? missing(2), JSON.stringify(saleOf(soldAt(panel))));
  await device.send([...numbered(sales, 1, 2, 4), fork]);
  assert.equal(await proofs(mary), [{ link: 1, received: 4, highest: 4, missing: [[3, 3]], missingCount: 1, forks: 1, lost: null }]);
  await panel.close();
});

test('each link of a register counts for itself', async () => {
  const { panel, mary, device } = await open();
  const earlier = await chain({ panel, device }, 3);
  await device.send(numbered(earlier, 1, 3));
  panel.wait(1000);
  const present = await panel.pairedDevice();
  await present.send(await chain({ panel, device: present }, 2));
  assert.equal(await proofs(mary), [
    { link: 1, received: 2, highest: 3, missing: [[2, 2]], missingCount: 1, forks: 0, lost: null }, { link: 2, received: 2, highest: 2, ...WHOLE },
  ]);
  assert.is((await mary.get<RegisterRow[]>('registers'))[0]?.salesReceived, 4);
  await panel.close();
});

test('a link that ended without a sale is not in the list', async () => {
  const { panel, mary } = await open();
  await panel.pairedDevice();
  assert.equal((await proofs(mary)).map(({ link }) => link), [2]);
  assert.equal((await details(mary)).map(({ link }) => link), [2, 1]);
  await panel.close();
});

test('registers do not mix', async () => {
  const { panel, mary, device } = await open();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  await device.send(numbered(await chain({ panel, device }, 3), 1, 3));
  await other.send(await chain({ panel, device: other }, 2));
  const rows = await mary.get<RegisterRow[]>('registers');
  assert.equal(rows.map(({ salesReceived, proof }) => [salesReceived, proof[0]?.missingCount]), [[2, 1], [2, 0]]);
  await panel.close();
});

test('of very many ranges the first fifty are named, and all are counted', async () => {
  const { panel, mary, device } = await open();
  const sales = await chain({ panel, device }, 120);
  const even = sales.filter(({ seq }) => seq % 2 === 0);
  await takeIn(panel.db, null, even, panel.now());
  const [proof] = await proofs(mary);
  assert.equal([proof?.missing.length, proof?.missing[49], proof?.missingCount], [50, [99, 99], 60]);
  await panel.close();
});

test('a device that claims a number beyond all bounds costs no more than its sales', async () => {
  const { panel, mary, device } = await open();
  const top = Number.MAX_SAFE_INTEGER;
  await device.send([await device.sealAs(top, 'd'.repeat(64) as SealedSale['prev'], JSON.stringify(saleOf(soldAt(panel))))]);
  assert.equal(await proofs(mary), [{ link: 1, received: 1, highest: top, missing: [[1, top - 1]], missingCount: top - 1, forks: 0, lost: null }]);
  assert.equal((await details(mary))[0]?.highest, top);
  await panel.close();
});

test('the details say whose device it was, when it was heard of, and when its last sale came', async () => {
  const { panel, mary, device } = await open();
  const since = panel.now().toISOString();
  panel.wait(3600_000);
  const sales = await chain({ panel, device }, 2);
  await device.send(numbered(sales, 2));
  panel.wait(120_000);
  const heard = panel.now().toISOString();
  await device.send(numbered(sales, 1));
  assert.equal(await details(mary), [{
    link: 1, series: 'T1', device: 'Chromium on a counter', since, endedAt: null, lastHeardOf: heard, lastReceivedAt: heard, received: 2, highest: 2, ...WHOLE, chainBroken: 0, shiftRecords: 0, odd: [],
  }]);
  await panel.close();
});

test('the details name forked sales and those that continue from none', async () => {
  const { panel, mary, device } = await open();
  const sales = await chain({ panel, device }, 3);
  const stray = await device.sealAs(4, 'd'.repeat(64) as SealedSale['prev'], JSON.stringify(saleOf(soldAt(panel))));
  const fork = await device.sealAs(1, 'e'.repeat(64) as SealedSale['prev'], JSON.stringify(saleOf(soldAt(panel))));
  await device.send([...sales, stray, fork]);
  const [proof] = await details(mary);
  assert.is(proof?.chainBroken, 2);
  assert.equal(proof?.odd, [
    { seq: 1, receiptNumber: 'T1-000001', position: 1, shift: null, fork: true, chainBroken: false }, { seq: 1, receiptNumber: 'T1-000001', position: 5, shift: null, fork: true, chainBroken: true },
    { seq: 4, receiptNumber: 'T1-000004', position: 4, shift: null, fork: false, chainBroken: true },
  ]);
  await panel.close();
});

test('a chain that looked broken when its sales came in disorder is whole when the last is there', async () => {
  const { panel, mary, device } = await open();
  const sales = await chain({ panel, device }, 3);
  const fork = await device.sealAs(2, sales[0]?.hash ?? missing(1), JSON.stringify(saleOf(soldAt(panel))));
  await device.send([...numbered(sales, 1), fork, ...numbered(sales, 3)]);
  assert.is((await details(mary))[0]?.chainBroken, 1);
  await device.send(numbered(sales, 2));
  assert.is((await details(mary))[0]?.chainBroken, 0);
  await panel.close();
});

test('the proof of a register that is not there is not found, and is for those signed in', async () => {
  const { panel, mary } = await open();
  assert.is((await refusalOf(await mary.ask('GET', 'registers/nowhere/proof'))).status, 404);
  assert.is((await refusalOf(await panel.handle(panelRequest('GET', `registers/${SHOP.register}/proof`)))).status, 401);
  await panel.close();
});

/** Said all over again, from nothing but the numbers. */
function expected(numbers: readonly number[]): LinkNumbers {
  const here = new Set(numbers);
  const highest = Math.max(0, ...numbers);
  const gaps: [number, number][] = [];
  for (let number = 1; number <= highest; number++) {
    const last = gaps.at(-1);
    if (here.has(number)) continue;
    if (last?.[1] === number - 1) last[1] = number;
    else gaps.push([number, number]);
  }
  return { link: 1, received: numbers.length, highest, missing: gaps, missingCount: highest - here.size, forks: numbers.length - here.size };
}

test('whatever comes of a chain with forks, in whatever order and batches, the gaps are right after each batch', async () => {
  const { panel, device } = await open();
  const sales = await chain({ panel, device }, 24);
  for (const { seq, prev } of sales.filter(({ seq }) => seq % 5 === 0)) sales.push(await device.sealAs(seq, prev, JSON.stringify(saleOf(soldAt(panel)))));
  const batches = fc.shuffledSubarray(sales, { minLength: 1 }).chain((some) => fc.record({ some: fc.constant(some), size: fc.integer({ min: 1, max: 8 }), step: fc.integer({ min: 1, max: 9 }) }));
  await fc.assert(fc.asyncProperty(batches, async ({ some, size, step }) => {
    for (const table of ['ledger_payments', 'ledger_lines', 'chain'] as const) await panel.db.deleteFrom(table).execute();
    for (let sent = 0; sent < some.length; sent += size) {
      await takeIn(panel.db, SHOP.register, some.slice(sent, sent + size), panel.now());
      const numbers = some.slice(0, sent + size).map(({ seq }) => seq);
      assert.equal(await proveLink(panel.db, { register_id: SHOP.register, link: 1 }, step), expected(numbers));
    }
  }), { numRuns: 60 });
  await panel.close();
});

test.run();
