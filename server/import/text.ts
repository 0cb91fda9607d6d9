import { isUtf8 } from 'node:buffer';
import { Refused } from '../refused.js';

/**
 * The text of a CSV file: UTF-8 with or without byte order mark, or UTF-16 with one (Excel's "Unicode text").
 * Anything else is refused and not guessed: a wrong guess writes `CrÃ¨me` on every receipt.
 * Throws `bad-csv`, saying where the first wrong byte is and what to do.
 */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes.length === 0) throw bad('The file is empty: nothing was imported. Choose a CSV file with a heading and rows.');
  if (startsWith(bytes, [0x50, 0x4b, 3, 4])) throw bad(`This is a workbook (or another zipped file), not a CSV: nothing was imported. ${SAVE_AS}`);
  const text = startsWith(bytes, [0xff, 0xfe]) ? utf16(bytes, 'utf-16le') : startsWith(bytes, [0xfe, 0xff]) ? utf16(bytes, 'utf-16be') : utf8(bytes);
  if (text.includes('\0')) throw bad(`The file holds signs that no text has (NUL); it may be UTF-16 without its mark: nothing was imported. ${SAVE_AS}`);
  return text;
}

const SAVE_AS = 'Open it in your spreadsheet program, save it as “CSV UTF-8”, and import that file.';

function utf8(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  const offset = firstWrongByte(bytes);
  const line = 1 + bytes.subarray(0, offset).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 0);
  throw bad(`The file is not in UTF-8: byte ${offset + 1}, in line ${line}, does not fit. Nothing was imported. ${SAVE_AS}`);
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw bad(`The file begins like UTF-16 and breaks off or is damaged: nothing was imported. ${SAVE_AS}`, error);
  }
}

/** Halves the file until the place is found: up to it a beginning is sound, whatever character it cuts. */
function firstWrongByte(bytes: Uint8Array): number {
  let [sound, wrong] = [0, bytes.length];
  while (wrong - sound > 1) {
    const middle = (sound + wrong) >>> 1;
    if (isSoundBeginning(bytes.subarray(0, middle))) sound = middle;
    else wrong = middle;
  }
  // What does not fit is often the byte before: a letter of another encoding that looks like the beginning of a character.
  while (!isUtf8(bytes.subarray(0, sound))) sound--;
  return sound;
}

function isSoundBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function bad(message: string, cause?: unknown): Refused {
  return Object.assign(new Refused('bad-csv', message), cause === undefined ? {} : { cause });
}
