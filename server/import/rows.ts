import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { Refused } from '../refused.js';
import { trimmed } from '../search-text.js';

/** A row of the file. `row` as a spreadsheet counts: the heading is 1, a quoted line break does not count. */
export interface Row {
  readonly row: number;
  readonly cells: readonly string[];
}
/** The file's headings, each by a name of its own, and its rows. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<Row>;
}

/** How many bytes are parsed, and how many rows taken, before others get their turn. */
const CHUNK = 256 * 1024;
const TURN = 1000;

/** Reads a CSV's heading; rows are read as they are asked for. Rows that are blank are left out. Throws `bad-csv`, also while rows are read. */
export async function readSheet(text: string): Promise<Sheet> {
  const delimiter = delimiterOf(text);
  const parser = Readable.from(chunksOf(text)).pipe(parse({ delimiter, relax_quotes: true, relax_column_count: true }));
  const records: AsyncIterator<string[]> = parser[Symbol.asyncIterator]();
  const heading = await next(records);
  if (!heading || isBlank(heading)) throw new Refused('bad-csv', 'The first line of the file is blank, but it must have the columns’ headings: nothing was imported.');
  return { columns: columnNames(heading), rows: rowsOf(records) };
}

async function* rowsOf(records: AsyncIterator<string[]>): AsyncGenerator<Row> {
  for (let row = 2; ; row++) {
    const cells = await next(records);
    if (!cells) return;
    if (!isBlank(cells)) yield { row, cells };
    if (row % TURN === 0) await setImmediate();
  }
}

async function next(records: AsyncIterator<string[]>): Promise<string[] | null> {
  try {
    const { done, value } = await records.next();
    return done ? null : value;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser is ahead of us: it knows which row it is at.
    const row = Number(error['records']) + 1;
    const open = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
    const why = open ? 'opens a quotation mark (") that is not closed again' : `cannot be read (${error.message})`;
    throw Object.assign(new Refused('bad-csv', `Row ${row} ${why}: nothing was imported. Mend that row, and import the file again.`), { cause: error });
  }
}

/** Comma, semicolon or tab: the one that the heading has most of, outside quotes. */
function delimiterOf(text: string): string {
  const heading = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 100_000))?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: heading.split(sign).length }));
  return counted.reduce((best, other) => (other.count > best.count ? other : best)).sign;
}

/** A column without heading is called by its place; the second of a name gets a number. */
function columnNames(heading: readonly string[]): string[] {
  const names: string[] = [];
  for (const [index, cell] of heading.entries()) {
    const name = trimmed(cell) || `column ${index + 1}`;
    let own = name;
    for (let copy = 2; names.includes(own); copy++) own = `${name} (${copy})`;
    names.push(own);
  }
  return names;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => trimmed(cell) === '');
}

/** Bytes, because the parser joins them again wherever they are cut; half a character of a text would be lost. */
function* chunksOf(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += CHUNK) yield bytes.subarray(start, start + CHUNK);
}
