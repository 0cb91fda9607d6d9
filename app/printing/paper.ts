import type { Receipt, Row } from '../receipt.js';
import type { Printable } from './letters.js';

/** A line of print. */
export interface Line {
  readonly text: string;
  readonly bold?: true;
  /** Twice as wide, and as high: half as many characters go into a line. */
  readonly wide?: true;
  readonly high?: true;
}
export interface Sheet {
  readonly lines: readonly Line[];
  /** Characters that the printer does not have and no others stand for, each once. */
  readonly lost: string;
}

/** More of a line than this is too much for a value beside its label. */
const BESIDE = 0.6;

/** What is on the screen, in lines of `columns` characters. */
export function compose(receipt: Receipt, columns: number, fit: (text: string) => Printable): Sheet {
  const lost = new Set<string>();
  const text = (written: string): string => {
    const { text: fitting, lost: missing } = fit(written);
    for (const char of missing) lost.add(char);
    return fitting;
  };
  const middle = (written: string): Line[] => wrap(text(written), columns).map((line) => ({ text: centred(line, columns) }));
  const label = ({ label: written, code }: Row): string => {
    const fitting = text(written);
    return code && isLost(written, fitting) ? text(code) : fitting;
  };
  const row = (of: Row): Line[] => {
    const look = of.strong ? { bold: true, high: true } as const : {};
    const beside = besides(label(of), text(of.value), columns).map((line) => ({ text: line, ...look }));
    return [...beside, ...wrap(text(of.note ?? ''), columns - 2).map((line) => ({ text: `  ${line}` }))];
  };
  const rule: Line = { text: '-'.repeat(columns) };
  const blocks = [receipt.facts, receipt.lines, receipt.sums, receipt.payments].filter((rows) => rows.length);
  const shop = wrap(text(receipt.shop), columns / 2).map((line): Line => ({ text: centred(line, columns / 2), bold: true, wide: true, high: true }));
  const lines = [...shop, ...receipt.head.flatMap(middle), ...blocks.flatMap((rows) => [rule, ...rows.flatMap(row)]), rule, ...receipt.foot.flatMap(middle)];
  return { lines, lost: [...lost].join('') };
}

/** Whether hardly a letter of a name is left: then its code tells more. */
function isLost(written: string, fitting: string): boolean {
  const letters = (of: string): number => of.replace(/[^\p{L}\p{N}]/gu, '').length;
  return letters(fitting) * 2 < letters(written);
}

/** Label left, value right; the value below where both have no room beside each other. */
function besides(label: string, value: string, columns: number): string[] {
  const apart = value.length > columns * BESIDE;
  const [first = '', ...more] = wrap(label, apart ? columns : columns - value.length - 1);
  if (apart) return [first, ...more, ...wrap(value, columns).map((line) => line.padStart(columns))];
  return [first + value.padStart(columns - first.length), ...more];
}

function centred(text: string, columns: number): string {
  return ' '.repeat(Math.floor((columns - text.length) / 2)) + text;
}

/** Lines of at most `columns`, broken between words where it can be; none of nothing. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter(Boolean)) {
    if (line && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    line += (line && ' ') + word;
    for (; line.length > columns; line = line.slice(columns)) lines.push(line.slice(0, columns));
  }
  return line ? [...lines, line] : lines;
}
