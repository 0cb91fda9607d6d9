import { signIn } from '../test/browser/till.js';
import { inBrowser, inPage, throttle } from './browser.js';
import { finish, quantile, spread, type Table } from './figures.js';
import { readOptions } from './options.js';
import { LARGE } from './rows.js';
import { openShop } from './shop.js';
import { setUp } from './till.js';

// Target 4: scrolling a category of 5,000, and typing, on the register's own screen with everything loaded.

const STEPS = 120;
const options = readOptions({ rounds: 5, sizes: [100_000] });
const [size = 100_000] = options.sizes;
const shop = await openShop(size);
const frames: Record<string, number[]> = {};
const keys: Record<string, number[]> = {};
let tiles = 0;
for (let round = 0; round < options.rounds; round++) await inBrowser((browser) => inPage(browser, 'about:blank', async (page, session) => {
  await page.addInitScript(() => {
    const seen = { frames: [] as number[], keys: [] as number[] };
    (window as unknown as { seenFrames: typeof seen }).seenFrames = seen;
    (async () => { for (;;) seen.frames.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve))); })().catch(console.error);
    new PerformanceObserver((list) => list.getEntries().forEach(({ name, duration }) => { if (name === 'keydown' || name === 'input') seen.keys.push(duration); })).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  await setUp(page, shop);
  await signIn(page, 'Asha Nair', '1234');
  const gaps = async (work: () => Promise<void>): Promise<number> => {
    await page.evaluate(() => { (window as unknown as { seenFrames: { frames: number[] } }).seenFrames.frames.length = 0; });
    await work();
    const all = await page.evaluate(() => (window as unknown as { seenFrames: { frames: number[] } }).seenFrames.frames);
    return quantile(all.slice(1).map((at, index) => at - (all[index] ?? at)), 0.95);
  };
  for (const rate of [1, 6]) {
    await throttle(session, rate);
    await page.getByRole('button', { name: LARGE.name, exact: true }).click();
    const shelf = await page.getByRole('list', { name: 'Products' }).boundingBox();
    await page.mouse.move((shelf?.x ?? 0) + 100, (shelf?.y ?? 0) + 100);
    (frames[`at rest ×${rate}`] ??= []).push(await gaps(async () => page.waitForTimeout(1000)));
    (frames[`scrolling ×${rate}`] ??= []).push(await gaps(async () => {
      for (let step = 0; step < STEPS; step++) {
        await page.mouse.wheel(0, 300);
        await page.waitForTimeout(16);
      }
    }));
    tiles = Math.max(tiles, await page.getByRole('list', { name: 'Products' }).getByRole('listitem').count());
    const search = page.getByRole('searchbox', { name: 'Search products' });
    await page.evaluate(() => { (window as unknown as { seenFrames: { keys: number[] } }).seenFrames.keys.length = 0; });
    for (const text of ['lavazza cof', 'milk 500', '93000', 'crème', 'zqx']) {
      await search.fill('');
      await search.pressSequentially(text, { delay: 60 });
    }
    await page.waitForTimeout(300);
    // Below 16 ms the browser tells nothing: that key was as quick as a frame.
    (keys[`a key ×${rate}`] ??= []).push(quantile(await page.evaluate(() => [16, ...(window as unknown as { seenFrames: { keys: number[] } }).seenFrames.keys]), 0.95));
    await search.fill('');
    await page.getByRole('button', { name: 'All', exact: true }).click();
  }
}));
await shop.close();
const tables: Table[] = [
  { title: `${LARGE.products.toLocaleString('en')} products: 95th percentile of a frame`, unit: 'ms', baseline: 'at rest ×1', runs: frames },
  { title: `Typing in ${size.toLocaleString('en')}: 95th percentile from key to paint`, unit: 'ms', baseline: 'a key ×1', runs: keys },
];
finish({
  script: 'scroll', title: 'Scrolling and typing', tables,
  facts: { 'scroll.frame.p95': spread(frames['scrolling ×1'] ?? []).median, 'scroll.key.p95': spread(keys['a key ×1'] ?? []).median, 'scroll.key.p95.×6': spread(keys['a key ×6'] ?? []).median },
  notes: [`The wheel turned ${STEPS} times by 300 px; never more than ${tiles.toLocaleString('en')} tiles were there at once. A frame at 60 Hz is 16.7 ms. Keys: what Event Timing tells, in steps of 8 ms.`],
});
