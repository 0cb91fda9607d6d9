import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { alone } from './lock.mjs';
import { run, tail } from './run.mjs';

/**
 * Kiosk browsers of years ago, out of npm packages that hold whole browsers for Linux. They are taken as downloads, not as
 * dependencies, and only with the very bytes that are named here.
 */
export const OLD_CHROMIUMS = {
  79: { pack: 'chrome-aws-lambda@2.0.2', integrity: 'sha512-Aqgq5F93eJARkO+O/wD+2bCCFOVQNfA329sdPNl8ib0gsRjS00bAgTc9f5Mvto7H7yDuBcy0V3xJQZwMvmILUg==' },
  80: { pack: 'chrome-aws-lambda@2.1.1', integrity: 'sha512-Wer2QuygxsCov5bM2+8CLa6qYpNsc5AxYTlgTne00aFoxFP491LGJRxOQtGnYtsJP6UG4pB0SfrwTyPnLys1Lw==' },
  92: { pack: 'chrome-aws-lambda@10.1.0', integrity: 'sha512-NZQVf+J4kqG4sVhRm3WNmOfzY0OtTSm+S8rg77pwePa9RCYHzhnzRs8YvNI6L9tALIW6RpmefWiPURt3vURXcw==' },
};

/** Where they are kept: beyond node_modules, which `npm ci` empties. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'holdfast');
/** How long the registry may take, in ms. */
const PATIENCE = 60_000;

/**
 * Finds an old Chromium in the cache, or downloads it there (about 45 MB, once).
 * @returns `{path, libraries}`, or `{whyNot}` with a sentence: another system than Linux on x64, no network, no room.
 */
export async function oldChromium(version, cache = CACHE) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { whyNot: `Chromium ${version} is to be had for Linux on x64 only.` };
  const place = join(cache, `chromium-${version}`);
  try {
    mkdirSync(cache, { recursive: true });
    if (!existsSync(place)) await alone(`${place}.lock`, console.error, async () => { if (!existsSync(place)) await bring(OLD_CHROMIUMS[version], cache, place); });
  } catch (error) {
    return { whyNot: `Chromium ${version} could not be brought here: ${error.message}` };
  }
  const program = { path: join(place, 'chromium'), libraries: join(place, 'lib') };
  const { code, output } = await run(program.path, ['--headless', '--no-sandbox', '--disable-gpu', '--no-zygote', '--dump-dom', 'about:blank'], { env: { ...process.env, LD_LIBRARY_PATH: program.libraries } });
  return code === 0 ? program : { whyNot: `Chromium ${version} does not start on this system: ${tail(output, 1)}` };
}

/** In a folder beside its place first: what is cut off in the middle is never taken for whole. */
async function bring({ pack, integrity }, cache, place) {
  const folder = mkdtempSync(join(cache, 'unpacking-'));
  try {
    const file = await download(pack, folder);
    await unpack(file, integrity, folder);
    renameSync(join(folder, 'browser'), place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By npm itself: it knows the registry that is used here. */
async function download(pack, folder) {
  const { code, output } = await run('npm', ['pack', pack, '--loglevel=error', '--ignore-scripts', '--fetch-retries=0', `--fetch-timeout=${PATIENCE}`, '--pack-destination', folder]);
  if (code !== 0) throw new Error(`npm pack ${pack} failed${/\bcode (E\w+)/.exec(output)?.[0].replace('code', ' with') ?? `: ${tail(output, 3)}`}.`);
  return join(folder, tail(output, 1));
}

/** @throws when the file is not the pinned one. */
export async function unpack(file, integrity, folder) {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== integrity) throw new Error(`the download is not the one that is named here: it has ${found}`);
  await tar('-xzf', file, folder);
  const browser = join(folder, 'browser');
  mkdirSync(browser);
  await decompress(join(folder, 'package/bin/chromium.br'), join(browser, 'chromium'));
  await decompress(join(folder, 'package/bin/aws.tar.br'), join(folder, 'libraries.tar'));
  await tar('-xf', join(folder, 'libraries.tar'), browser);
  chmodSync(join(browser, 'chromium'), 0o755);
}

async function tar(how, file, folder) {
  const { code, output } = await run('tar', [how, file, '-C', folder]);
  if (code !== 0) throw new Error(`tar said: ${tail(output, 3)}`);
}

async function decompress(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}
