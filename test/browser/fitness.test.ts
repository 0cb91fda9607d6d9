import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readReport } from '../../server/reports.js';
import { openProxy } from '../faults/proxy.js';
import { premises, type TestRegister } from '../faults/premises.js';
import { signIn } from './till.js';
import { denyBackgroundSync } from './worker.js';

const place = premises();
const SESSION = /\/api\/session$/;

/** What the page says of each condition. */
async function checks(page: Page): Promise<Record<string, string>> {
  await page.locator('main[aria-busy="false"]').waitFor();
  const items = await page.getByRole('list', { name: 'Checks' }).getByRole('listitem').all();
  const said = await Promise.all(items.map(async (item) => [await item.getByRole('heading').innerText(), await item.locator('.mark').innerText()] as const));
  return Object.fromEntries(said);
}

async function again(page: Page): Promise<Record<string, string>> {
  await page.getByRole('button', { name: 'Check again' }).click();
  return checks(page);
}

async function openFitness({ page }: TestRegister): Promise<Record<string, string>> {
  await signIn(page, 'Asha Nair', '1234');
  await page.goto(`${page.url().split('#')[0]}#/settings`);
  await page.getByRole('link', { name: 'Is this device fit?' }).click();
  await page.getByRole('heading', { name: 'Is this device fit?' }).waitFor();
  return checks(page);
}

const SOUND = { 'Keeping sales': 'Fit', 'Writing to the disk': 'Fit', Room: 'Fit', 'Sending by itself': 'Fit', Network: 'Fit', 'Control panel': 'Fit', Clock: 'Fit' };
// A profile that is a minute old, on a site that nobody has installed.
const NEW = { 'Kept data': 'Look at this', 'Kept between starts': 'Look at this' };

test('each condition of a real device is told as it is, also when it changes', () => place.register(async (register) => {
  const { page, proxy, browser, origin } = register;
  assert.equal(await openFitness(register), { ...SOUND, ...NEW });
  assert.equal(await violations(page), []);
  await denyBackgroundSync(browser.context, origin);
  assert.is((await again(page))['Sending by itself'], 'Look at this');
  proxy.break({ status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Log in</title>' }, { path: SESSION });
  const portal = await again(page);
  assert.equal([portal['Network'], portal['Control panel'], portal['Clock']], ['Not fit', 'Look at this', 'Look at this']);
  const early = new Date(Date.now() - 2 * 3_600_000).toISOString();
  proxy.break({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ protocol: 1, time: early }) }, { path: SESSION });
  assert.is((await again(page))['Clock'], 'Not fit');
  await page.getByText('2 hours ahead of the control panel’s').waitFor();
  proxy.break('lose-request', { path: SESSION });
  assert.is((await again(page))['Control panel'], 'Look at this');
}));

test('a set-up link never pairs a register anew; a device that is none yet comes up paired without a tap', () => place.register(async (register) => {
  const { page, origin, shop } = register;
  const code = (await register.newCode()).replace('-', '');
  await page.goto(`${origin}/register/#/set-up/${code}`);
  await page.getByText(/This device is Counter \w+ already, so the set-up link was not used/).waitFor();
  assert.is((await register.status()).device?.link, 1);
  const fresh = await openProxy(shop.url, 'fresh.localhost');
  const tab = await register.anotherTab();
  await tab.goto(`${fresh.url}register/#/set-up/${code}`);
  await tab.getByRole('list', { name: 'Staff' }).waitFor();
  const { version, storage, unsynchronised } = await register.wait('the new device’s report', () => register.onPanel(({ db }) => readReport(db, { register_id: register.registerId, link: 2 })), (seen) => seen !== null) ?? {};
  assert.equal([/^[0-9a-f]{12}$/.test(version ?? ''), storage, unsynchronised], [true, 'best-effort', 0]);
  await fresh.close();
}));

test('a set-up link that is not whole, has expired, or is unknown or another panel’s says so', () => place.register(async (register) => {
  const { shop, origin } = register;
  const other = await openProxy(shop.url, 'other.localhost');
  const tab = await register.anotherTab();
  // A newer code ends the one before it.
  const expired = (await register.newCode()).replace('-', '');
  await register.newCode();
  await tab.goto(`${other.url}register/#/set-up/K7QM`);
  await tab.getByText('The set-up link is not whole').waitFor();
  await tab.goto(`${other.url}register/#/set-up/${expired}`);
  await tab.getByText('The set-up link did not work. This pairing code is no longer valid.').waitFor();
  await tab.goto(`${other.url}register/#/set-up/K7QM2XFD`);
  await tab.getByText('The set-up link did not work. This pairing code is not known here.').waitFor();
  assert.is(await tab.getByRole('textbox', { name: 'Pairing code' }).inputValue(), 'K7QM-2XFD');
  await tab.getByRole('textbox', { name: 'Pairing code' }).fill(`${origin}/register/#/set-up/K7QM2XFD`);
  await tab.getByRole('button', { name: 'Set up register' }).click();
  await tab.getByText(`This set-up link is for the control panel at ${origin}/register/`).waitFor();
  await other.close();
}));

test('the panel went through all of it without a fault of its own', () => place.close());

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { readonly axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await run.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

test.run();
