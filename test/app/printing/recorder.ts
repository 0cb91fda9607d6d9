import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';

/** A line as it stands on the paper. */
export interface Printed {
  readonly text: string;
  readonly bold: boolean;
  readonly width: number;
  readonly height: number;
  /** The code pages that its characters were taken from, ASCII apart. */
  readonly pages: readonly string[];
}
/** What happened at a printer, in its order. */
export type Happening = { readonly did: 'line'; readonly line: Printed } | { readonly did: 'cut' } | { readonly did: 'pulse'; readonly pin: number; readonly on: number; readonly off: number } | { readonly did: 'asked'; readonly what: string };

export interface Recorded {
  readonly happenings: readonly Happening[];
  readonly lines: readonly Printed[];
  readonly texts: readonly string[];
  readonly cuts: number;
  readonly pulses: number;
}

/** By the numbers in Epson's reference of ESC t. */
const PAGES: Readonly<Record<number, Codepage>> = { 0: 'cp437', 2: 'cp850', 13: 'cp857', 14: 'cp737', 16: 'windows1252', 17: 'cp866', 18: 'cp852', 19: 'cp858', 33: 'cp775', 45: 'windows1250', 46: 'windows1251', 47: 'windows1253', 48: 'windows1254', 51: 'windows1257' };

/**
 * A printer that keeps what it would have printed. It knows the commands of ESC/POS that a receipt needs, and throws on
 * any other, on one that is cut off, on a character that its code page does not have, and on a line that is too long.
 */
export function record(bytes: Uint8Array, columns = 48): Recorded {
  const happenings: Happening[] = [];
  let at = 0;
  let look = plain();
  let line: Char[] = [];
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error('a command is cut off');
    return byte;
  };
  const oneOf = (of: readonly number[]): number => {
    const value = next();
    if (!of.includes(value)) throw new Error(`${value} is no value for the command before byte ${at}`);
    return value;
  };
  const feed = (): void => {
    const wide = line.reduce((sum, { width }) => sum + width, 0);
    if (wide > columns) throw new Error(`a line of ${wide} on ${columns} columns`);
    happenings.push({ did: 'line', line: lineOf(line) });
    line = [];
  };
  const commands: Readonly<Record<string, () => void>> = {
    '1b40': () => { look = plain(); line = []; },
    '1c2e': () => undefined,
    '1b4d': () => void oneOf([0]),
    '1b74': () => { look = { ...look, page: PAGES[next()] ?? unknown('code page', at) }; },
    '1b45': () => { look = { ...look, bold: oneOf([0, 1]) === 1 }; },
    '1d21': () => { const size = next(); look = { ...look, width: (size >> 4) + 1, height: (size & 7) + 1 }; },
    '1d56': () => { oneOf([0, 1]); if (line.length) throw new Error('cut through a line'); happenings.push({ did: 'cut' }); },
    '1b70': () => { const [pin, on, off] = [oneOf([0, 1]), next(), next()]; happenings.push({ did: 'pulse', pin, on: on * 2, off: off * 2 }); },
    '1004': () => void happenings.push({ did: 'asked', what: { 2: 'offline', 4: 'paper' }[oneOf([2, 4])] ?? '' }),
    '1d72': () => { oneOf([1]); happenings.push({ did: 'asked', what: 'done' }); },
  };
  while (at < bytes.length) {
    const byte = next();
    if (byte === 0x0a) feed();
    else if (byte >= 0x20 && byte !== 0x7f) line.push({ ...look, ...charOf(byte, look.page) });
    else {
      const name = [byte, next()].map((of) => of.toString(16).padStart(2, '0')).join('');
      (commands[name] ?? (() => unknown(`command ${name}`, at)))();
    }
  }
  if (line.length) throw new Error('a line was not ended');
  const lines = happenings.flatMap((happening) => (happening.did === 'line' ? [happening.line] : []));
  const howMany = (did: Happening['did']): number => happenings.filter((happening) => happening.did === did).length;
  return { happenings, lines, texts: lines.map(({ text }) => text), cuts: howMany('cut'), pulses: howMany('pulse') };
}

interface Look {
  readonly bold: boolean;
  readonly width: number;
  readonly height: number;
  readonly page: Codepage;
}
interface Char extends Omit<Look, 'page'> {
  readonly char: string;
  /** Empty for ASCII, which is the same in all. */
  readonly page: string;
}

function lineOf(chars: readonly Char[]): Printed {
  const seen = chars.filter(({ char }) => char !== ' ');
  return {
    text: chars.map(({ char }) => char).join('').trimEnd(), bold: seen.length > 0 && seen.every(({ bold }) => bold),
    width: Math.max(1, ...seen.map(({ width }) => width)), height: Math.max(1, ...seen.map(({ height }) => height)), pages: [...new Set(chars.map(({ page }) => page).filter(Boolean))],
  };
}

function plain(): Look {
  return { bold: false, width: 1, height: 1, page: 'cp437' };
}

function charOf(byte: number, page: Codepage): Pick<Char, 'char' | 'page'> {
  if (byte < 0x80) return { char: String.fromCharCode(byte), page: '' };
  const point = CodepageEncoder.getEncoding(page).codepoints[byte];
  if (point === undefined || point === 0xfffd) throw new Error(`${page} has no character ${byte}`);
  return { char: String.fromCodePoint(point), page };
}

function unknown(what: string, at: number): never {
  throw new Error(`unknown ${what} before byte ${at}`);
}
