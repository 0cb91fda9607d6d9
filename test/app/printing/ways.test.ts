import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { choose, whyNot } from '../../../app/printing/choose.js';
import { encodeReceipt } from '../../../app/printing/escpos.js';
import { deliver } from '../../../app/printing/job.js';
import type { Link } from '../../../app/printing/link.js';
import { openSerial } from '../../../app/printing/serial.js';
import { PrinterTrouble } from '../../../app/printing/trouble.js';
import { openUsb } from '../../../app/printing/usb.js';
import { bare } from './papers.js';
import { openPrinter, portOf, serialOf, usbOf, usbPrinter } from './printer.js';
import { record } from './recorder.js';

const { bytes: JOB } = encodeReceipt(bare({ label: 'Tea', value: '4.80' }), { columns: 48, letters: 'epson' });
const NONE = new Uint8Array();
const PATIENT = { open: 60_000, status: 60_000, take: 60_000, print: 60_000, close: 60_000 };
const print = (open: () => Promise<Link>): Promise<string> => deliver(open, NONE, JOB, PATIENT).then(() => 'printed', (error: unknown) => (error instanceof PrinterTrouble ? error.code : String(error)));
const EPSON = { name: 'EPSON TM-T88V', vendorId: 0x04b8, productId: 0x0202, serialNumber: 'J1' };

test('over USB the receipt goes to the interface for printing, which is then free again', async () => {
  const printer = openPrinter();
  const device = usbPrinter(printer);
  assert.is(await print(() => openUsb(usbOf([device]), EPSON)), 'printed');
  assert.is(record(printer.taken()).cuts, 1);
  assert.equal([...new Set(device.calls)], ['open', 'select 1', 'claim 1', 'out 2', 'close']);
});

test('of two printers of one kind the one that was connected prints', async () => {
  const [mine, other] = [openPrinter(), openPrinter()];
  await print(() => openUsb(usbOf([usbPrinter(other, { serialNumber: 'J2' }), usbPrinter(mine)]), EPSON));
  assert.equal([record(mine.taken()).cuts, other.taken().length], [1, 0]);
});

test('a printer that was replaced by one of its kind prints', async () => {
  const printer = openPrinter();
  assert.is(await print(() => openUsb(usbOf([usbPrinter(printer, { serialNumber: 'J9' })]), EPSON)), 'printed');
});

test('a printer that is unplugged, or no longer allowed, is not there', async () => {
  assert.is(await print(() => openUsb(usbOf([]), EPSON)), 'not-there');
  assert.is(await print(() => openUsb(usbOf([usbPrinter(openPrinter(), { productId: 1 })]), EPSON)), 'not-there');
});

test('a device that takes no bytes is no printer, and is let go', async () => {
  const device = usbPrinter(openPrinter(), { selectConfiguration: async () => undefined });
  assert.is(await print(() => openUsb(usbOf([device]), EPSON)), 'no-printer');
  assert.equal(device.calls, ['open', 'close']);
});

test('a printer that another program holds is let go, and said to be held', async () => {
  const device = usbPrinter(openPrinter(), { claimInterface: async () => { throw new DOMException('Unable to claim interface.', 'NetworkError'); } });
  assert.is(await print(() => openUsb(usbOf([device]), EPSON)), 'held');
  assert.equal(device.calls.slice(-1), ['close']);
});

test('over a serial port the receipt goes out at the speed that is set, and the port waits until all has left', async () => {
  const printer = openPrinter();
  const port = portOf(printer);
  assert.is(await print(() => openSerial(serialOf([port]), { name: 'Serial port' }, 38_400)), 'printed');
  assert.is(record(printer.taken()).cuts, 1);
  assert.equal(port.calls, ['open 38400', 'drained', 'close']);
});

test('a serial port is known by its adapter', async () => {
  const [mine, other] = [openPrinter(), openPrinter()];
  const ports = [portOf(other), portOf(mine, { usbVendorId: 0x067b, usbProductId: 0x2303 })];
  await print(() => openSerial(serialOf(ports), { name: 'USB serial port', vendorId: 0x067b, productId: 0x2303 }, 9600));
  assert.equal([record(mine.taken()).cuts, other.taken().length], [1, 0]);
});

test('a serial printer that is unplugged in the middle is closed without waiting for it', async () => {
  const port = portOf(openPrinter({ unplugged: 40 }));
  assert.is(await print(() => openSerial(serialOf([port]), { name: 'Serial port' }, 9600)), 'unplugged');
  assert.is(port.calls.includes('drained'), false);
});

test('a printer is chosen from those that are printers, and its letters are its maker’s', async () => {
  const usb = usbOf([], usbPrinter(openPrinter(), { vendorId: 0x1504, manufacturerName: 'BIXOLON', productName: 'SRP-350\0' }));
  assert.equal(await choose('usb', false, { usb }), { device: { name: 'BIXOLON SRP-350', vendorId: 0x1504, productId: 0x0202, serialNumber: 'J1' }, letters: 'bixolon' });
  assert.is((usb.asked[0] as { filters: { classCode?: number }[] }).filters[0]?.classCode, 7);
});

test('the one printer that an administrator has allowed is taken without a question, unless another is wanted', async () => {
  const scale = usbPrinter(openPrinter(), { vendorId: 0x0922, configurations: [] });
  const [allowed, other] = [usbPrinter(openPrinter()), usbPrinter(openPrinter(), { serialNumber: 'J2' })];
  const usb = usbOf([scale, allowed], other);
  assert.is((await choose('usb', false, { usb })).device?.serialNumber, 'J1');
  assert.is((await choose('usb', true, { usb })).device?.serialNumber, 'J2');
  assert.is((await choose('usb', false, { usb: usbOf([allowed, other], other) })).device?.serialNumber, 'J2', 'of two it asks');
});

test('a serial port is called what little is known of it', async () => {
  const serial = serialOf([], portOf(openPrinter()));
  assert.equal(await choose('serial', false, { serial }), { device: { name: 'Serial port' } });
});

test('somebody who chooses nothing is told that nothing has changed, and what else it may be', async () => {
  const said = await choose('usb', false, { usb: usbOf([]) }).then(() => '', whyNot);
  assert.match(said, /^No printer was chosen. Nothing has changed. .* allowed\.$/);
});

test.run();
