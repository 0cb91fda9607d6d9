import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firefox, webKit } from './launchers.js';
import { openNetwork } from './network.js';
import { tellStory, whereThereIs } from './story.js';

const [gecko, webkit] = [firefox(), webKit()];

whereThereIs(gecko)('Firefox, its worker stopped whenever it rests: the whole story of a register', () => tellStory(gecko));

whereThereIs(webkit)('WebKit: the whole story of a register', () => tellStory(webkit));

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
