import { openFolder } from '../folder.js';
import { connect } from './connection.js';
import { start } from './process.js';
import { openTab, type Tab } from './tab.js';
import type { Size, Wire } from './wire.js';

/** By name, as in about:config. */
export type Settings = Readonly<Record<string, boolean | number | string>>;

interface Page extends Tab {
  readonly context: string;
}

/** Firefox, by WebDriver BiDi. @param settings of about:config, beside what the protocol sets by itself. */
export async function openFirefox(path: string, size: Size, settings: Settings = {}): Promise<Wire> {
  const folder = openFolder();
  const all = { 'datareporting.policy.dataSubmissionEnabled': false, 'browser.shell.checkDefaultBrowser': false, 'intl.locale.requested': 'en-US', 'intl.accept_languages': 'en-AU, en', ...settings };
  folder.write('user.js', Object.entries(all).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  let version = '';
  const launch = async (): Promise<Page> => {
    const running = start(path, ['--headless', '--no-remote', '--profile', folder.path, '--remote-debugging-port=0', 'about:blank'], { MOZ_HEADLESS_WIDTH: String(size.width), MOZ_HEADLESS_HEIGHT: String(size.height) });
    const connection = await connect(`${await running.says(/WebDriver BiDi listening on (ws:\S+)/)}/session`);
    const { capabilities } = await connection.send('session.new', { capabilities: {} }) as { capabilities: { readonly browserVersion: string } };
    version = `Firefox/${capabilities.browserVersion}`;
    const { contexts } = await connection.send('browsingContext.getTree') as { contexts: readonly { readonly context: string }[] };
    const context = contexts[0]?.context ?? '';
    await connection.send('browsingContext.setViewport', { context, viewport: size });
    return { running, connection, context };
  };
  const { now, relaunch, close } = await openTab(launch, 'browser.close', folder);
  const send = (method: string, params: object): Promise<Record<string, unknown>> => {
    const { connection, context } = now();
    return connection.send(method, { context, ...params });
  };
  const perform = (source: object): Promise<unknown> => send('input.performActions', { actions: [{ id: 'hand', ...source }] });
  return {
    version,
    open: async (url) => { await send('browsingContext.navigate', { url, wait: 'complete' }); },
    evaluate: (expression) => evaluate(now(), expression),
    tap: async (x, y) => {
      await perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [{ type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] });
    },
    type: async (text) => {
      await perform({ type: 'key', id: 'keys', actions: [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) });
    },
    picture: async () => Buffer.from(String((await send('browsingContext.captureScreenshot', {})).data), 'base64'),
    stopWorker: null,
    relaunch, close,
  };
}

interface Evaluated {
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** By way of JSON: the protocol has a notation of its own for objects. */
async function evaluate({ connection, context }: Page, expression: string): Promise<unknown> {
  const asked = { expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`, target: { context }, awaitPromise: true };
  const { result, exceptionDetails } = await connection.send('script.evaluate', asked) as Evaluated;
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result?.value === undefined ? undefined : JSON.parse(result.value) as unknown;
}
