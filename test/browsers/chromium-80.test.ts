import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { OLD_CHROMIUMS, unpack } from '../../tools/old-chromium.mjs';
import { openFolder } from '../folder.js';
import { chromiumOf } from './launchers.js';
import { tellStory } from './story.js';

test('a till of 2020, Chromium 80: it is set up, sells, sells on with no network, through a stopped worker and a restart, and all arrives once', async () => tellStory(await chromiumOf(80)));

test('a download that is not the very one that is named in the sources is not unpacked', async () => {
  const folder = openFolder();
  folder.write('package.tgz', 'something else');
  const refused = await unpack(`${folder.path}/package.tgz`, OLD_CHROMIUMS[80].integrity, folder.path).then(() => '', (error: Error) => error.message);
  folder.close();
  assert.match(refused, /not the one that is named/);
});

test.run();
