import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { chromiumOf, todaysChromium } from './launchers.js';
import { inBrowser, tellStory, whereThereIs } from './story.js';

const [of2019, of2021] = [await chromiumOf(79), await chromiumOf(92)];

test('today’s Chromium: the whole story of a register', () => tellStory(todaysChromium()));

whereThereIs(of2021)('Chromium 92, of 2021: the whole story of a register', () => tellStory(of2021));

whereThereIs(of2019)('Chromium 79, of 2019, is too old: its first screen says so, and what to use', () => inBrowser(of2019, async (shop, visitor) => {
  await visitor.wire.open(`${shop.url}register/`);
  assert.match(await visitor.words(), /the browser is too old for it.*Use a current Chrome, Edge, Firefox or Safari/);
  await visitor.look('too old');
}));

test.run();
