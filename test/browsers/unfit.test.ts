import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { whyNoRegister } from './first-screen.js';
import { todaysChromium } from './launchers.js';
import { inBrowser } from './story.js';

const HOST = 'pos.shop.example';

test('at an address without https the first screen asks for the one with it', () => inBrowser(todaysChromium(`--host-resolver-rules=MAP ${HOST} 127.0.0.1`), async (shop, visitor) => {
  assert.match(await whyNoRegister(shop, visitor, HOST), /address that begins with https, and this one does not\. Ask whoever set up the control panel/);
}));

test.run();
