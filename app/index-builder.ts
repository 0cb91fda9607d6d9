import { BEGINNINGS, bitOf, BLOCK, hashOf, isBetween, LETTERS, SIGN, SPACE, type SearchTables } from './search-index.js';

export interface IndexBuilder {
  /** The next product's line, in the order of lines. */
  add(line: string): void;
  /** All but the text, which whoever has the lines has. */
  finish(): Omit<SearchTables, 'text'>;
}

/** @param codes how many SKUs and barcodes there will be; @param products how many products. */
export function openIndex(products: number, codes: number): IndexBuilder {
  const starts = new Uint32Array(products + 1);
  const signs = new Uint32Array(Math.ceil(products / BLOCK) * SIGN);
  const table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, codes * 1.5))));
  let [row, end] = [0, 0];

  const place = (code: string): void => {
    let slot = hashOf(code) & (table.length - 1);
    while (table[slot]) slot = (slot + 1) & (table.length - 1);
    table[slot] = row + 1;
  };

  return {
    add: (bare) => {
      const line = `${bare}\n`;
      for (let from = bare.indexOf('\t') + 1; from; ) {
        const to = bare.indexOf('\t', from);
        place(bare.slice(from, to < 0 ? undefined : to));
        from = to + 1;
      }
      sign(signs, Math.floor(row / BLOCK) * SIGN, line);
      end = starts[++row] = end + line.length;
    },
    finish: () => ({ starts, signs, codes: table }),
  };
}

/** Sets a line's bits in its block's sign. */
function sign(signs: Uint32Array, base: number, line: string): void {
  let first = SPACE;
  let second = line.charCodeAt(0);
  for (let at = 1; at < line.length; at++) {
    const third = line.charCodeAt(at);
    set(signs, base, bitOf(first, second, third, LETTERS));
    if (isBetween(first)) set(signs, base + LETTERS, bitOf(SPACE, second, third, BEGINNINGS));
    first = second;
    second = third;
  }
}

function set(signs: Uint32Array, base: number, bit: number): void {
  const at = base + (bit >>> 5);
  signs[at] = (signs[at] ?? 0) | 1 << (bit & 31);
}
