import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { OLD_CHROMIUMS, unpack } from '../../tools/old-chromium.mjs';
import { openFolder } from '../folder.js';
import { chromiumOf } from './launchers.js';
import { tellStory, whereThereIs } from './story.js';

const of2020 = await chromiumOf(80);

whereThereIs(of2020)('Chromium 80, of 2020: set up, it sells, with no network too, through a stopped worker, a reload and its own end; all arrives, each sale once', () => tellStory(of2020));

test('a download that is not the very one that is named in the sources is not unpacked', async () => {
  const folder = openFolder();
  folder.write('package.tgz', 'something else');
  const refused = await unpack(`${folder.path}/package.tgz`, OLD_CHROMIUMS[80].integrity, folder.path).then(() => '', (error: Error) => error.message);
  folder.close();
  assert.match(refused, /not the one that is named/);
});

test.run();
