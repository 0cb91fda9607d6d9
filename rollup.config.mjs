import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import { demoShop } from './tools/demo-shop.mjs';
import { words } from './tools/words.mjs';

const register = 'dist/register';
const panel = 'dist/panel';
const demo = 'dist/demo';

/** The receipt encoder in modules. Its bundle for browsers would bring the code pages a second time, and pictures, of which a receipt has none. */
const receipts = {
  name: 'receipts',
  resolveId: (id) => {
    if (id === '@point-of-sale/receipt-printer-encoder') return resolve('node_modules', id, 'dist/receipt-printer-encoder.mjs');
    return /^(canvas-dither|canvas-flatten|resize-image-data|@canvas\/image-data)$/.test(id) ? '\0no-pictures' : null;
  },
  load: (id) => (id === '\0no-pictures' ? 'export default null' : null),
};

// Chromium 80 is the oldest till: dependencies are brought down to it too, not only our own code.
const inBrowser = (values) => [
  words,
  receipts,
  nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts'] }),
  replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"', ...values } }),
  // Chromium 80 has `?.`; its one fault, a spread call behind it, is not in our code, and writing it out costs a few hundred bytes.
  esbuild({ target: 'chrome80', supported: { 'optional-chain': true }, include: /\.m?[jt]s$/, exclude: [] }),
];
const browser = inBrowser({ __DEMO__: 'false' });
/** Loading a file of domain/ or words/ does nothing: one that only the later script uses is put there whole. */
const treeshake = { moduleSideEffects: (id) => !/[\\/](domain|words)[\\/]|other-words/.test(id) };
const compact = { ecma: 2020, module: true, compress: { passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false }, format: { comments: false } };
const small = terser(compact);
const smallScript = terser({ ...compact, module: false });
/** The demo's bytes are no kiosk's: a quarter of the time. */
const quick = minify({ target: 'chrome80', supported: { 'optional-chain': true } });
const named = { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' };

/** Takes the indentation out of htm's templates, which htm does not show: no other line of a built script begins with `<`. */
const templates = { name: 'templates', renderChunk: (code) => code.replace(/\n\s+(?=<)/g, '') };

/** Copies static files and writes the built scripts' names into index.html. @param edit changes more of it. */
const page = (from, to, edit = (html) => html) => ({
  name: 'page',
  buildStart: () => rmSync(to, { recursive: true, force: true }),
  generateBundle(_, bundle) {
    const entry = Object.values(bundle).find((chunk) => chunk.isEntry);
    cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('index.html') && path !== join(from, 'demo') });
    cpSync('static/tokens.css', join(to, 'tokens.css'));
    const html = edit(readFileSync(join(from, 'index.html'), 'utf8').replace('%ENTRY%', entry.fileName));
    this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
  },
});

/** Icons: the browser keeps them itself once it has installed the register, and asks for them at no other time. */
const INSTALLED = /^icons[\\/].*\.png$|^favicon/;
/** The shell: every other built file with the hash of its bytes, `app.js?0123456789`, and the version, the hash of them all. */
const shell = (folder) => ({
  name: 'shell',
  renderChunk(code) {
    const files = readdirSync(folder, { recursive: true }).map(String).filter((path) => path !== 'sw.js' && !INSTALLED.test(path) && statSync(join(folder, path)).isFile()).sort();
    const list = files.map((path) => `${path.replace(/\\/g, '/')}?${createHash('sha256').update(readFileSync(join(folder, path))).digest('hex').slice(0, 10)}`);
    const version = createHash('sha256').update(JSON.stringify(list)).update(code).digest('hex').slice(0, 12);
    return code.replace('__SHELL_FILES__', JSON.stringify(list)).replace('__SHELL_VERSION__', JSON.stringify(version));
  },
});

/** What the demo has beside the product's files: a style, a script for where nothing else runs, the pictures, its own name. */
const demoFiles = {
  name: 'demo-files',
  generateBundle() {
    cpSync('static/demo/page', demo, { recursive: true });
    for (const [name, source] of pictures) this.emitFile({ type: 'asset', fileName: `media/${name}`, source });
    this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: readFileSync('static/manifest.webmanifest', 'utf8').replace(/("(?:short_)?name": "Holdfast)"/g, '$1 demo"') });
  },
};
const demoPage = (html) => html.replace('Holdfast register', 'Holdfast demo').replace('the browser is too old for it,', 'this host does not send scripts as text/javascript, the browser is too old,').replace('  <script', '  <link rel="stylesheet" href="demo.css">\n  <script src="place.js"></script>\n  <script');

/**
 * Joins the worker's two scripts by importScripts: a classic worker has no import(), and module workers are too new for
 * the tills out there. The browser keeps with a worker what it imports while it is installed.
 */
const parts = {
  name: 'parts',
  renderChunk(code, { fileName, isEntry }) {
    if (!isEntry) return `((exports,require)=>{${code}})(self.parts['./${fileName}']={},(name)=>self.parts[name]);`;
    const policy = "self.trustedTypes?trustedTypes.createPolicy('holdfast',{createScriptURL:(url)=>url}):{createScriptURL:(url)=>url}";
    return `(()=>{const exports={},parts=self.parts={'./${fileName}':exports},scripts=${policy},require=(name)=>(parts[name]||importScripts(scripts.createScriptURL(name)),parts[name]);${code}})();`;
  },
};

/** Each script more is a file more to read at every start, and a name more in the worker: what is shared goes with what is loaded first. */
const parted = (id) => (/app\/(goods|pacer|fold|search|search-index|arrangement)\.ts$|domain\/catalogue\.ts$/.test(id) ? 'goods' : null);

/** The same sources with a panel inside (domain/demo.ts), for any static file host. */
const { shop, pictures } = demoShop('static/demo');
const inDemo = inBrowser({ __DEMO__: 'true', __DEMO_SHOP__: JSON.stringify(shop) });

export default [
  // Four scripts: what the sale screen needs, what finds products on it (app/goods.ts), all that comes after the sale screen (app/screens/seldom.ts), and what a receipt printer needs (app/printing).
  { input: { app: 'app/index.ts' }, treeshake, plugins: [...browser, page('static', register), templates], output: { dir: register, format: 'es', plugins: [small], manualChunks: parted, onlyExplicitManualChunks: true, ...named } },
  { input: { sw: 'sw/index.ts' }, treeshake, plugins: browser, output: { dir: register, format: 'cjs', dynamicImportInCjs: false, plugins: [shell(register), parts, smallScript], entryFileNames: '[name].js', chunkFileNames: 'sw-[name]-[hash].js' } },
  { input: { app: 'app/index.ts' }, treeshake, plugins: [...inDemo, page('static', demo, demoPage), demoFiles, templates], output: { dir: demo, format: 'es', plugins: [quick], ...named } },
  { input: { sw: 'sw/index.ts' }, plugins: inDemo, output: { dir: demo, format: 'cjs', dynamicImportInCjs: false, plugins: [shell(demo), parts, quick], entryFileNames: '[name].js', chunkFileNames: 'sw-[name]-[hash].js' } },
  { input: { panel: 'panel/index.ts' }, plugins: [...browser, page('panel/static', panel), templates], output: { dir: panel, format: 'es', plugins: [small], ...named } },
  {
    input: { main: 'server/main.ts', cli: 'server/cli.ts' },
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    plugins: [nodeResolve({ extensions: ['.ts'] }), esbuild({ target: 'node20' })],
    output: { dir: 'dist/server', format: 'es', chunkFileNames: '[name].js' },
  },
];
