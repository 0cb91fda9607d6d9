import type { Receipt } from '../receipt.js';
import { encodeBest, encodePulse } from './escpos.js';
import { deliver } from './job.js';
import type { Link } from './link.js';
import { openSerial } from './serial.js';
import type { PrinterSettings } from './settings.js';
import { PrinterTrouble } from './trouble.js';
import { openUsb } from './usb.js';

/** What the printer is to do. */
export interface Wish {
  /** Open the drawer. */
  readonly pulse: boolean;
  readonly receipt: Receipt | null;
  /** The same in English, for a printer that lacks letters of it. */
  readonly inEnglish?: Receipt;
}

// This script takes nothing from the others, names neither: it stays the same file, which no register fetches again, when they change.

/** Does it. Resolves to the characters that the printer does not have. @param lock that all who print on it hold. @throws {@link PrinterTrouble} */
export async function fulfil({ pulse, receipt, inEnglish }: Wish, settings: PrinterSettings, lock: string): Promise<string> {
  const { bytes, lost } = receipt ? encodeBest(receipt, inEnglish, settings) : { bytes: new Uint8Array(), lost: '' };
  // One job at a time, whichever tab it comes from.
  await navigator.locks.request(lock, () => deliver(() => open(settings), pulse ? encodePulse() : new Uint8Array(), bytes));
  return lost;
}

async function open({ kind, device, speed }: PrinterSettings): Promise<Link> {
  if (!device) throw new PrinterTrouble('not-there');
  if (kind === 'usb' && navigator.usb) return openUsb(navigator.usb, device);
  if (kind === 'serial' && navigator.serial) return openSerial(navigator.serial, device, speed);
  throw new PrinterTrouble('not-allowed');
}
