import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { seePrivateWarning, whyNoRegister } from './first-screen.js';
import { firefox, webKit } from './launchers.js';
import { openNetwork } from './network.js';
import { inBrowser, tellStory, whereThereIs } from './story.js';

const [gecko, webkit] = [firefox(), webKit()];

whereThereIs(gecko)('Firefox, its worker stopped whenever it rests: the whole story of a register', () => tellStory(gecko));

whereThereIs(webkit)('WebKit: the whole story of a register', () => tellStory(webkit));

const without = firefox({ 'dom.serviceWorkers.enabled': false });
whereThereIs(without)('Firefox without service workers: the first screen says what to use', () => inBrowser(without, async (shop, visitor) => {
  assert.match(await whyNoRegister(shop, visitor), /cannot keep sales safe\. Use a current Chrome, Edge, Firefox or Safari, no private window/);
}));

const keepsNothing = firefox({ 'network.cookie.cookieBehavior': 2 });
whereThereIs(keepsNothing)('Firefox that may keep nothing for this site: the first screen asks to be let', () => inBrowser(keepsNothing, async (shop, visitor) => {
  assert.match(await whyNoRegister(shop, visitor), /let this site keep data \(cookies\)/);
}));

const inPrivate = firefox({ 'browser.privatebrowsing.autostart': true });
whereThereIs(inPrivate)('a private window of Firefox, which forgets all that is sold: set-up asks for another window', () => inBrowser(inPrivate, seePrivateWarning));

test('the network of these stories carries, refuses when it is cut, and carries again', async () => {
  const server = createServer((_, response) => void response.end('here'));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const network = await openNetwork(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const ask = (): Promise<string> => fetch(network.url).then((response) => response.text(), () => 'refused');
  const said = [await ask(), await network.cut().then(ask), await network.mend().then(ask)];
  await network.cut();
  server.close();
  assert.equal(said, ['here', 'refused', 'here']);
});

test.run();
