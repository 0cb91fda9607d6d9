import { openFolder } from '../folder.js';
import { connect, type Connection } from './connection.js';
import { start, type Running } from './process.js';
import type { Size, Wire } from './wire.js';

/** By name, as in about:config. */
export type Settings = Readonly<Record<string, boolean | number | string>>;

interface Tab {
  readonly running: Running;
  readonly connection: Connection;
  readonly context: string;
}

/** Firefox, by WebDriver BiDi. @param settings of about:config, beside what the protocol sets by itself. */
export async function openFirefox(path: string, size: Size, settings: Settings = {}): Promise<Wire> {
  const folder = openFolder();
  const all = { 'datareporting.policy.dataSubmissionEnabled': false, 'browser.shell.checkDefaultBrowser': false, 'intl.locale.requested': 'en-US', 'intl.accept_languages': 'en-AU, en', ...settings };
  folder.write('user.js', Object.entries(all).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  let version = '';
  const launch = async (): Promise<Tab> => {
    const running = start(path, ['--headless', '--no-remote', '--profile', folder.path, '--remote-debugging-port=0', 'about:blank'], { MOZ_HEADLESS_WIDTH: String(size.width), MOZ_HEADLESS_HEIGHT: String(size.height) });
    const connection = await connect(`${await running.says(/WebDriver BiDi listening on (ws:\S+)/)}/session`);
    const { capabilities } = await connection.send('session.new', { capabilities: {} }) as { capabilities: { readonly browserVersion: string } };
    version = `Firefox/${capabilities.browserVersion}`;
    const { contexts } = await connection.send('browsingContext.getTree') as { contexts: readonly { readonly context: string }[] };
    const context = contexts[0]?.context ?? '';
    await connection.send('browsingContext.setViewport', { context, viewport: size });
    return { running, connection, context };
  };
  const end = async ({ running, connection }: Tab): Promise<void> => {
    await connection.send('browser.close').catch(() => undefined);
    await running.ended();
    connection.close();
  };
  let tab = await launch();
  const perform = (source: object): Promise<unknown> => tab.connection.send('input.performActions', { context: tab.context, actions: [{ id: 'hand', ...source }] });
  return {
    version,
    open: async (url) => { await tab.connection.send('browsingContext.navigate', { context: tab.context, url, wait: 'complete' }); },
    evaluate: (expression) => evaluate(tab, expression),
    tap: async (x, y) => {
      await perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [{ type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] });
    },
    type: async (text) => {
      await perform({ type: 'key', id: 'keys', actions: [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) });
    },
    picture: async () => Buffer.from(String((await tab.connection.send('browsingContext.captureScreenshot', { context: tab.context })).data), 'base64'),
    stopWorker: null,
    relaunch: async () => {
      await end(tab);
      tab = await launch();
    },
    close: async () => {
      await end(tab);
      folder.close();
    },
  };
}

interface Evaluated {
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** By way of JSON: the protocol has a notation of its own for objects. */
async function evaluate({ connection, context }: Tab, expression: string): Promise<unknown> {
  const asked = { expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`, target: { context }, awaitPromise: true };
  const { result, exceptionDetails } = await connection.send('script.evaluate', asked) as Evaluated;
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result?.value === undefined ? undefined : JSON.parse(result.value) as unknown;
}
