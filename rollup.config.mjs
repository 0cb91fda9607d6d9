import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const register = 'dist/register';
const panel = 'dist/panel';

// Chromium 80 is the oldest till: dependencies are brought down to it too, not only our own code.
const browser = [
  nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts'] }),
  replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
  // Chromium 80 has `?.`; its one fault, a spread call behind it, is not in our code, and writing it out costs a few hundred bytes.
  esbuild({ target: 'chrome80', supported: { 'optional-chain': true }, include: /\.m?[jt]s$/, exclude: [] }),
];
const compact = { ecma: 2020, module: true, compress: { passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false }, format: { comments: false } };
const small = terser(compact);
const smallScript = terser({ ...compact, module: false });
const named = { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' };

/** Takes the indentation out of htm's templates, which htm does not show: no other line of a built script begins with `<`. */
const templates = { name: 'templates', renderChunk: (code) => code.replace(/\n\s+(?=<)/g, '') };

/** Copies static files and writes the built scripts' names into index.html. */
const page = (from, to) => ({
  name: 'page',
  buildStart: () => rmSync(to, { recursive: true, force: true }),
  generateBundle(_, bundle) {
    const entry = Object.values(bundle).find((chunk) => chunk.isEntry);
    cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('index.html') && path !== join(from, 'demo') });
    cpSync('static/tokens.css', join(to, 'tokens.css'));
    const html = readFileSync(join(from, 'index.html'), 'utf8').replace('%ENTRY%', entry.fileName);
    this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
  },
});

/** The shell: every built file with the hash of its bytes, and the version, the hash of them all. */
const shell = () => ({
  name: 'shell',
  renderChunk(code) {
    const files = readdirSync(register, { recursive: true }).map(String).filter((path) => path !== 'sw.js' && statSync(join(register, path)).isFile()).sort();
    const list = files.map((path) => ({ url: path.replace(/\\/g, '/'), revision: createHash('sha256').update(readFileSync(join(register, path))).digest('hex').slice(0, 16) }));
    const version = createHash('sha256').update(JSON.stringify(list)).update(code).digest('hex').slice(0, 12);
    return code.replace('__SHELL_FILES__', JSON.stringify(list)).replace('__SHELL_VERSION__', JSON.stringify(version));
  },
});

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

export default [
  // Two scripts: what a plain sale needs, and what it does without (app/screens/seldom.ts).
  { input: { app: 'app/index.ts' }, plugins: [...browser, page('static', register), templates], output: { dir: register, format: 'es', plugins: [small], ...named } },
  { input: { sw: 'sw/index.ts' }, plugins: browser, output: { dir: register, format: 'cjs', dynamicImportInCjs: false, plugins: [shell(), parts, smallScript], entryFileNames: '[name].js', chunkFileNames: 'sw-[name]-[hash].js' } },
  { input: { panel: 'panel/index.ts' }, plugins: [...browser, page('panel/static', panel), templates], output: { dir: panel, format: 'es', plugins: [small], ...named } },
  {
    input: { main: 'server/main.ts', cli: 'server/cli.ts' },
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    plugins: [nodeResolve({ extensions: ['.ts'] }), esbuild({ target: 'node20' })],
    output: { dir: 'dist/server', format: 'es', chunkFileNames: '[name].js' },
  },
];
