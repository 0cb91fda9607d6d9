import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../folder.js';
import type { OpenPanel } from './fixture.js';

/** What a command came to. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run holdfast -- <args>` without npm, as it was built: a fifth of the time that the sources take to start. `input` is what it reads. */
export function holdfast(args: readonly string[], dataDir: string | null, { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Outcome> {
  const all = dataDir === null ? args : [...args, '--data', dataDir];
  const child = spawn(process.execPath, ['dist/server/cli.js', ...all], { cwd: ROOT, env: { ...process.env, HOLDFAST_TRACE: '', ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
  // It may end before it has read anything.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** Runs a command on a panel's data while the panel is running. */
export function onPanel(panel: OpenPanel, ...args: string[]): Promise<Outcome> {
  return holdfast(args, join(panel.folder, 'data'));
}

/** One line that ends like a sentence, and no trace of the program. */
export function assertSentence(text: string): void {
  assert.match(text, /^[^\n]+[.:]\n$/);
  assert.not.match(text, /\n\s+at |node:|Error:/);
}
