import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = join(ROOT, 'tools/mutations');
/** What the simulation is made of. */
const SOURCES = ['package.json', 'tsconfig.json', 'tsconfig.base.json', 'domain', 'words', 'sw', 'server', 'test/server', 'test/faults/simulation', 'test/sw/whole.ts', 'tools/mutations'];

/** The files that hold a mutation each. */
export const MUTATIONS = readdirSync(HERE).filter((file) => file.endsWith('.mjs') && file !== 'try.mjs').sort();

/**
 * Puts one bug into a copy of the sources and runs the simulation there.
 * @returns `{name, found, seconds}`; `found`: what the simulation said, empty when it noticed nothing.
 * @throws Error when a patch does not fit, or the simulation cannot be run.
 */
export async function tryMutation(file) {
  const { default: mutation } = await import(pathToFileURL(join(HERE, file)).href);
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-mutation-'));
  try {
    for (const source of SOURCES) cpSync(join(ROOT, source), join(folder, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const patch of mutation.patches) apply(folder, mutation.name, patch);
    const found = await run(folder);
    return { name: mutation.name, found, seconds: (Date.now() - started) / 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Throws when a patch does not fit the sources any more. */
export async function checkMutation(file) {
  const { default: mutation } = await import(pathToFileURL(join(HERE, file)).href);
  for (const patch of mutation.patches) patched(ROOT, mutation.name, patch);
}

function apply(folder, name, patch) {
  writeFileSync(join(folder, patch.file), patched(folder, name, patch));
}

function patched(folder, name, { file, find, put }) {
  const parts = readFileSync(join(folder, file), 'utf8').split(find);
  if (parts.length !== 2) throw new Error(`the mutation "${name}" no longer fits: its text is ${parts.length - 1} times in ${file}. Adapt tools/mutations.`);
  return parts.join(put);
}

function run(folder) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'tools/mutations/hunt.ts'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { errors += text; });
    child.on('error', reject);
    child.on('close', (code) => code === 0 ? resolve(output.trim()) : reject(new Error(`the simulation ended with ${code}: ${errors}`)));
  });
}
