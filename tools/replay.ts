import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainMoney, cents } from '../domain/money.js';
import { inShop, type TestShop } from '../test/browser/fixture.js';
import { pairRegister } from '../test/browser/till.js';
import { openFolder, ROOT } from '../test/folder.js';
import { runNode } from '../test/program.js';
import { compare, readLedger, totalOf } from './replay/ledger.js';
import { priceOf, readRoll, type TillRoll } from './replay/roll.js';
import { countStates, readShop, SKU, saleOf, statusOf, submit } from './replay/till.js';

const USAGE = `npm run replay -- FILE [--first N]

Sells a till roll (CSV: Date, Time, Transaction, Item) through the real worker in a real browser with no network, lets
the sales synchronise, and compares the control panel's ledger with the file. --first N: only the first N transactions.`;

async function main(args: readonly string[]): Promise<number> {
  const [file] = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--first');
  if (args.includes('--help') || file === undefined) {
    console.log(USAGE);
    return args.includes('--help') ? 0 : 2;
  }
  const whole = readRoll(file);
  const first = args.includes('--first') ? Number(args[args.indexOf('--first') + 1]) : Infinity;
  if (!(first >= 1)) throw new Error('--first takes a number of transactions');
  const roll = { ...whole, transactions: whole.transactions.slice(0, first) };
  console.log(`${file}: ${whole.transactions.length} transactions of ${whole.items.length} items; ${whole.skippedRows} rows without an item skipped, and ${whole.skippedTransactions} transactions that have no others.`);
  let wrong: string[] = [];
  await inShop(async (shop, open) => {
    await stock(shop, roll);
    const { page, context } = await open();
    await pairRegister(page, shop);
    const synced = await readShop(page);
    await shop.stopPanel();
    await context.setOffline(true);
    const ids = await progress('Sold offline', roll.transactions.length, async (step) => {
      const ids: string[] = [];
      for (let from = 0; from < roll.transactions.length; from += 100) {
        ids.push(...await submit(page, roll.transactions.slice(from, from + 100).map((transaction) => saleOf(transaction, synced))));
        step(ids.length);
      }
      return ids;
    });
    await page.reload();
    const { unsynchronised } = await statusOf(page);
    console.log(`The register says: ${unsynchronised} unsynchronised.`);
    if (unsynchronised !== ids.length) wrong.push(`the register counts ${unsynchronised} unsynchronised sales of ${ids.length}`);
    await shop.startPanel();
    await context.setOffline(false);
    await progress('Synchronised', ids.length, async (step) => {
      for (let left = ids.length; left > 0;) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        left = (await statusOf(page)).unsynchronised;
        step(ids.length - left);
      }
    });
    const states = await countStates(page);
    if (states['Synchronised'] !== ids.length) wrong.push(`the history says ${JSON.stringify(states)}`);
    wrong = [...wrong, ...compare(roll.transactions, ids, readLedger(await exported(shop)))];
  });
  const sum = roll.transactions.reduce((all, transaction) => all + totalOf(transaction), 0);
  for (const sentence of wrong.slice(0, 20)) console.log(`DIFFERS: ${sentence}`);
  if (wrong.length === 0) console.log(`The ledger and the file are the same: ${roll.transactions.length} sales, ${itemCount(roll)} items, ${plainMoney(cents(sum))} in all, in the order of their numbers, each once.`);
  else console.log(`${wrong.length} differences.`);
  return wrong.length === 0 ? 0 : 1;
}

/** Puts the roll's items into the shop, at the prices that we set. */
async function stock(shop: TestShop, { items }: TillRoll): Promise<void> {
  const folder = openFolder();
  try {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    folder.write('items.csv', ['sku,name,price,category', ...items.map((item, index) => `${SKU}${index + 1},${quoted(item)},${plainMoney(priceOf(item))},Bakery`)].join('\n'));
    await command(shop, 'import-products', join(folder.path, 'items.csv'), '--map', 'sku=sku,name=name,price=price,category=category');
  } finally {
    folder.close();
  }
}

async function exported(shop: TestShop): Promise<string> {
  const folder = openFolder();
  try {
    const file = join(folder.path, 'sales.csv');
    await command(shop, 'export-sales', file);
    return readFileSync(file, 'utf8');
  } finally {
    folder.close();
  }
}

async function command(shop: TestShop, ...args: string[]): Promise<void> {
  const { code, output } = await runNode([join(ROOT, 'dist/server/cli.js'), ...args], { cwd: ROOT, env: { DATA_DIR: shop.dataDir } });
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}:\n${output}`);
}

function itemCount({ transactions }: TillRoll): number {
  return transactions.reduce((sum, { items }) => sum + [...items.values()].reduce((a, b) => a + b, 0), 0);
}

/** Shows how far a long piece of work is, once a second, and how long it took. */
async function progress<T>(what: string, all: number, work: (step: (done: number) => void) => Promise<T>): Promise<T> {
  const started = Date.now();
  let said = started;
  const result = await work((done) => {
    if (Date.now() - said < 1000) return;
    said = Date.now();
    console.log(`${what}: ${done} of ${all} (${Math.round((done / all) * 100)} %)`);
  });
  const seconds = (Date.now() - started) / 1000;
  console.log(`${what}: ${all} of ${all} in ${seconds.toFixed(1)} s (${Math.round(all / seconds)} a second).`);
  return result;
}

main(process.argv.slice(2)).then(
  (code) => { process.exitCode = code; },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
