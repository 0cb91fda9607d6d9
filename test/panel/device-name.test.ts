import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deviceName } from '../../panel/registers/device-name.js';

const SAID: Readonly<Record<string, string>> = {
  'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36': 'Chrome 139 on ChromeOS',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36': 'Chrome 156 on Linux',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0': 'Edge 150 on Windows',
  'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0': 'Firefox 153 on Linux',
  'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1': 'Safari 17 on iPad',
  'Mozilla/5.0 (Linux; Android 14; Pixel Tablet) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36': 'Chrome 120 on Android',
};

for (const [said, name] of Object.entries(SAID)) test(`a device is called ${name}`, () => assert.is(deviceName(said), name));

test('what is no browser keeps its name, and silence is a device', () => {
  assert.equal([deviceName('Till 7'), deviceName('')], ['Till 7', 'A device']);
});

test.run();
