import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '../../tools/browser.mjs';
import { ROOT, openFolder } from '../folder.js';
import { startNode, type Program } from '../program.js';

/** A real control panel, built and running, over a data folder of its own. */
export interface TestShop {
  /** The origin with a slash at its end; the same after every restart. */
  readonly url: string;
  readonly dataDir: string;
  /** All that the panel has printed since it was first started. */
  output(): string;
  /** The one-time link of the first start that makes its visitor the owner. */
  readonly ownerLink: string;
  /** The pairing code that the first start prints, for the register "Front counter". */
  readonly pairingCode: string;
  /** SIGTERM, and until it has gone. Throws when it does not go with exit code 0. */
  stopPanel(): Promise<void>;
  /** Starts it again; nothing when it runs. */
  startPanel(): Promise<void>;
  /** SIGKILL, as when the power goes. */
  killPanel(): Promise<void>;
  /** Ends the panel and removes its data. */
  close(): Promise<void>;
}

export interface ShopOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of the Holdfast that is started: another copy, for tests that change what it serves. */
  readonly root?: string;
}

/** Opens a shop as `npm start` does on its first run: with the sample shop in it. */
export async function openShop({ env = {}, root = ROOT }: ShopOptions = {}): Promise<TestShop> {
  const folder = openFolder();
  const dataDir = join(folder.path, 'data');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const printed: Program[] = [];
  let running: Program | null = null;
  const startPanel = async (): Promise<void> => {
    if (running) return;
    running = startNode([join(root, 'dist/server/main.js')], { cwd: root, env: { ...env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port) } });
    printed.push(running);
    // The last line of the greeting: by then it listens.
    await running.says('Ctrl+C stops the control panel');
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = running;
    running = null;
    ending?.child.kill(signal);
    return ending ? ending.ended : 0;
  };
  const output = (): string => printed.map((program) => program.output()).join('');
  await startPanel();
  return {
    url, dataDir, output, startPanel,
    pairingCode: /^ +([A-Z0-9]{4}-[A-Z0-9]{4})$/m.exec(output())?.[1] ?? '',
    ownerLink: /https?:\/\/\S+\/panel\/#\/setup\/[\w-]+/.exec(output())?.[0] ?? '',
    stopPanel: async () => {
      const code = await end('SIGTERM');
      if (code !== 0) throw new Error(`the panel ended with exit code ${code}:\n${output()}`);
    },
    killPanel: async () => void await end('SIGKILL'),
    close: async () => {
      await end('SIGKILL');
      folder.close();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** A real browser on a real profile: what it stores is on the disk and outlives it. */
export interface TestBrowser {
  /** Of the browser as it runs now: others after a relaunch. */
  readonly context: BrowserContext;
  readonly page: Page;
  readonly profile: string;
  /** What its pages and workers have complained of since it was opened. */
  readonly complaints: readonly string[];
  /** Ends it as its user would, and starts it again on the same profile. After `kill`, only starts it. */
  relaunch(): Promise<void>;
  /**
   * SIGKILL to the browser's main process, as when the power goes. Chromium writes cookies to the disk half a minute
   * late: those that came since are lost, unless a `relaunch` came between.
   */
  kill(): Promise<void>;
  /**
   * Makes it as good as new for somebody else: an empty tab, no cookies, nothing stored for the origins, no network off.
   * False when it cannot be, because it was ended in between.
   */
  renew(origins: readonly string[]): Promise<boolean>;
  /** Ends it, and removes the profile if it was made here. */
  close(): Promise<void>;
}

/**
 * Off: what Playwright turns off, for this list replaces its own; and the address bar's web pages, which no test sees and
 * which cost each start more processor time than all the rest of it.
 */
const OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch', 'msForceBrowserSignIn',
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup',
];
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--disable-features=${OFF.join(',')}`];

/** How long a test waits for what must come, in ms: on a machine that has much else to do a page can take half a minute. */
const PATIENCE = 90_000;

export interface BrowserOptions {
  readonly profile?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export async function openBrowser({ profile, viewport = { width: 1366, height: 768 } }: BrowserOptions = {}): Promise<TestBrowser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser is installed for the tests: run npm test once, or set HOLDFAST_BROWSER to the path of Chrome, Chromium or Edge');
  const folder = profile === undefined ? openFolder() : null;
  const path = profile ?? join(folder?.path ?? '', 'profile');
  const complaints: string[] = [];
  const launch = async (): Promise<BrowserContext> => {
    const started = await chromium.launchPersistentContext(path, { executablePath, headless: true, args: ARGS, viewport, locale: 'en-AU', timezoneId: 'Australia/Sydney' });
    started.setDefaultTimeout(PATIENCE);
    started.on('weberror', (event) => complaints.push(event.error().stack ?? event.error().message));
    started.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    return started;
  };
  let context = await launch();
  let page = await firstPage(context);
  let alive = true;
  let asNew = true;
  const shut = async (): Promise<void> => {
    if (alive) await context.close();
    alive = false;
  };
  return {
    get context() { return context; },
    get page() { return page; },
    profile: path, complaints,
    relaunch: async () => {
      asNew = false;
      await shut();
      context = await launch();
      page = await firstPage(context);
      alive = true;
    },
    kill: async () => {
      asNew = false;
      const closed = context.waitForEvent('close');
      process.kill(await mainProcess(context), 'SIGKILL');
      await closed;
      alive = false;
    },
    renew: async (origins) => {
      if (!asNew) return false;
      const used = context.pages();
      page = await context.newPage();
      for (const tab of used) await tab.close();
      await forget(context, page, origins);
      complaints.length = 0;
      return true;
    },
    close: async () => {
      await shut();
      folder?.close();
    },
  };
}

async function forget(context: BrowserContext, page: Page, origins: readonly string[]): Promise<void> {
  await context.unrouteAll();
  await context.setOffline(false);
  await context.clearPermissions();
  await context.clearCookies();
  const session = await context.newCDPSession(page);
  // The workers go too: they would ask for their panels for ever.
  for (const origin of origins) await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}

async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

async function mainProcess(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  const processes = (await session?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
  const main = processes.find(({ type }) => type === 'browser');
  if (!main) throw new Error('the browser does not say which process it is');
  return main.id;
}

/** A browser that no test uses just now: to start one takes longer than most tests do. */
let spare: { readonly browser: TestBrowser; readonly closing: NodeJS.Timeout } | null = null;
/** ms; between two tests of a file there is hardly any time. */
const SPARED = 500;

async function borrow(): Promise<TestBrowser> {
  if (!spare) return openBrowser();
  const { browser, closing } = spare;
  spare = null;
  clearTimeout(closing);
  return browser;
}

async function giveBack(browser: TestBrowser, url: string): Promise<void> {
  if (spare || !await browser.renew([new URL(url).origin])) return browser.close();
  spare = { browser, closing: setTimeout(() => { spare = null; void browser.close(); }, SPARED) };
}

/**
 * Opens a shop, lets the test work with it and with browsers that it opens by `open`, and closes all of them also when
 * it fails; then it says what the panel and the open pages said last. A browser that is opened without options may have
 * served another test before, at another origin; nothing is left of that.
 *
 * Take one browser for each person: a tab in the background hardly moves.
 */
export async function inShop(work: (shop: TestShop, open: typeof openBrowser) => Promise<void>): Promise<void> {
  const shop = await openShop();
  const borrowed: TestBrowser[] = [];
  const own: TestBrowser[] = [];
  const open = async (options?: BrowserOptions): Promise<TestBrowser> => {
    const browser = options ? await openBrowser(options) : await borrow();
    (options ? own : borrowed).push(browser);
    return browser;
  };
  try {
    await work(shop, open);
    for (const browser of borrowed.splice(0)) await giveBack(browser, shop.url);
  } catch (error) {
    console.log(`${(await Promise.all([...borrowed, ...own].map(screens))).join('\n')}\n--- the panel said\n${shop.output().slice(-4000)}`);
    throw error;
  } finally {
    for (const browser of [...borrowed, ...own]) await browser.close();
    await shop.close();
  }
}

async function screens({ context, complaints }: TestBrowser): Promise<string> {
  const texts = context.pages().map(async (page) => `--- ${page.url()}\n${await page.locator('body').innerText({ timeout: 2000 }).catch((error: Error) => error.message)}`);
  return [...await Promise.all(texts), ...complaints.map((text) => `--- complaint: ${text}`)].join('\n');
}
