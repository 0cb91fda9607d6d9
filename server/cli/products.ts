import { readFile } from 'node:fs/promises';
import { IMPORT_FIELDS, type ImportField, type ImportReport, type Mapping } from '../../domain/panel.js';
import { COMMAND_LINE } from '../audit.js';
import { exportProducts } from '../export.js';
import { importProducts, previewImport } from '../import.js';
import { Failure, print, tell, UsageError, type Command, type Given } from './command.js';
import { writeOut } from './output.js';
import { pathOf } from './shop.js';

export const importCommand: Command = {
  name: 'import-products',
  usage: 'FILE [--map COLUMN=FIELD,…] [--dry-run]',
  summary: 'takes the products of a CSV file in',
  details: `FILE is a CSV with a heading, in UTF-8 (or UTF-16 with its mark), separated by commas, semicolons or tabs.

  --map COLUMN=FIELD,…  which column fills what; may be repeated. Without it, the headings tell.
                        Fields: ${IMPORT_FIELDS.join(', ')}. Needed: name and price.
  --dry-run             says what would happen, and changes nothing

A row means the product with its SKU. Without one it means the product with its barcode, or the one that was made from
an equal row (name, category and sub-category) before; so importing the same file again doubles nothing. Of a product
that is there only the mapped fields change. Categories that are missing are made. Rows that cannot be taken are told
with number and reason (the heading is row 1); the others are taken, all together or, when something breaks, none.

Example: npm run holdfast -- import-products list.csv --map product=name,sale_price=price,category=category`,
  options: { map: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean' } },
  takes: [1, 1],
  run: importFile,
};

export const exportCommand: Command = {
  name: 'export-products',
  usage: '[FILE]',
  summary: 'writes all products as a CSV',
  details: 'Writes to FILE, which must not exist yet, or to the standard output. import-products takes the file back as it is.',
  options: {},
  takes: [0, 1],
  run: (given) => given.withShop(({ db }) => writeOut(given.names[0], exportProducts(db))),
};

async function importFile(given: Given): Promise<void> {
  const dryRun = given.options['dry-run'] === true;
  const asked = readMap(given);
  const bytes = await readBytes(given.names[0] ?? '');
  const mapping = asked ?? await suggested(bytes);
  const report = await given.withShop((context) => importProducts(context, bytes, mapping, {
    who: COMMAND_LINE, dryRun,
    progress: (what, done, of) => tell(of === null ? `${what}: row ${done.toLocaleString('en')}` : `${what}: ${done.toLocaleString('en')} of ${of.toLocaleString('en')} products`),
  }), dryRun ? undefined : 'make');
  for (const { row, message } of report.errors) tell(`row ${row}: ${message}`);
  if (report.refused > report.errors.length) tell(`… and ${(report.refused - report.errors.length).toLocaleString('en')} more rows`);
  print(summary(report, dryRun));
}

function summary({ created, updated, unchanged, refused, categoriesCreated }: ImportReport, dryRun: boolean): string {
  const number = (count: number): string => count.toLocaleString('en');
  const rows = `${number(refused)} ${refused === 1 ? 'row' : 'rows'} refused`;
  const taken = `${number(created + updated + unchanged)} products taken (${number(created)} new, ${number(updated)} changed, ${number(unchanged)} as they were)`;
  return `${dryRun ? 'Nothing was changed. It would be: ' : ''}${taken}, ${rows}, ${number(categoriesCreated)} categories made.`;
}

async function suggested(bytes: Uint8Array): Promise<Mapping> {
  const { mapping } = await previewImport(bytes);
  tell(`Columns: ${Object.entries(mapping).map(([field, column]) => `${column}=${field}`).join(', ')}. Give others with --map.`);
  return mapping;
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(pathOf(file));
  } catch (error) {
    throw new Failure(`${pathOf(file)} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}): check the file’s name and rights.`, { cause: error });
  }
}

/** `product=name,sale_price=price`. A heading may itself contain commas: a pair ends with = and one word. */
function readMap({ options }: Given): Mapping | null {
  const given = options['map'];
  if (!Array.isArray(given)) return null;
  const mapping: Partial<Record<ImportField, string>> = {};
  for (const pair of given.flatMap((list) => String(list).match(/.+?(=\w*(?=,|$)|$)/g) ?? [''])) {
    const [, column = '', field = ''] = /^,?\s*(.*?)\s*=\s*(\w*)$/.exec(pair) ?? [];
    if (column === '') throw new UsageError(`--map wants COLUMN=FIELD, separated by commas, not “${pair.replace(/^,/, '')}”.`);
    if (!isField(field)) throw new UsageError(`--map: “${field}” is no field. Fields are ${IMPORT_FIELDS.join(', ')}.`);
    if (mapping[field] !== undefined) throw new UsageError(`--map gives two columns for ${field}: “${mapping[field]}” and “${column}”.`);
    mapping[field] = column;
  }
  return mapping;
}

function isField(name: string): name is ImportField {
  return (IMPORT_FIELDS as readonly string[]).includes(name);
}

