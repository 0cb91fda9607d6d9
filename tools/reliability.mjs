/**
 * Writes the table of docs/reliability.md from the names of the tests in test/faults: `node tools/reliability.mjs`.
 * A test that is about a row of the table starts its name with the row's id: `C1: …`, `C5 and L1: …`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs', 'reliability.md');
const [from, to] = ['<!-- table -->', '<!-- end of table -->'];
const ORDER = 'CLDN';

/** The table's lines, a row for each test that names one. */
export function table() {
  const rows = readdirSync(join(root, 'test', 'faults')).filter((file) => file.endsWith('.test.ts')).flatMap((file) => {
    const code = readFileSync(join(root, 'test', 'faults', file), 'utf8');
    return [...code.matchAll(/test\((['`])([CLDN]\d+)(?: and [CLDN]\d+)*: (.*?)\1/g)].map(([, , id, shown]) => ({ id, shown, file }));
  });
  const place = ({ id }) => ORDER.indexOf(id[0]) * 1000 + Number(id.slice(1));
  rows.sort((a, b) => place(a) - place(b) || (a.shown < b.shown ? -1 : 1));
  return ['| | what happens, and what is shown | test |', '|---|---|---|', ...rows.map(({ id, shown, file }) => `| ${id} | ${shown} | [${file}](../test/faults/${file}) |`)].join('\n');
}

/** The page with the table as the tests have it now. */
export function renewed(text = readFileSync(page, 'utf8')) {
  return `${text.slice(0, text.indexOf(from) + from.length)}\n${table()}\n${text.slice(text.indexOf(to))}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(page, renewed());
