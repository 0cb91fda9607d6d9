import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TestShop } from '../browser/fixture.js';
import { firefox, todaysChromium } from './launchers.js';
import { inBrowser, whereThereIs } from './story.js';
import type { Visitor } from './visitor.js';

// Where a register cannot run, its first screen says why, and what to do.

async function firstWords(visitor: Visitor, url: string): Promise<string> {
  await visitor.wire.open(url);
  await visitor.see(['heading', 'The register cannot run here']);
  await visitor.look('cannot run');
  return visitor.words();
}

const register = ({ url }: TestShop): string => `${url}register/`;

test('at an address without https: it asks for the one with it', () => inBrowser(todaysChromium('--host-resolver-rules=MAP pos.shop.example 127.0.0.1'), async (shop, visitor) => {
  assert.match(await firstWords(visitor, register(shop).replace('127.0.0.1', 'pos.shop.example')), /an address that begins with https, and this one does not/);
}));

const [without, keepingNothing, inPrivate] = [firefox({ 'dom.serviceWorkers.enabled': false }), firefox({ 'network.cookie.cookieBehavior': 2 }), firefox({ 'browser.privatebrowsing.autostart': true })];

whereThereIs(without)('in a Firefox without service workers: it says what to use', () => inBrowser(without, async (shop, visitor) => {
  assert.match(await firstWords(visitor, register(shop)), /cannot keep sales safe\. Use a current Chrome, Edge, Firefox or Safari, no private window/);
}));

whereThereIs(keepingNothing)('in a Firefox that may keep nothing for this site: it asks to be let', () => inBrowser(keepingNothing, async (shop, visitor) => {
  assert.match(await firstWords(visitor, register(shop)), /let this site keep data \(cookies\)/);
}));

whereThereIs(inPrivate)('in a private window of Firefox, which would forget all that is sold: set-up asks for another window', () => inBrowser(inPrivate, async (shop, visitor) => {
  await visitor.wire.open(register(shop));
  await visitor.wait('the warning', (texts) => texts.some((text) => /private or guest window.*Open this address in a normal window/.test(text)), ['alert']);
  await visitor.see(['button', 'Set up register']);
  await visitor.look('private');
}));

test.run();
