const WORDS = {
  'not-there': 'The receipt printer is not there. Plug it in and switch it on; if it is, connect it again in Settings.',
  'not-allowed': 'This computer does not let the browser use the printer. Ask whoever looks after the computer.',
  held: 'Something else holds the printer: another window, or a driver of this computer. Close the other window, or ask whoever looks after the computer.',
  'no-printer': 'What is connected does not take receipts. Connect the receipt printer in Settings.',
  paper: 'The printer is out of paper. Put in a new roll.',
  cover: 'The printer’s cover is open. Close it.',
  fault: 'The printer reports a fault. Look for stuck paper, then switch it off and on.',
  unplugged: 'The printer was unplugged or switched off in the middle. Plug it in and switch it on.',
  silent: 'The printer does not take anything. See that it is on, has paper and is closed; then switch it off and on.',
} as const;

export type TroubleCode = keyof typeof WORDS;

/** Why nothing, or not all, was printed: what happened, and what to do about it. */
export class PrinterTrouble extends Error {
  constructor(readonly code: TroubleCode, readonly cause?: unknown) {
    super(WORDS[code]);
    this.name = 'PrinterTrouble';
  }
}

/** What the browser's own errors mean, by what was being done. */
export function troubleOf(error: unknown, doing: 'opening' | 'sending'): PrinterTrouble {
  if (error instanceof PrinterTrouble) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (doing === 'sending') return new PrinterTrouble('unplugged', error);
  if (name === 'NotFoundError') return new PrinterTrouble('not-there', error);
  return new PrinterTrouble(name === 'SecurityError' ? 'not-allowed' : 'held', error);
}
