/** How the printer of this device is reached and what it can do. Kept on the device: the shop's other registers have others. */
export interface PrinterSettings {
  /** `none`: the browser's print dialog. */
  readonly kind: 'none' | 'usb' | 'serial';
  /** Which of the devices that the browser may use; null: none was connected yet. */
  readonly device: KnownDevice | null;
  /** Characters in a line: 32 on 58 mm, 42 or 48 on 80 mm. */
  readonly columns: 32 | 42 | 48;
  /** Which code pages it has: see escpos.ts. */
  readonly letters: Letters;
  /** Of a serial printer, in baud. */
  readonly speed: number;
  /** Each receipt is printed without anybody asking. */
  readonly auto: boolean;
  /** A drawer hangs on the printer, and opens when cash is taken. */
  readonly drawer: boolean;
  /** Whoever is signed in may open it without a sale. */
  readonly freeDrawer: boolean;
}

/** Sets of code pages, under the encoder's own names; `plain`: letters without accents alone. */
export type Letters = 'epson' | 'epson/legacy' | 'xprinter' | 'pos-5890' | 'bixolon' | 'citizen' | 'star' | 'sunmi' | 'plain';

/** What tells a device from others. A serial port may tell nothing. */
export interface KnownDevice {
  readonly name: string;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
}

export const NO_PRINTER: PrinterSettings = { kind: 'none', device: null, columns: 48, letters: 'epson', speed: 9600, auto: true, drawer: false, freeDrawer: false };

/** Whether receipts go to a printer of this device, rather than to the browser's dialog. */
export const hasPrinter = ({ kind, device }: PrinterSettings): boolean => kind !== 'none' && device !== null;

/** Whether the drawer may be opened without a sale. */
export const mayOpen = (printer: PrinterSettings): boolean => hasPrinter(printer) && printer.drawer && printer.freeDrawer;
