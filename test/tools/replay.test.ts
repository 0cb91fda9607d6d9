import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { join } from 'node:path';
import { compare, readLedger, totalOf } from '../../tools/replay/ledger.js';
import { priceOf, readRoll, type TillRoll } from '../../tools/replay/roll.js';
import { openFolder, ROOT } from '../folder.js';
import { runNode } from '../program.js';

const ROLL = ['Date,Time,Transaction,Item', '2016-10-30,09:58:11,1,Bread', '2016-10-30,10:05:34,2,Scandinavian', '2016-10-30,10:05:34,2,Scandinavian', '2016-10-30,10:05:34,2,NONE',
  '2016-10-30,10:07:57,3,NONE', '2016-10-30,10:08:41,4,"Jam, home-made"', '2016-10-30,10:08:41,4,Bread'].join('\n');

function readHere(text: string): TillRoll {
  const folder = openFolder();
  try {
    folder.write('roll.csv', text);
    return readRoll(join(folder.path, 'roll.csv'));
  } finally {
    folder.close();
  }
}

/** The export that a panel would give for the roll, with changes to its rows. */
function exportOf({ transactions }: TillRoll, change: (row: string[], sale: number) => string[] = (row) => row): string {
  const rows = transactions.flatMap((transaction, index) => [...transaction.items].map(([item, count]) =>
    change([`T1-${String(index + 1).padStart(6, '0')}`, `${transaction.at}.000+00:00`, `"${item}"`, String(count), (totalOf(transaction) / 100).toFixed(2), `id-${index + 1}`], index)));
  return [['receipt_number', 'completed_at', 'product', 'quantity', 'sale_total', 'sale_id'], ...rows].map((row) => row.join(',')).join('\n');
}

const ids = ['id-1', 'id-2', 'id-3'];

test('a roll is read as transactions; rows without an item are skipped and counted', () => {
  const roll = readHere(ROLL);
  assert.equal(roll.transactions.map(({ number, items }) => [number, ...items]), [['1', ['Bread', 1]], ['2', ['Scandinavian', 2]], ['4', ['Jam, home-made', 1], ['Bread', 1]]]);
  assert.equal([roll.skippedRows, roll.skippedTransactions], [2, 1]);
});

test('a file that is no roll says which column is missing', () => {
  assert.throws(() => readHere('a,b\n1,2'), /no column Date, Time, Transaction, Item/);
});

test('a ledger that holds what the roll says is the same', () => {
  const roll = readHere(ROLL);
  assert.equal(compare(roll.transactions, ids, readLedger(exportOf(roll))), []);
});

const tampered: [string, (row: string[], sale: number) => string[], RegExp][] = [
  ['a cent', (row, sale) => sale === 1 ? row.map((cell, i) => i === 4 ? '0.01' : cell) : row, /came to \d+ cents and is recorded with 1$/],
  ['an item', (row, sale) => sale === 0 ? row.map((cell, i) => i === 2 ? 'Toast' : cell) : row, /sold 1 × Bread and is recorded with 0/],
  ['a quantity', (row, sale) => sale === 1 ? row.map((cell, i) => i === 3 ? '3' : cell) : row, /sold 2 × Scandinavian and is recorded with 3/],
  ['the order', (row) => row.map((cell, i) => i === 5 ? (cell === 'id-1' ? 'id-2' : 'id-1') : cell), /is out of order/],
  ['a sale', (row, sale) => sale === 2 ? row.map((cell, i) => i === 0 ? 'T1-000002' : cell) : row, /has 2 sales where the roll has 3/],
];
for (const [what, change, says] of tampered) {
  test(`a ledger in which ${what} differs is found out`, () => {
    const roll = readHere(ROLL);
    assert.match(compare(roll.transactions, ids, readLedger(exportOf(roll, change))).join('\n'), says);
  });
}

test('prices depend on the item alone, and are amounts that coins can pay', () => {
  assert.is(priceOf('Bread'), priceOf('Bread'));
  for (const item of ['Bread', 'Coffee', 'Ella\'s Kitchen Pouches']) assert.ok(priceOf(item) % 5 === 0 && priceOf(item) >= 95);
});

test('a roll is sold offline by a real browser, synchronised, and found in the ledger to the item and the cent', async () => {
  const folder = openFolder();
  try {
    folder.write('roll.csv', ROLL);
    const { code, output } = await runNode(['--import', 'tsx', join(ROOT, 'tools/replay.ts'), join(folder.path, 'roll.csv')], { cwd: ROOT });
    assert.is(code, 0, output);
    assert.match(output, /The register says: 3 unsynchronised/);
    assert.match(output, /the same: 3 sales, 5 items, /);
  } finally {
    folder.close();
  }
});

test.run();
