import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a separator at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Ends the set-up with one sentence for people: what is wrong and what to do. */
export class Stop extends Error {
  name = 'Stop';
}

/**
 * Runs a program to its end in the root.
 * @returns its exit code (null: killed, or it could not be started) and everything it printed, in order.
 */
export function run(command, args, { shell = false, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, shell, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    // Whoever ends us ends what we started.
    const abandon = () => child.kill();
    process.on('exit', abandon);
    const end = (code) => {
      process.off('exit', abandon);
      resolve({ code, output: Buffer.concat(chunks).toString() });
    };
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      end(null);
    });
    child.on('close', end);
  });
}

/** The last lines of what a program printed: its reason is nearly always there. */
export function tail(output, lines = 25) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
