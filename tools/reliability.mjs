/**
 * Writes the table of docs/reliability.md from the names of the tests in test/faults: `node tools/reliability.mjs`. With
 * `--run`, which is `npm run reliability`, it runs them first, and keeps what came of each in docs/reliability-results.json.
 * A test that is about a row of the table starts its name with the row's id: `C1: …`, `C5 and L1: …`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runFile } from './test-file.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs', 'reliability.md');
const kept = join(root, 'docs', 'reliability-results.json');
const [from, to] = ['<!-- table -->', '<!-- end of table -->'];
const ORDER = 'CLDN';

/** A row for each test that names one. */
function tested() {
  return readdirSync(join(root, 'test', 'faults')).filter((file) => file.endsWith('.test.ts')).flatMap((file) => {
    const code = readFileSync(join(root, 'test', 'faults', file), 'utf8');
    return [...code.matchAll(/test\((['`])(([CLDN]\d+)(?: and [CLDN]\d+)*: (.*?))\1/g)].map(([, , name, id, shown]) => ({ name, id, shown, file }));
  });
}

/** The table's lines. */
export function table() {
  const { date, passed } = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : { date: '', passed: {} };
  const result = ({ name }) => (passed[name] === undefined ? 'not run' : `${passed[name] ? 'passed' : 'FAILED'} ${date}`);
  const rows = tested().map((row) => ({ ...row, test: `[${row.file}](../test/faults/${row.file})`, result: result(row) }));
  const place = ({ id }) => ORDER.indexOf(id[0]) * 1000 + Number(id.slice(1));
  rows.sort((a, b) => place(a) - place(b) || (a.shown < b.shown ? -1 : 1));
  return ['| | what happens, and what is shown | test | result |', '|---|---|---|---|', ...rows.map(({ id, shown, test, result: came }) => `| ${id} | ${shown} | ${test} | ${came} |`)].join('\n');
}

/** Runs every file that has a row, one after the other, and keeps what came of each test. Resolves to whether all passed. */
async function runAll() {
  const rows = tested();
  const passed = {};
  for (const file of [...new Set(rows.map((row) => row.file))]) {
    const name = `test/faults/${file}`;
    const { output, why, passed: count, failed, seconds } = await runFile({ name, args: ['--import', 'tsx', name], counted: true, limit: 600 });
    console.log(`${name}: ${count} passed, ${failed} failed, ${seconds.toFixed(0)} s${why ? ` (${why})` : ''}`);
    if (failed > 0) console.log(output);
    // A file that did not come to its end has shown nothing.
    for (const row of rows) if (row.file === file) passed[row.name] = why === undefined && !output.includes(`FAIL  "${row.name}"`);
  }
  writeFileSync(kept, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), passed }, null, 1)}\n`);
  return Object.values(passed).every(Boolean);
}

/** The page with the table as the tests have it now. */
export function renewed(text = readFileSync(page, 'utf8')) {
  return `${text.slice(0, text.indexOf(from) + from.length)}\n${table()}\n${text.slice(text.indexOf(to))}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--run') && !await runAll()) process.exitCode = 1;
  writeFileSync(page, renewed());
}
