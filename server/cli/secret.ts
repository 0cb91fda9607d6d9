import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Failure } from './command.js';

/** Asks for a line that is not shown while it is typed; from a pipe or a file it is the first line. */
export async function askSecret(question: string): Promise<string> {
  const isTyped = process.stdin.isTTY === true;
  if (isTyped) process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTyped });
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
    if (isTyped) process.stderr.write('\n');
  }
  throw new Failure('No password was given: nothing was changed.');
}
