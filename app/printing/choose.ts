import { otherWords } from '../other-words.js';
import type { Port, UsbDevice } from './platform.js';
import type { KnownDevice, Letters, PrinterSettings } from './settings.js';

/** The USB class of printers. */
const PRINTER = 7;
/** Makers whose receipt printers may call themselves something else. */
const MAKERS = [0x04b8, 0x0519, 0x1504, 0x0419, 0x1d90, 0x2730, 0x0416, 0x0483, 0x0fe6, 0x1fc9, 0x4b43, 0x6868];
const FILTERS = [{ classCode: PRINTER }, ...MAKERS.map((vendorId) => ({ vendorId }))];

/** Code pages by maker. The others are mostly as Epson's, or say so. */
const LETTERS: Readonly<Record<number, Letters>> = { 0x0519: 'star', 0x1504: 'bixolon', 0x0419: 'bixolon', 0x1d90: 'citizen', 0x2730: 'citizen', 0x0416: 'pos-5890', 0x1fc9: 'xprinter' };

export type Chosen = Pick<PrinterSettings, 'device'> & Partial<Pick<PrinterSettings, 'letters'>>;

/** Whether this browser reaches printers this way. */
export const canUse = (kind: PrinterSettings['kind']): boolean => kind === 'none' || navigator[kind] !== undefined;

/** What the browser has of devices. */
type Devices = Pick<Navigator, 'usb' | 'serial'>;

/**
 * Lets the browser's user choose a printer, which the browser allows only where a button was pressed. On a managed device
 * the one that its administrator allowed is taken without a question. @param another the one that is there is not wanted
 */
export async function choose(kind: 'usb' | 'serial', another: boolean, devices: Devices = navigator): Promise<Chosen> {
  return kind === 'usb' ? chooseUsb(another, devices) : choosePort(another, devices);
}

async function chooseUsb(another: boolean, { usb }: Devices): Promise<Chosen> {
  const allowed = another ? [] : await usb?.getDevices() ?? [];
  const device = only(allowed.filter(isPrinter)) ?? await usb?.requestDevice({ filters: FILTERS });
  return device ? { device: usbFacts(device), letters: LETTERS[device.vendorId] ?? 'epson' } : { device: null };
}

function isPrinter({ vendorId, configurations }: UsbDevice): boolean {
  return MAKERS.includes(vendorId) || configurations.some(({ interfaces }) => interfaces.some(({ alternate }) => alternate.interfaceClass === PRINTER));
}

async function choosePort(another: boolean, { serial }: Devices): Promise<Chosen> {
  const allowed = another ? [] : await serial?.getPorts() ?? [];
  const port = only(allowed) ?? await serial?.requestPort();
  return { device: port ? portFacts(port) : null };
}

function only<T>(devices: readonly T[]): T | undefined {
  return devices.length === 1 ? devices[0] : undefined;
}

function usbFacts({ vendorId, productId, serialNumber, manufacturerName, productName }: UsbDevice): KnownDevice {
  const name = [manufacturerName, productName].map((part) => (part ?? '').replace(/\0/g, '').trim()).filter(Boolean).join(' ');
  return { name: name || otherWords.usbPrinter, vendorId, productId, ...(serialNumber ? { serialNumber } : {}) };
}

function portFacts(port: Port): KnownDevice {
  const { usbVendorId: vendorId, usbProductId: productId } = port.getInfo();
  return vendorId === undefined ? { name: otherWords.serialPort } : { name: otherWords.usbSerialPort, vendorId, ...(productId === undefined ? {} : { productId }) };
}

/** What to tell when nothing was chosen. */
export function whyNot(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError') return otherWords.noneChosen;
  if (name === 'SecurityError') return otherWords.printersNotAllowed;
  console.warn(error);
  return otherWords.notConnected;
}
