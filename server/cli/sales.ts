import { countSales, exportSales } from '../export.js';
import { date } from '../panel/fields.js';
import type { SaleFilter } from '../sales.js';
import { tell, text, UsageError, type Command, type Given } from './command.js';
import { demand } from './names.js';
import { writeOut } from './output.js';

export const exportSalesCommand: Command = {
  name: 'export-sales',
  usage: '[FILE] [--from DATE] [--to DATE]',
  summary: 'writes the recorded sales as a CSV, a row for each line',
  details: `Writes to FILE, which must not exist yet, or to the standard output. What is said of the whole sale stands in each of its
lines: add it up over the rows with line 1.

  --from DATE  sales of this day and later, by the register’s calendar: 2026-11-23
  --to DATE    sales of this day and earlier`,
  options: { from: { type: 'string' }, to: { type: 'string' } },
  takes: [0, 1],
  run: async (given) => {
    const filter = filterOf(given);
    await given.withShop(async ({ db }) => {
      tell(`${(await countSales(db, filter)).toLocaleString('en')} sales.`);
      await writeOut(given.names[0], exportSales(db, filter));
    });
  },
};

function filterOf(given: Given): SaleFilter {
  const [from, to] = (['from', 'to'] as const).map((name) => {
    const day = text(given, name);
    return day === undefined ? undefined : demand(date, day, `--${name}`);
  });
  if (from !== undefined && to !== undefined && from > to) throw new UsageError(`--from ${from} is after --to ${to}.`);
  return { words: [], flagged: false, from, to };
}
