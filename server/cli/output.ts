import { open } from 'node:fs/promises';
import { Failure, tell } from './command.js';
import { pathOf } from './shop.js';

/** Writes an export to a new file, or to the standard output when no file is named. */
export async function writeOut(file: string | undefined, pieces: AsyncIterable<string>): Promise<void> {
  if (file === undefined) return writeToOutput(pieces);
  const path = pathOf(file);
  const handle = await open(path, 'wx').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure(code === 'EEXIST' ? `${path} exists: it was left as it is. Take another name.` : `${path} cannot be written (${code}): check the folder and its rights.`, { cause: error });
  });
  try {
    for await (const piece of pieces) await handle.write(piece);
  } finally {
    await handle.close();
  }
  tell(`Written to ${path}.`);
}

async function writeToOutput(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}
