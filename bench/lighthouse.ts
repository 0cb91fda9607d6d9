import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { openFolder } from '../test/folder.js';
import { pairRegister, signIn } from '../test/browser/till.js';
import { findBrowser } from '../tools/browser.mjs';
import { finish, spread, type Table } from './figures.js';
import { readOptions } from './options.js';
import { openShop } from './shop.js';

// Target 8: Lighthouse on the sale screen, somebody being signed in, against the browser that is installed.

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const { rounds } = readOptions({ rounds: 5, sizes: [100] });
const shop = await openShop(1000);
const folder = openFolder();
const browser = spawn(String(findBrowser()), ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${folder.path}`, 'about:blank'], { stdio: 'ignore' });
const scores: Record<string, number[]> = {};
const failing = new Set<string>();
try {
  const port = Number(await portOf(folder.path));
  const context = (await chromium.connectOverCDP(`http://127.0.0.1:${port}`)).contexts()[0];
  const page = context?.pages()[0] ?? await context?.newPage();
  if (!page) throw new Error('the browser has no page');
  await pairRegister(page, { url: shop.url, pairingCode: await shop.pairingCode() });
  await signIn(page, 'Asha Nair', '1234');
  // These come with the bench's own packages, which the compiler need not have.
  const [{ default: lighthouse }, { default: desktop }, { default: puppeteer }] = await Promise.all(
    ['lighthouse', 'lighthouse/core/config/desktop-config.js', 'puppeteer-core'].map((name) => import(name) as Promise<unknown>),
  ) as [{ default: Lighthouse }, { default: object }, { default: Puppeteer }];
  const client = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null });
  const target = (await client.pages()).find((one) => one.url().includes('/register/'));
  for (let round = 0; round < rounds; round++) {
    const { lhr } = await lighthouse(`${shop.url}register/`, { onlyCategories: [...CATEGORIES], disableStorageReset: true, logLevel: 'silent' }, desktop, target);
    for (const name of CATEGORIES) (scores[name] ??= []).push((lhr.categories[name]?.score ?? 0) * 100);
    for (const { id, score, title } of Object.values(lhr.audits)) if (score !== null && score < 0.9) failing.add(`${id} (${title})`);
    console.error(`  ${CATEGORIES.map((name) => `${name} ${scores[name]?.at(-1)}`).join(', ')}; shows ${lhr.finalDisplayedUrl}`);
  }
  await client.disconnect();
} finally {
  browser.kill('SIGKILL');
  await new Promise((resolve) => { if (browser.exitCode !== null || browser.signalCode) resolve(null); else browser.on('exit', resolve); });
  await shop.close();
  folder.close();
}
const table: Table = { title: 'the sale screen', unit: 'of 100', baseline: 'performance', runs: scores };
finish({
  script: 'lighthouse', title: 'Lighthouse', tables: [table],
  facts: Object.fromEntries(CATEGORIES.map((name) => [`lighthouse.${name}`, spread(scores[name] ?? []).median])),
  notes: ['The second visit of a register that is set up: its worker answers. Lighthouse’s own settings for a desktop.', failing.size > 0 ? `Audits below 0.9: ${[...failing].join('; ')}.` : 'No audit is below 0.9.'],
});

interface Puppeteer {
  connect(options: object): Promise<{ pages(): Promise<{ url(): string }[]>; disconnect(): Promise<void> }>;
}
type Lighthouse = (url: string, flags: object, config: object, page: unknown) => Promise<{ lhr: {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>; readonly finalDisplayedUrl: string;
  readonly audits: Readonly<Record<string, { readonly id: string; readonly score: number | null; readonly title: string }>>;
} }>;

/** The browser writes down where it listens. */
async function portOf(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  for (let tries = 0; tries < 300; tries++) {
    const [port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port) return port;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the browser did not start');
}
