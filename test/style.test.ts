import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT, openFolder } from './folder.js';
import { runNode } from './program.js';

// ---- the compiler's walls

/** Compiles one file more under a folder's own settings, and gives what the compiler says. */
async function compileIn(place: 'app' | 'sw' | 'domain' | 'panel', code: string): Promise<{ code: number | null; output: string }> {
  const folder = openFolder();
  folder.write('extra.ts', `${code}\nexport {};\n`);
  folder.write('tsconfig.json', JSON.stringify({
    extends: join(ROOT, place, 'tsconfig.json'),
    compilerOptions: { composite: false, incremental: false, noEmit: true, emitDeclarationOnly: false, declaration: false, tsBuildInfoFile: null, rootDir: null },
    files: ['extra.ts'], include: [], references: [],
  }));
  const result = await runNode([join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder.path], { cwd: ROOT });
  folder.close();
  return result;
}

const allowed = { app: 'document.title;', panel: 'document.title;', sw: '(self as unknown as ServiceWorkerGlobalScope).registration;', domain: 'Math.max(1, 2);' } as const;
const forbidden = [
  ['sw', 'document', 'document.title;'],
  ['app', 'ServiceWorkerGlobalScope', 'let scope: ServiceWorkerGlobalScope;\nscope!;'],
  ['panel', 'ServiceWorkerGlobalScope', 'let scope: ServiceWorkerGlobalScope;\nscope!;'],
  ['app', 'process', 'process.env;'],
  ['domain', 'document', 'document.title;'],
  ['domain', 'process', 'process.env;'],
] as const;

for (const place of ['app', 'sw', 'panel', 'domain'] as const) {
  test(`what belongs into ${place}/ compiles there`, async () => {
    assert.equal(await compileIn(place, allowed[place]), { code: 0, output: '' });
  });
}
for (const [place, name, code] of forbidden) {
  test(`${name} does not compile in ${place}/`, async () => {
    const result = await compileIn(place, code);
    assert.is.not(result.code, 0);
    assert.match(result.output, new RegExp(`error TS\\d+: Cannot find name '${name}'`));
  });
}

// ---- what the browser has to load

const register = join(ROOT, 'dist/register');

function gzipped(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(register, file)), { level: 9 }).length, 0);
}

/** What index.html and its scripts import at once, and what puts the products on the screen; what comes later by `import()` is not among them. */
function scriptsToTheSaleScreen(): string[] {
  const entry = /src="([\w-]+\.js)"/.exec(readFileSync(join(register, 'index.html'), 'utf8'))?.[1] ?? '';
  const goods = readdirSync(register).filter((file) => /^goods-.*\.js$/.test(file));
  assert.is(goods.length, 1);
  const found = [entry, ...goods];
  for (const file of found) {
    for (const [, name = ''] of readFileSync(join(register, file), 'utf8').matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)) if (!found.includes(name)) found.push(name);
  }
  return found;
}

test('the register page\'s JavaScript is at most 20 kB gzipped to its sale screen', () => {
  const scripts = readdirSync(register).filter((file) => file.endsWith('.js') && !file.startsWith('sw'));
  const [bytes, all] = [gzipped(scriptsToTheSaleScreen()), gzipped(scripts)];
  console.log(`note: register page: ${bytes} bytes gzipped to the sale screen, ${all} with all that comes later`);
  assert.ok(bytes > 10_000 && bytes <= 20_000, `${bytes} bytes`);
});

/** sw.js takes sales, keeps them and sends them, and answers with the kept page; what it does without is in the other script (sw/seldom.ts). */
test('the worker\'s JavaScript is at most 15 kB gzipped for a sale and its sending', () => {
  const later = readdirSync(register).filter((file) => file.startsWith('sw-'));
  const bytes = gzipped(['sw.js']);
  console.log(`note: worker: ${bytes} bytes gzipped, ${gzipped(later)} more for all else`);
  assert.is(later.length, 1);
  assert.ok(bytes > 10_000 && bytes <= 15_000, `${bytes} bytes`);
});

test('what a receipt printer needs is in a script of its own, which comes when one is used and is kept by the worker', () => {
  const [name, ...others] = readdirSync(register).filter((file) => file.endsWith('.js') && readFileSync(join(register, file), 'utf8').includes('windows1252'));
  assert.equal(others, []);
  assert.match(name ?? '', /^printer-/);
  console.log(`note: receipt printer: ${gzipped([name ?? ''])} bytes gzipped`);
  assert.ok(readFileSync(join(register, 'sw.js'), 'utf8').includes(name ?? 'none'));
  assert.not.ok(scriptsToTheSaleScreen().includes(name ?? ''));
  // It is not fetched again when the others change.
  assert.not.match(readFileSync(join(register, name ?? ''), 'utf8'), /\.js"/);
});

test('nothing of the demo is in the product', () => {
  const scripts = readdirSync(register).filter((file) => /\.(js|css|html)$/.test(file));
  assert.ok(scripts.length > 3);
  assert.equal(scripts.filter((file) => /demo/i.test(readFileSync(join(register, file), 'utf8'))), []);
});

// ---- what is in the repository

function trackedTexts(): Array<{ name: string; text: string }> {
  const names = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)));
  return names.filter((name) => !/\.(png|jpg|webp|ico)$/.test(name)).map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));
}

const filesWith = (pattern: RegExp): string[] => trackedTexts().flatMap(({ name, text }) => {
  const found = pattern.exec(text);
  return found ? [`${name}: ${found[0]}`] : [];
});

test('no tracked file names a folder of somebody\'s machine', () => {
  assert.equal(filesWith(/(?<![\w.}])\/(?:work|root|home|Users)\/[\w.-]+/), []);
});

test('no tracked file names a package registry', () => {
  assert.equal(filesWith(/(?:https?:\/\/)(?:[\w-]+\.)*(?:registry|npm|artifactory|nexus|verdaccio)[\w-]*\.[\w.:-]+/), []);
});

test('no tracked file holds a private key or a token', () => {
  assert.equal(filesWith(/-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:npm|ghp|gho|glpat|xox[bp])[_-][A-Za-z0-9]{20,}|\bAKIA[A-Z0-9]{16}\b|_authToken\s*=/), []);
});

test('every relative link in README.md and docs/ leads somewhere', () => {
  const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
  const broken = pages.flatMap((page) => linksOf(page).filter((link) => !leadsSomewhere(page, link)).map((link) => `${page}: ${link}`));
  assert.equal(broken, []);
});

function linksOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|<(?:img|a)\b[^>]*\b(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
  return links.filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : join(dirname(page), decodeURI(path));
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || !file.endsWith('.md') || headingsOf(file).includes(anchor);
}

/** The anchors that headings get on GitHub and the like. */
function headingsOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^#+\s+(.*)$/gm)].map((match) => (match[1] ?? '').trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-'));
}

test.run();
