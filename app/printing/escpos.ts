import './old-browsers.js';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Codepage } from '@point-of-sale/codepage-encoder';
import type { Receipt } from '../receipt.js';
import { letterCase, type LetterCase } from './letters.js';
import { compose } from './paper.js';
import type { Letters, PrinterSettings } from './settings.js';

/** What goes to the printer. */
export interface Job {
  readonly bytes: Uint8Array;
  /** Characters that it does not have. */
  readonly lost: string;
}
type Looks = Pick<PrinterSettings, 'columns' | 'letters'>;

/** Code pages in the order that they are tried in: most receipts need none but the first. Scripts that are joined, stacked or written from the right are beyond code pages. */
const PAGES: readonly Codepage[] = ['windows1252', 'cp858', 'cp850', 'cp437', 'cp852', 'windows1250', 'cp866', 'windows1251', 'cp737', 'windows1253', 'cp857', 'windows1254', 'cp775', 'windows1257'];
/** Lines between the print head and the knife, or the edge to tear at. */
const TO_THE_KNIFE = 4;

/** A receipt in ESC/POS, cut off behind it. */
export function encodeReceipt(receipt: Receipt, { columns, letters }: Looks): Job {
  const font = caseOf(letters);
  const { lines, lost } = compose(receipt, columns, font.fit);
  const encoder = open(letters, columns).initialize();
  for (const { text, bold = false, wide = false, high = false } of lines) {
    encoder.bold(bold).size(wide ? 2 : 1, high ? 2 : 1);
    for (const { page, text: part } of font.runs(text)) encoder.codepage(page === 'ascii' ? 'cp437' : page).text(part);
    encoder.newline();
  }
  return { bytes: encoder.bold(false).size(1, 1).cut('partial').encode(), lost };
}

/** The same, in English words where that loses fewer letters: what names and addresses lose, they lose in both. */
export function encodeBest(receipt: Receipt, inEnglish: Receipt | undefined, looks: Looks): Job {
  const job = encodeReceipt(receipt, looks);
  const other = job.lost && inEnglish ? encodeReceipt(inEnglish, looks) : job;
  return other.lost.length < job.lost.length ? other : job;
}

/** Opens the drawer that hangs on the printer. */
export function encodePulse(): Uint8Array {
  return open('plain', 48).pulse(0, 100, 500).encode();
}

function open(letters: Letters, columns: PrinterSettings['columns']): ReceiptPrinterEncoder {
  // Epson's printers ignore a carriage return, or take it for a second line feed.
  return new ReceiptPrinterEncoder({ language: 'esc-pos', columns, newline: '\n', feedBeforeCut: TO_THE_KNIFE, codepageMapping: letters === 'plain' ? { cp437: 0 } : letters });
}

const cases = new Map<Letters, LetterCase>();

function caseOf(letters: Letters): LetterCase {
  const made = cases.get(letters) ?? letterCase(letters === 'plain' ? [] : PAGES.filter((page) => has(letters, page)));
  cases.set(letters, made);
  return made;
}

function has(letters: Letters, page: Codepage): boolean {
  try {
    open(letters, 48).codepage(page);
    return true;
  } catch {
    return false;
  }
}
