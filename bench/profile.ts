import { signIn } from '../test/browser/till.js';
import { inBrowser, inPage } from './browser.js';
import { readOptions } from './options.js';
import { openShop } from './shop.js';
import { seen, setUp, watchPage } from './till.js';

// Where a start's time goes: the page's own functions by the time spent in them, first at the first full sync and then at a cold start.

interface Frame {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number; readonly columnNumber: number };
}
const { sizes: [size = 100_000] } = readOptions({ rounds: 1, sizes: [100_000] });
const shop = await openShop(size);
await inBrowser(async (browser) => {
  const signedIn = await inPage(browser, 'about:blank', async (page, session) => {
    await session.send('Profiler.enable');
    await session.send('Profiler.start');
    await setUp(page, shop);
    tell('first full sync', await session.send('Profiler.stop') as never);
    await signIn(page, 'Asha Nair', '1234');
    return page.evaluate(() => String(sessionStorage.staff));
  });
  await browser.relaunch();
  await inPage(browser, 'about:blank', async (page, session) => {
    await watchPage(page);
    await page.addInitScript((staff) => { try { Object.assign(sessionStorage, { staff, touched: Date.now() }); } catch { /* about:blank has none */ } }, signedIn);
    await session.send('Profiler.enable');
    await session.send('Profiler.start');
    await page.goto(`${shop.url}register/`);
    const saw = await seen(page);
    tell('cold start', await session.send('Profiler.stop') as never);
    console.log(JSON.stringify(saw));
  });
});
await shop.close();

function tell(what: string, { profile: { nodes, samples, timeDeltas } }: { profile: { nodes: Frame[]; samples: number[]; timeDeltas: number[] } }): void {
  const spent = new Map<string, number>();
  const named = new Map(nodes.map(({ id, callFrame: { functionName, url, lineNumber, columnNumber } }) => [id, `${functionName || 'anonymous'} ${url.split('/').pop()}:${lineNumber}:${columnNumber}`]));
  samples.forEach((id, index) => spent.set(named.get(id) ?? '', (spent.get(named.get(id) ?? '') ?? 0) + (timeDeltas[index] ?? 0) / 1000));
  console.log(`\n${what}: ms of its own`);
  for (const [name, ms] of [...spent].sort((a, b) => b[1] - a[1]).slice(0, 14)) console.log(`${ms.toFixed(0).padStart(7)}  ${name}`);
}
