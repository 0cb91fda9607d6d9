import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';

/** A text as a printer can print it: only characters of its code pages, each one column wide. */
export interface Printable {
  readonly text: string;
  /** What it does not have, and `?` stands for. */
  readonly lost: string;
}
/** A piece of a text that one code page has. */
export interface Run {
  readonly page: Codepage;
  readonly text: string;
}
/** What a printer can print. */
export interface LetterCase {
  fit(text: string): Printable;
  /** @param text that was made to fit. */
  runs(text: string): Run[];
}

/** What is written for what no printer, or not every one, has. */
const INSTEAD: Readonly<Record<string, string>> = {
  '₹': 'Rs', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₩': 'KRW', '₫': 'VND', '₦': 'NGN', '₱': 'PHP', '₽': 'RUB', '₺': 'TRY', '₪': 'ILS', '฿': 'THB', '₴': 'UAH', '₸': 'KZT', '₿': 'BTC',
  '−': '-', '×': 'x', '÷': '/', '⁄': '/', '‘': '\'', '’': '\'', '‚': ',', '“': '"', '”': '"', '„': '"', '‹': '<', '›': '>', '«': '<<', '»': '>>', '•': '*', '·': '.', '…': '...',
  'ß': 'ss', 'ẞ': 'SS', 'Æ': 'AE', 'æ': 'ae', 'Œ': 'OE', 'œ': 'oe', 'Ø': 'O', 'ø': 'o', 'Å': 'A', 'å': 'a', 'Đ': 'D', 'đ': 'd', 'Ð': 'D', 'ð': 'd', 'Þ': 'Th', 'þ': 'th', 'Ł': 'L', 'ł': 'l', 'ı': 'i',
  '٫': '.', '٬': ',', '٪': '%', '،': ',', '؛': ';', '؟': '?',
  '©': '(c)', '®': '(R)', '™': '(TM)', '№': 'No.', '✓': 'v', '✗': 'x',
};

/** @param names of the code pages that the printer has, the one to be taken first at the front; ASCII it has in any case. */
export function letterCase(names: readonly Codepage[]): LetterCase {
  const pages = names.map((name) => ({ name, has: printableOf(name) }));
  const ascii = printableOf('ascii');
  const has = (char: string): boolean => ascii.has(char) || pages.some((page) => page.has.has(char));
  const known = new Map<string, string | null>();
  /** What is printed for one character; null: nothing is like it. */
  const one = (char: string): string | null => {
    const before = known.get(char);
    const found = before === undefined ? replace(char, has) : before;
    known.set(char, found);
    return found;
  };
  return {
    fit: (text) => {
      const chars = [...text.normalize('NFC')];
      return { text: chars.map((char) => one(char) ?? '?').join(''), lost: chars.filter((char) => one(char) === null).join('') };
    },
    runs: (text) => {
      const runs: { page: Codepage; text: string }[] = [];
      let now = pages[0];
      for (const char of text) {
        if (!ascii.has(char) && !now?.has.has(char)) now = pages.find((page) => page.has.has(char));
        const last = runs[runs.length - 1];
        const page = now?.name ?? 'ascii';
        if (last?.page === page) last.text += char;
        else runs.push({ page, text: char });
      }
      return runs;
    },
  };
}

function replace(char: string, has: (char: string) => boolean): string | null {
  // What commands a printer is no text: nobody opens a drawer with a product's name.
  if (/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/u.test(char)) return ' ';
  if (has(char)) return char;
  // Marks on letters that it does not have, joiners, directions.
  if (/[\p{M}\p{Cf}\uFE0F]/u.test(char)) return '';
  if (/\p{Pd}/u.test(char)) return '-';
  // Arabic and Persian digits, 0 to 9 in both rows.
  if (/[\u0660-\u0669\u06F0-\u06F9]/.test(char)) return String(char.charCodeAt(0) & 15);
  const without = [...(INSTEAD[char] ?? char.normalize('NFKD').replace(/\p{M}/gu, ''))].map((part) => (has(part) ? part : INSTEAD[part] ?? part)).join('');
  return without && [...without].every(has) ? without.replace(/[\p{Cc}\p{Zs}]/gu, ' ') : null;
}

/** The characters of a code page that are characters to every printer: what is below 32 are commands, though some pages draw them. */
function printableOf(name: Codepage): Set<string> {
  const { codepoints } = CodepageEncoder.getEncoding(name);
  return new Set(codepoints.filter((point, place) => place >= 0x20 && place !== 0x7f && point !== 0xfffd && codepoints.indexOf(point) === place).map((point) => String.fromCodePoint(point)));
}
