import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Status } from '../../domain/local.js';
import { anySale } from '../../test/sale.js';
import { openBrowser, openShop, type TestBrowser, type TestShop } from '../../test/browser/fixture.js';
import { pairRegister, signIn } from '../../test/browser/till.js';
import { openFolder } from '../../test/folder.js';

// Run by policies.ts, in a namespace in which the policies' folder is nobody else's.

const FILE = '/etc/chromium/policies/managed/holdfast-torture.json';
/** For a machine that has much else to do. */
const PATIENCE = 300_000;

interface Case {
  readonly name: string;
  /** @param origin of the panel, without a slash. */
  readonly policies: (origin: string) => Readonly<Record<string, unknown>>;
  /** Settings of the profile itself, as its user would have made them. */
  readonly settings?: object;
  /** Throws when the register did not do as docs/kiosk.md says. */
  readonly holds: (rig: Rig) => Promise<void>;
}
interface Rig {
  readonly shop: TestShop;
  readonly browser: TestBrowser;
  readonly code: string;
}

const CASES: readonly Case[] = [
  { name: 'no policies: what was sold offline is there after a restart', policies: () => ({}), holds: keepsItsSale },
  { name: 'cookies for a session only: everything goes at exit, and the register had said so', policies: (origin) => ({ CookiesSessionOnlyForUrls: [origin] }), holds: losesItsSale },
  { name: 'clearing at exit: the same', policies: () => ({ ClearBrowsingDataOnExitList: ['cookies_and_other_site_data', 'hosted_app_data'], SyncDisabled: true, BrowserSignin: 0 }), holds: losesItsSale },
  { name: 'cookies for a session by default, and this address exempt: kept', policies: (origin) => ({ DefaultCookiesSetting: 4, CookiesAllowedForUrls: [origin] }), holds: keepsItsSale },
  { name: 'cookies blocked: it says that it cannot run here', policies: (origin) => ({ CookiesBlockedForUrls: [origin] }), holds: saysThatItCannot },
  {
    name: 'Background Sync blocked in the site settings: told, and what was sold arrives all the same', policies: () => ({}),
    settings: { profile: { default_content_setting_values: { background_sync: 2 } } }, holds: sendsWithoutSync,
  },
];

async function keepsItsSale({ shop, browser, code }: Rig): Promise<void> {
  await sellOffline(shop, browser, code);
  await browser.relaunch();
  await open(browser, shop);
  equal('unsynchronised sales after the restart', (await status(browser.page)).unsynchronised, 1);
  await shop.startPanel();
  await until('the sale to arrive', async () => (await status(browser.page)).unsynchronised === 0);
}

async function losesItsSale({ shop, browser, code }: Rig): Promise<void> {
  await sellOffline(shop, browser, code);
  const said = await fitness(browser.page);
  equal('what was said before of how the data is kept', [said['Kept data'], said['Kept between starts']], ['Look at this', 'Look at this']);
  await shop.startPanel();
  await browser.relaunch();
  await open(browser, shop);
  await browser.page.getByRole('heading', { name: 'Set up this register' }).waitFor();
}

async function saysThatItCannot({ shop, browser }: Rig): Promise<void> {
  await open(browser, shop);
  await browser.page.getByRole('heading', { name: 'The register cannot run here' }).waitFor();
}

async function sendsWithoutSync({ shop, browser, code }: Rig): Promise<void> {
  await sellOffline(shop, browser, code);
  equal('what is said of Background Sync', (await fitness(browser.page))['Sending by itself'], 'Look at this');
  await shop.startPanel();
  await until('the sale to arrive', async () => (await status(browser.page)).unsynchronised === 0);
}

async function open({ page }: TestBrowser, { url }: TestShop): Promise<void> {
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${url}register/`);
}

async function sellOffline(shop: TestShop, browser: TestBrowser, code: string): Promise<void> {
  browser.page.setDefaultTimeout(PATIENCE);
  await pairRegister(browser.page, shop, code);
  await shop.stopPanel();
  const sold = await browser.page.evaluate(async (body) => (await fetch('api/sales', { method: 'POST', body })).status, JSON.stringify(anySale()));
  equal('the answer to a sale', sold, 202);
}

const status = (page: Page): Promise<Status> => page.evaluate(async () => (await fetch('api/status')).json() as Promise<never>);

/** What "Is this device fit?" says, by the conditions' names. */
async function fitness(page: Page): Promise<Record<string, string>> {
  await signIn(page, 'Asha Nair', '1234');
  await page.goto(`${page.url().split('#')[0]}#/fit`);
  await page.locator('main[aria-busy="false"]').waitFor();
  const items = await page.getByRole('list', { name: 'Checks' }).getByRole('listitem').all();
  return Object.fromEntries(await Promise.all(items.map(async (item) => [await item.getByRole('heading').innerText(), await item.locator('.mark').innerText()])));
}

function equal(what: string, found: unknown, wanted: unknown): void {
  const [is, must] = [found, wanted].map((value) => JSON.stringify(value));
  if (is !== must) throw new Error(`${what}: ${is}, and not ${must}`);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE; !await holds().catch(() => false);) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function tryCase({ name, policies, settings, holds }: Case): Promise<boolean> {
  const shop = await openShop();
  const folder = openFolder();
  const profile = join(folder.path, 'profile');
  mkdirSync(join(profile, 'Default'), { recursive: true });
  if (settings) writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(settings));
  writeFileSync(FILE, JSON.stringify(policies(shop.url.slice(0, -1))));
  const browser = await openBrowser({ profile });
  try {
    await holds({ shop, browser, code: shop.pairingCode });
    console.log(`  held    ${name}`);
    return true;
  } catch (error) {
    console.log(`  FAILED  ${name}\n          ${error instanceof Error ? error.message : String(error)}\n${await browser.page.locator('body').innerText({ timeout: 5000 }).catch(() => '')}`);
    return false;
  } finally {
    await browser.close();
    rmSync(FILE, { force: true });
    await shop.close();
    folder.close();
  }
}

if (!/ \/etc\/chromium .* - tmpfs policies /.test(readFileSync('/proc/self/mountinfo', 'utf8'))) throw new Error('this is run by npm run torture -- --policies, and not by itself');
console.log('Policies, one browser and panel each:');
const only = process.env['HOLDFAST_CASE'];
let held = true;
for (const one of CASES) if (!only || one.name.includes(only)) held = await tryCase(one) && held;
process.exitCode = held ? 0 : 1;
