/**
 * - `not-there`: the printer that was connected is not plugged in.
 * - `not-allowed`: the browser may not use it.
 * - `held`: another window, or a driver, has it.
 * - `no-printer`: what is connected takes no receipts.
 * - `paper`, `cover`, `fault`: by its own word.
 * - `unplugged`: in the middle.
 * - `silent`: it does not take anything.
 */
export type TroubleCode = 'not-there' | 'not-allowed' | 'held' | 'no-printer' | 'paper' | 'cover' | 'fault' | 'unplugged' | 'silent';

/** Why nothing, or not all, was printed. What that is in words, printing.ts says. */
export class PrinterTrouble extends Error {
  constructor(readonly code: TroubleCode, readonly cause?: unknown) {
    super(code);
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
