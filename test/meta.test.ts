import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT } from './folder.js';

// uvu exits with 0 when a hook throws and when a file forgets to run: so no test file may come near either.

/** The code of every test file, without its strings' and comments' contents. */
function testFiles(): Array<{ name: string; code: string }> {
  const names = readdirSync(join(ROOT, 'test'), { recursive: true }).map(String);
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => ({ name, code: bare(readFileSync(join(ROOT, 'test', name), 'utf8')) }));
}

function bare(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'/gm, (match) => (match.startsWith('/') ? '' : '""'));
}

/** The names of its suites: uvu's own `test`, and what `suite('…')` made. */
function suites(code: string): string[] {
  const imported = /import \{[^}]*\btest\b[^}]*\} from ""/.test(code) ? ['test'] : [];
  return [...imported, ...[...code.matchAll(/const (\w+) = suite\(/g)].map((match) => match[1] ?? '')];
}

const offenders = (isWrong: (code: string) => boolean): string[] => testFiles().filter(({ code }) => isWrong(code)).map(({ name }) => name);

test('there are test files', () => {
  assert.ok(testFiles().length > 5);
});

test('every test file has a suite, and every suite has a test', () => {
  assert.equal(offenders((code) => suites(code).length === 0 || suites(code).some((suite) => !new RegExp(`\\b${suite}\\(\\s*""`).test(code))), []);
});

test('every suite of every test file is run', () => {
  assert.equal(offenders((code) => suites(code).some((suite) => !new RegExp(`^${suite}\\.run\\(\\);`, 'm').test(code))), []);
});

test('no test file uses a hook', () => {
  assert.equal(offenders((code) => /\.(before|after)(\.each)?\(/.test(code)), []);
});

test('no test file leaves only some of its tests on', () => {
  assert.equal(offenders((code) => /\w\.only\(/.test(code)), []);
});

test.run();
