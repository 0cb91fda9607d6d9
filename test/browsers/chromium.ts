import { until } from '../browser/ledger.js';
import { connect, type Connection } from './connection.js';
import { openFolder } from '../folder.js';
import { start } from './process.js';
import { openTab, type Tab } from './tab.js';
import type { Size, Wire } from './wire.js';

export interface Program {
  readonly path: string;
  /** Folder of the shared libraries that came with it. */
  readonly libraries?: string;
}

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--no-zygote', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--lang=en-AU', '--remote-debugging-port=0'];

interface Page extends Tab {
  readonly send: Connection['send'];
}

export interface ChromiumWire extends Wire {
  /** Runs a script in each page before anything of the page, until the browser is launched again. */
  onEachPage(script: string): Promise<void>;
}

/** A Chromium of any age, by the DevTools protocol as it was in 2020. @param flags more of the command line's. */
export async function openChromium({ path, libraries }: Program, size: Size, flags: readonly string[] = []): Promise<ChromiumWire> {
  const folder = openFolder();
  const env = libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries };
  const launch = async (): Promise<Page> => {
    const running = start(path, [...ARGS, ...flags, `--user-data-dir=${folder.path}`, `--window-size=${size.width},${size.height}`, 'about:blank'], env);
    const connection = await connect(await running.says(/DevTools listening on (ws:\S+)/));
    const firstPage = async (): Promise<string | undefined> => {
      const { targetInfos } = await connection.send('Target.getTargets') as { targetInfos: { readonly type: string; readonly targetId: string }[] };
      return targetInfos.find(({ type }) => type === 'page')?.targetId;
    };
    // It listens before its first page is there.
    const { sessionId } = await connection.send('Target.attachToTarget', { targetId: await until('the first page', firstPage, (id) => id !== undefined), flatten: true });
    const send: Connection['send'] = (method, params) => connection.send(method, params, String(sessionId));
    await send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
    return { running, connection, send };
  };
  const { now, relaunch, close } = await openTab(launch, 'Browser.close', folder);
  const { product } = await now().connection.send('Browser.getVersion');
  return {
    version: String(product),
    open: async (url) => {
      const { errorText } = await now().send('Page.navigate', { url });
      if (errorText) throw new Error(`${url}: ${String(errorText)}`);
      await loaded(now().send);
    },
    evaluate: (expression) => evaluate(now().send, expression),
    onEachPage: async (script) => {
      // 80 keeps such scripts only while the domain is on.
      await now().send('Page.enable');
      await now().send('Page.addScriptToEvaluateOnNewDocument', { source: script });
    },
    tap: async (x, y) => {
      // All at once: a page that changes between down and up would have no click.
      const hand = (type: string, button: string, clickCount: number): Promise<unknown> => now().send('Input.dispatchMouseEvent', { type, x, y, button, clickCount });
      await Promise.all([hand('mouseMoved', 'none', 0), hand('mousePressed', 'left', 1), hand('mouseReleased', 'left', 1)]);
    },
    type: async (text) => {
      for (const key of text) {
        await now().send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key, unmodifiedText: key });
        await now().send('Input.dispatchKeyEvent', { type: 'keyUp', key });
      }
    },
    picture: async () => Buffer.from(String((await now().send('Page.captureScreenshot')).data), 'base64'),
    stopWorker: async () => {
      await now().send('ServiceWorker.enable');
      await now().send('ServiceWorker.stopAllWorkers');
      await now().send('ServiceWorker.disable');
    },
    relaunch, close,
  };
}

async function loaded(send: Connection['send']): Promise<void> {
  while (await evaluate(send, 'document.readyState').catch(() => 'between two pages') !== 'complete') await new Promise((resolve) => setTimeout(resolve, 50));
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

async function evaluate(send: Connection['send'], expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }) as unknown as Evaluated;
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}
