import { readdirSync } from 'node:fs';
import { request, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { folderServer } from '../../tools/folder-server.mjs';
import { ROOT } from '../folder.js';
import { inShop, openBrowser, type TestShop } from './fixture.js';
import { until } from './ledger.js';
import { closeMenu, openMenu, pairRegister, payQuickCash, putInCart, sellQuick, signIn, unsynchronised } from './till.js';

const DEMO = join(ROOT, 'dist', 'demo');
const PICTURES = readdirSync(join(ROOT, 'static', 'demo', 'pictures')).length;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const offlineSwitch = (page: Page) => page.getByRole('switch', { name: 'Work offline' });

interface Host {
  /** With a slash at its end. */
  readonly url: string;
  close(): void;
}

async function listen(server: Server): Promise<Host> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`, close: () => { server.close(); server.closeAllConnections(); } };
}

/** Hands everything on to the shop's panel: register and demo are then on one origin. */
const through = (shop: TestShop): RequestListener => (asked, answer) => {
  const { hostname, port } = new URL(shop.url);
  const onward = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
};

/** All that a register keeps in this browser, as text: databases, caches, localStorage (without the time, which each look at the register writes anew). */
function keptByRegister(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: unknown[] = [Object.entries({ ...localStorage }).filter(([name]) => !name.startsWith('holdfast-demo')).map(([name, value]) => [name, value.replace(/"at":"[^"]*"/, '')]).sort()];
    for (const { name = '' } of await indexedDB.databases()) {
      if (name.startsWith('holdfast-demo')) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error ?? new Error('not opened'));
      });
      for (const store of Array.from(database.objectStoreNames)) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const found: unknown[] = [];
          const asked = database.transaction(store).objectStore(store).openCursor();
          asked.onerror = () => reject(asked.error ?? new Error('not read'));
          asked.onsuccess = () => {
            if (!asked.result) return resolve(found);
            const value = asked.result.value as { queueName?: string };
            if (value.queueName !== 'holdfast-demo-sales') found.push([asked.result.key, value]);
            asked.result.continue();
          };
        });
        kept.push([name, rows]);
      }
      database.close();
    }
    const names = (await caches.keys()).filter((name) => !name.startsWith('holdfast-demo'));
    for (const name of names.sort()) kept.push([name, (await (await caches.open(name)).keys()).map(({ url }) => url).sort()]);
    return JSON.stringify(kept);
  });
}

/** A shop whose panel is reached through a file host that has the demo too. */
function beside(work: (host: Host, shop: TestShop, open: typeof openBrowser) => Promise<void>): Promise<void> {
  return inShop(async (shop, open) => {
    const host = await listen(folderServer(DEMO, { path: '/some/demo/', otherwise: through(shop) }));
    await work(host, shop, open).finally(host.close);
  });
}

test('the demo sells, synchronises and is looked at with its host gone, and touches nothing of a register on the same origin', () =>
  beside(async (host, shop, open) => {
    const browser = await open({ viewport: { width: 1024, height: 768 } });
    const { page } = browser;
    await pairRegister(page, { ...shop, url: host.url });
    await signIn(page, 'Ben Cole', '2580');
    await sellQuick(page, 'Long black');
    await putInCart(page, 'Penne 500 g');
    await openMenu(page);
    await until('a register with nothing to send', () => unsynchronised(page), (count) => count === 0);
    // What comes by itself after a full sync is to be over before anything is compared.
    await until('all pictures', () => page.evaluate(async () => (await (await caches.open('holdfast-pictures')).keys()).length), (count) => count === PICTURES);

    await page.goto(`${host.url}some/demo/`);
    await page.getByText('Demo: nothing here is real.').waitFor();
    await page.getByText('CAFE-2345').waitFor();
    const before = await keptByRegister(page);
    await button(page, 'Set up the demo').click();
    await page.getByRole('list', { name: 'Staff' }).waitFor();
    host.close();

    const [, pin = ''] = /Asha (\d+)/.exec(await page.getByText('PINs:').innerText()) ?? [];
    await signIn(page, 'Asha Nair', pin);
    await putInCart(page, 'Flat white');
    assert.is((await payQuickCash(page)).receiptNumber, 'D1-000001');
    assert.match(await page.getByRole('region', { name: 'Receipt' }).innerText(), /Total\s+\$4\.80/);
    await button(page, 'New sale').click();
    await offlineSwitch(page).click();
    await sellQuick(page, 'Croissant');
    await button(page, 'Refuse next sale').click();
    await openMenu(page);
    assert.is(await unsynchronised(page), 1);
    await offlineSwitch(page).click();
    await page.getByText('1 needs attention').waitFor();
    await page.getByRole('link', { name: 'Sales history' }).click();
    await button(page, 'Error').click();
    await page.getByText('The demo was asked to refuse this sale.').waitFor();
    await button(page, 'Retry').click();
    const items = page.getByRole('list', { name: 'Sales' }).getByRole('listitem');
    await until('a green history', () => items.allInnerTexts(), (texts) => texts.length === 2 && texts.every((text) => text.includes('Synchronised')));
    await button(page, 'Back to sale').click();

    await openMenu(page);
    await button(page, 'New item').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Demo bun');
    await page.getByRole('textbox', { name: 'SKU' }).fill('BUN-1');
    await page.getByRole('textbox', { name: 'Price' }).fill('3.10');
    await button(page, 'Save item').click();
    await sellQuick(page, 'Demo bun');

    // The same tab goes over to the register: nobody of the demo is signed in there, and Ben still is.
    await page.goto(`${host.url}register/`);
    await button(page, 'Switch staff Ben').waitFor();

    // Back in a browser that has never had the host since.
    await browser.relaunch();
    const again = browser.page;
    await again.goto(`${host.url}some/demo/`);
    await signIn(again, 'Asha Nair', pin);
    await openMenu(again);
    await until('an empty outbox', () => unsynchronised(again), (count) => count === 0);
    await again.getByRole('link', { name: 'Control panel' }).click();
    const ledger = again.getByRole('dialog', { name: 'Control panel' });
    assert.equal(await ledger.getByRole('rowheader').allInnerTexts(), ['D1-000003', 'D1-000002', 'D1-000001']);
    await button(again, 'Close').click();
    await button(again, 'Reset demo').click();
    await button(again, 'Reset now').click();
    await again.getByRole('textbox', { name: 'Pairing code' }).waitFor();
    await again.getByText('CAFE-2345').waitFor();
    assert.is(await keptByRegister(again), before);

    await again.goto(`${host.url}register/`);
    await signIn(again, 'Ben Cole', '2580');
    assert.match(await again.getByRole('list', { name: 'Cart' }).innerText(), /Penne 500 g/);
    await openMenu(again);
    assert.is(await unsynchronised(again), 0);
    await closeMenu(again);
  }));

test('where the demo cannot run it says why and what to do: as a file, from a host that names scripts wrongly, without room', async () => {
  const wrongPage = await listen(folderServer(DEMO, { types: { '.js': 'text/plain' } }));
  const wrongWorker = await listen(folderServer(DEMO, { types: { 'sw.js': 'application/octet-stream' } }));
  const sound = await listen(folderServer(DEMO));
  const { page, context, close } = await openBrowser();
  try {
    const said = async (url: string): Promise<string> => {
      await page.goto(url);
      return page.getByRole('alert').filter({ has: page.getByRole('heading') }).innerText();
    };
    assert.match(await said(`file://${DEMO}/index.html`), /opened as a file[^]*npm run demo/);
    assert.match(await said(wrongPage.url), /sends app-[\w-]+\.js as “text\/plain”[^]*text\/javascript/);
    assert.match(await said(wrongWorker.url), /sends sw\.js as “application\/octet-stream”[^]*text\/javascript/);
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: sound.url.slice(0, -1), quotaSize: 20_000 });
    assert.match(await said(sound.url), /storage is full[^]*Free some space/);
  } finally {
    await close();
    for (const host of [wrongPage, wrongWorker, sound]) host.close();
  }
});

test('in a private window, where nothing outlasts it, the demo comes up and sells all the same', async () => {
  const host = await listen(folderServer(DEMO));
  const { context, close } = await openBrowser();
  try {
    // A context of its own in the same browser is what a private window is: storage in memory alone.
    const secret = await context.browser()?.newContext();
    if (!secret) throw new Error('the browser opens no private window');
    const page = await secret.newPage();
    await page.goto(host.url);
    await button(page, 'Set up the demo').click();
    await signIn(page, 'Ben Cole', '2580');
    await sellQuick(page, 'Flat white');
    await secret.close();
  } finally {
    await close();
    host.close();
  }
});

test.run();
