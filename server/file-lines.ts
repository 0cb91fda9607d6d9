const NEWLINE = 0x0a;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The lines of a text file, without their `\n`; null for one that is not in UTF-8, so that a damaged line is that line
 * only. UTF-16 with its mark, as some editors save, is taken too.
 */
export function* linesOf(bytes: Uint8Array): Generator<string | null> {
  const wide = utf16(bytes);
  if (wide !== null) return yield* wide.split('\n');
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found;
    yield decoded(bytes.subarray(start, end));
    start = end + 1;
  }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

function utf16(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  return encoding && new TextDecoder(encoding).decode(bytes);
}
