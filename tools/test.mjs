/**
 * The tests: `node tools/test.mjs [part of a path …]`. Checks the types, then runs each `*.test.ts` below test/ in a
 * process of its own, three at a time, two of them with a browser at most. What takes long and is watched by shorter
 * tests too runs only when it is named, and with `npm run torture -- --faults`. Prints a line for each file, in full what
 * fails, whatever a test prints after `note: `, and `N passed, N failed` alone on the last line. Exit code 1 when
 * anything failed or nothing ran.
 *
 * A file counts as failed when a test in it fails, when it runs none, crashes, exits with an error or does not end.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildTests } from './test-build.mjs';
import { endAll, runFile } from './test-file.mjs';

const AT_ONCE = 3;
const BROWSERS_AT_ONCE = 2;
/** Minutes of real browsers that are killed, cleared and updated, and of other browsers. The simulation, the other files of test/faults and Chromium 80 watch over the same. */
const LONG = [...['kills', 'mirror', 'packs', 'storage', 'update', 'worker-death'].map((name) => `test/faults/${name}.test.ts`), 'test/browsers/chromiums.test.ts', 'test/browsers/others.test.ts'];
// Colours would hide the counts; and Node warns of both being set, after the last line.
delete process.env.FORCE_COLOR;
process.env.NO_COLOR = '1';

const filters = process.argv.slice(2);
const isWanted = (name) => filters.length === 0 || filters.some((part) => name.includes(part));
const files = testFiles().filter((name) => isWanted(name) && (filters.length > 0 || !LONG.includes(name)));
const built = await buildTests(files);
process.on('exit', () => built.remove());
const jobs = [types(), ...files.map(testJob)].filter(({ name }) => isWanted(name));

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  process.on(signal, () => {
    endAll();
    process.exit(code);
  });
}

const results = await runAll(jobs);
const sum = (field) => results.reduce((total, result) => total + result[field], 0);
report();

function report() {
  const failing = results.filter((result) => result.failed > 0).sort((a, b) => a.name.localeCompare(b.name));
  if (failing.length > 0) console.log(`\nFailed:\n${failing.map(({ name, failed, why }) => `  ${name}: ${why ?? `${failed} failed`}`).join('\n')}`);
  if (filters.length === 0 && LONG.some(existsSync)) console.log(`Not run: ${LONG.join(', ')}. They are part of npm run torture.`);
  for (const { name, skipped } of results) if (skipped > 0) console.log(`skipped: ${skipped} in ${name}`);
  if (results.length === 0) console.log(filters.length > 0 ? `No test's path contains ${filters.join(' or ')}.` : 'There are no tests in test/.');
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
}

async function runAll(waiting) {
  const done = [];
  let browsers = 0;
  const worker = async () => {
    for (;;) {
      const next = waiting.findIndex((job) => !job.browser || browsers < BROWSERS_AT_ONCE);
      if (next < 0) return;
      const [job] = waiting.splice(next, 1);
      if (job.browser) browsers++;
      const result = await runFile(job);
      if (job.browser) browsers--;
      done.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

function tell({ name, passed, failed, seconds, why, output }) {
  const counts = failed > 0 ? `${failed} failed, ${passed} passed` : `${passed} passed`;
  console.log(`${failed > 0 ? 'FAIL' : 'ok  '}  ${name}  ${counts}  ${seconds.toFixed(1)} s${why ? `  (${why})` : ''}`);
  for (const [note] of output.matchAll(/note: .*/g)) console.log(`      ${note}`);
  if (failed > 0) console.log(`${output.trimEnd().replace(/^/gm, '    ')}\n`);
}

function types() {
  return { name: 'types', args: [join('node_modules', 'typescript', 'bin', 'tsc'), '-b'], counted: false, limit: 300 };
}

function testJob(name) {
  const browser = usesBrowser(name);
  return { name, browser, args: built.argsOf(name), counted: true, limit: Number(process.env.HOLDFAST_TEST_LIMIT) || 300 };
}

/** Browser tests first: they take the longest. */
function testFiles() {
  if (!existsSync('test')) return [];
  const names = readdirSync('test', { recursive: true }).map((path) => `test/${String(path).replaceAll('\\', '/')}`);
  const tests = names.filter((name) => name.endsWith('.test.ts')).sort();
  return [...tests.filter(usesBrowser), ...tests.filter((name) => !usesBrowser(name))];
}

/** All of test/browser/ and test/browsers/, and whatever takes a browser from its fixture. */
function usesBrowser(name) {
  return /^test\/browsers?\//.test(name) || /\/(browser\/fixture|premises|kills)\.js'/.test(readFileSync(name, 'utf8'));
}
