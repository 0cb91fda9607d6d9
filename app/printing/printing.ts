import { get, set } from 'idb-keyval';
import type { Sale } from '../../domain/sale.js';
import { NAMES } from '../../domain/names.js';
import { kept } from '../kept-cart.js';
import { otherWords } from '../other-words.js';
import { printPage } from '../screens/print.js';
import { change, read } from '../state.js';
import type { Layouts } from './layouts.js';
import { hasPrinter, type PrinterSettings } from './settings.js';
import type { PrinterTrouble, TroubleCode } from './trouble.js';

/** What can be printed: a receipt, or a report of a shift. */
export interface Paper extends Layouts {
  readonly number: string;
}

/** What was asked of the printer. */
interface Asked {
  /** A test page has no number; null: nothing, only the drawer. */
  readonly paper: Paper | null;
  readonly pulse: boolean;
}

/** What became of the last thing that was asked of the printer. */
export interface Printing extends Asked {
  readonly busy: boolean;
  /** What did not happen; empty when nothing is amiss. */
  readonly failed: string;
  /** What is to be told of it besides: why, and what to do. */
  readonly says: string;
}

/** In the page's own store. */
const KEPT = 'printer';

let settled = '';
let running = 0;

/** The settings of this device are read when this script comes, and once. */
const ready = get<Partial<PrinterSettings>>(KEPT, kept).then((known) => change({ printer: { ...read().printer, ...known } }), console.warn);

export function putSettings(part: Partial<PrinterSettings>): void {
  const printer = { ...read().printer, ...part };
  change({ printer });
  set(KEPT, printer, kept).catch(() => change({ notice: { text: otherWords.settingsNotStored, bad: true } }));
}

/** Prints it on the receipt printer, or where there is none, by the browser's dialog. */
export function printPaper(paper: Paper): void {
  const { printer } = read();
  if (hasPrinter(printer)) void send({ paper, pulse: false });
  else printPage(printer.columns);
}

/** Once more what was not printed. */
export function printAgain(): void {
  const { printing } = read();
  if (printing) void send(printing);
}

export function dismissPrinting(): void {
  change({ printing: null });
}

/** Shows how wide a line is, and which letters there are. */
export function printTestPage(page: Layouts): void {
  void send({ paper: { number: '', ...page }, pulse: false });
}

export function openDrawer(): void {
  void send({ paper: null, pulse: true });
}

/**
 * Once for each sale, when it is complete: prints, if it is to be printed without being asked, and opens the drawer if
 * cash was taken. The sale waits for none of it.
 */
export async function afterSale(sale: Sale, paper: Paper): Promise<void> {
  if (settled === sale.id) return;
  settled = sale.id;
  await ready;
  const { printer } = read();
  const { auto, drawer } = printer;
  const pulse = drawer && sale.payments.some(({ method }) => method === 'cash');
  if (hasPrinter(printer) && (auto || pulse)) await send({ paper: auto ? paper : null, pulse });
}

async function send({ paper, pulse }: Asked): Promise<void> {
  const mine = ++running;
  change({ printing: { paper, pulse, busy: true, failed: '', says: '' } });
  let told: Pick<Printing, 'failed' | 'says'>;
  try {
    const { fulfil } = await import('./printer.js');
    const lost = await fulfil({ pulse, receipt: paper?.layout ?? null, inEnglish: paper?.inEnglish }, read().printer, `${NAMES.lock}-printer`);
    told = { failed: '', says: lost && otherWords.printedWithout(lost) };
  } catch (error) {
    console.warn(error);
    const why = inWords(error);
    told = { failed: paper ? otherWords.notPrinted : otherWords.drawerShut, says: paper?.number ? otherWords.completeAndSafe(paper.number, why) : why };
  }
  // What failed stays to be seen; what went well does not hide what was asked since.
  if (mine === running || told.failed) change({ printing: { paper, pulse, busy: false, ...told } });
}

/** What to do about it. The printer's own script is another: of its errors only the code is known here. */
function inWords(error: unknown): string {
  const said: Readonly<Record<TroubleCode, string>> = {
    'not-there': otherWords.printerNotThere, 'not-allowed': otherWords.printerNotAllowed, held: otherWords.printerHeld, 'no-printer': otherWords.notAPrinter,
    paper: otherWords.outOfPaper, cover: otherWords.coverOpen, fault: otherWords.printerFault,
    unplugged: otherWords.printerUnplugged, silent: otherWords.printerSilent,
  };
  return error instanceof Error && error.name === 'PrinterTrouble' ? said[(error as PrinterTrouble).code] : otherWords.printerUnusable;
}
