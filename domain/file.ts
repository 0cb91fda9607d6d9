import type { SealedSale } from './chain.js';
import { check, object, parse } from './schema.js';
import { PROTOCOL, SealedSaleSchema } from './wire.js';

/**
 * The file of unsynchronised sales: JSON Lines, UTF-8. A head that a person can read, then one sealed sale a line, as it
 * is kept and sent. Each sale vouches for itself, so files may be joined, cut, sorted or taken in twice: what is sound in
 * them is taken, once.
 *
 *     {"holdfast":"unsynchronised sales","protocol":1,"registerId":"…","register":"Front counter","series":"T1","savedAt":"2026-11-23T14:06:11.120+11:00","sales":2}
 *     {"registerId":"…","link":1,"seq":211,"prev":"…","hash":"…","signature":"…","body":"…"}
 *     {"registerId":"…","link":1,"seq":212,"prev":"…","hash":"…","signature":"…","body":"…"}
 */
export interface FileHead {
  readonly holdfast: typeof KIND;
  readonly protocol: number;
  readonly registerId: string;
  /** Its name. */
  readonly register: string;
  readonly series: string;
  /** ISO 8601 with offset, by the register's clock. */
  readonly savedAt: string;
  /** How many follow. */
  readonly sales: number;
}
const KIND = 'unsynchronised sales';

/** The whole file, its last line ended. */
export function writeFile(head: Pick<FileHead, 'registerId' | 'register' | 'series' | 'savedAt'>, sales: readonly SealedSale[]): string {
  const { registerId, register, series, savedAt } = head;
  const first: FileHead = { holdfast: KIND, protocol: PROTOCOL, registerId, register, series, savedAt, sales: sales.length };
  return [first, ...sales].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Something that a file has. Lines are counted from 1. */
export type FilePart =
  | { readonly kind: 'head'; readonly line: number; readonly head: FileHead }
  | { readonly kind: 'sale'; readonly line: number; readonly sealed: SealedSale }
  /** What cannot be read, or is not there though its head promises it: a sentence with what to do. */
  | { readonly kind: 'damaged'; readonly line: number; readonly message: string };
type Damaged = Extract<FilePart, { kind: 'damaged' }>;

/**
 * Reads a file line by line. Takes what is sound, whatever is around it: line ends of every system, byte order marks,
 * blank lines, a head that is missing or there twice, files that were joined, a line that was cut off.
 * @param lines without their `\n`; null for one whose bytes are no text.
 */
export function* readFile(lines: Iterable<string | null>): Generator<FilePart> {
  let open: { readonly head: FileHead; readonly line: number; found: number } | null = null;
  let line = 0;
  for (const text of lines) {
    line++;
    for (const part of readLine(text, line)) {
      if (part.kind === 'head') {
        // The same head again is a line that was copied, not the start of another file.
        if (open && JSON.stringify(open.head) === JSON.stringify(part.head)) continue;
        yield* whatIsMissing(open);
        open = { head: part.head, line, found: 0 };
      } else if (open) {
        open.found++;
      }
      yield part;
    }
  }
  yield* whatIsMissing(open);
}

function* whatIsMissing(open: { readonly head: FileHead; readonly line: number; readonly found: number } | null): Generator<Damaged> {
  if (!open || open.found >= open.head.sales) return;
  const { head: { sales }, line, found } = open;
  yield damaged(line, `The file says that ${sales} ${sales === 1 ? 'sale follows' : 'sales follow'}, and ${found} ${found === 1 ? 'does' : 'do'}: the rest was cut off. Save it again on the register, or look for another copy`);
}

/** Made when it is needed: a register writes files and reads none. */
const headSchema = () => object<FileHead>({
  holdfast: check((input) => input === KIND, `must be "${KIND}"`), protocol: count(1), registerId: text(), register: text(), series: text(), savedAt: text(), sales: count(0),
});

function text() {
  return check<string>((input) => typeof input === 'string', 'must be a text');
}

function count(min: number) {
  return check<number>((input) => Number.isSafeInteger(input) && (input as number) >= min, `must be a whole number from ${min}`);
}

/** Where something begins, also in the middle of a line: within a sale's text the quotation marks have a `\` before them. */
const BEGINNING = /(?={"(?:holdfast|registerId)":)/;

function readLine(line: string | null, number: number): FilePart[] {
  if (line === null) return [damaged(number, 'The line is not in UTF-8: it was altered. Look for another copy of the file')];
  // A byte order mark counts as white space here.
  const plain = line.trim();
  if (plain === '') return [];
  const whole = readPart(plain, number);
  return whole ? [whole] : readPieces(plain, number);
}

/** Not JSON as it stands: two lines that lost the end between them, or a sale with something before or behind it. */
function readPieces(line: string, number: number): FilePart[] {
  const sound: FilePart[] = [];
  let rest = false;
  for (const piece of line.split(BEGINNING)) {
    const part = readPart(piece, number) ?? readPart(piece.slice(0, piece.lastIndexOf('}') + 1), number);
    if (part) sound.push(part);
    rest ||= !part || !piece.trimEnd().endsWith('}');
  }
  if (sound.length === 0) return [damaged(number, 'The line was cut off or altered: it is not JSON. Look for another copy of the file')];
  return rest ? [...sound, damaged(number, 'Something else is on the line than what was taken from it: it was cut off or altered. Look for another copy of the file')] : sound;
}

/** Null: it is not JSON. */
function readPart(piece: string, line: number): FilePart | null {
  let input: unknown;
  try {
    input = JSON.parse(piece);
  } catch {
    return null;
  }
  if (typeof input === 'object' && input !== null && 'holdfast' in input) {
    const head = parse(headSchema(), input);
    return head.ok ? { kind: 'head', line, head: head.value } : damaged(line, `The file’s head was altered: ${head.message}. The sales below it are taken all the same`);
  }
  const sealed = parse(SealedSaleSchema, input);
  return sealed.ok ? { kind: 'sale', line, sealed: sealed.value } : damaged(line, `The line is not a sale as registers save it: ${sealed.message.replace(/^the body/, 'it')}. Look for another copy of the file`);
}

function damaged(line: number, message: string): Damaged {
  return { kind: 'damaged', line, message: `${message}.` };
}
