import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openFolder, ROOT } from '../folder.js';
import { start } from './process.js';
import type { Size, Wire } from './wire.js';

/** A small browser on WebKitGTK that keeps what its pages store: MiniBrowser forgets all of it when it is driven. */
const BROWSER = join(ROOT, 'test/browsers/webkit.py');

type Send = (method: string, path: string, body?: object) => Promise<unknown>;

/** WebKitGTK on a screen of its own, by WebDriver. */
export async function openWebKit(size: Size): Promise<Wire> {
  const folder = openFolder();
  const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', `${size.width}x${size.height}x24`, '-nolisten', 'tcp']);
  const display = `:${(await screen.says(/(\d+)\n/))}`;
  const port = await freePort();
  const driver = start('WebKitWebDriver', [`--port=${port}`], { DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' });
  await answers(port);
  const send: Send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = await response.json() as { value: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  const options = { binary: BROWSER, args: [folder.path, String(size.width), String(size.height)] };
  let version = '';
  const launch = async (): Promise<string> => {
    const { sessionId, capabilities } = await send('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } }) as { sessionId: string; capabilities: { readonly browserVersion: string } };
    version = `WebKitGTK/${capabilities.browserVersion}`;
    await send('POST', `/session/${sessionId}/timeouts`, { script: 60_000, pageLoad: 60_000 });
    return `/session/${sessionId}`;
  };
  let session = await launch();
  const perform = async (source: object): Promise<void> => { await send('POST', `${session}/actions`, { actions: [source] }); };
  return {
    version,
    open: async (url) => { await send('POST', `${session}/url`, { url }); },
    evaluate: (expression) => evaluate(send, session, expression),
    tap: (x, y) => perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [{ type: 'pointerMove', duration: 0, x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] }),
    type: (text) => perform({ type: 'key', id: 'keys', actions: [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) }),
    picture: async () => Buffer.from(String(await send('GET', `${session}/screenshot`)), 'base64'),
    stopWorker: null,
    relaunch: async () => {
      await send('DELETE', session);
      session = await launch();
    },
    close: async () => {
      await send('DELETE', session).catch(() => undefined);
      await driver.kill();
      await screen.kill();
      folder.close();
    },
  };
}

async function evaluate(send: Send, session: string, expression: string): Promise<unknown> {
  const script = `const [done] = arguments; Promise.resolve(${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value, error } = await send('POST', `${session}/execute/async`, { script, args: [] }) as { value?: unknown; error?: string };
  if (error !== undefined) throw new Error(error);
  return value;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answers(port: number): Promise<void> {
  for (let left = 100; ; left--) {
    if (await fetch(`http://127.0.0.1:${port}/status`).then(() => true, () => false)) return;
    if (left === 0) throw new Error('WebKitWebDriver does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
