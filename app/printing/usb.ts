import type { Link } from './link.js';
import type { Usb, UsbDevice, UsbInterface } from './platform.js';
import type { KnownDevice } from './settings.js';
import { PrinterTrouble } from './trouble.js';

/** The USB class of printers. */
const PRINTER = 7;
/** As much as a status can be. */
const STATUS = 64;

/** Opens the printer that was connected before. @throws {@link PrinterTrouble}, and the browser's own errors. */
export async function openUsb(usb: Usb, known: KnownDevice): Promise<Link> {
  const device = find(await usb.getDevices(), known);
  if (!device) throw new PrinterTrouble('not-there');
  await device.open();
  try {
    return await claim(device);
  } catch (error) {
    await device.close().catch(console.warn);
    throw error;
  }
}

/** That very device, or one of its kind: it was replaced, or tells no serial number. */
function find(devices: readonly UsbDevice[], { vendorId, productId, serialNumber }: KnownDevice): UsbDevice | undefined {
  const alike = devices.filter((device) => device.vendorId === vendorId && device.productId === productId);
  return alike.find((device) => device.serialNumber === serialNumber) ?? alike[0];
}

async function claim(device: UsbDevice): Promise<Link> {
  if (!device.configuration) await device.selectConfiguration(device.configurations[0]?.configurationValue ?? 1);
  const taken = printerOf(device.configuration?.interfaces ?? []);
  const end = (direction: 'in' | 'out'): number | undefined => taken?.alternate.endpoints.find((endpoint) => endpoint.type === 'bulk' && endpoint.direction === direction)?.endpointNumber;
  const [out, back] = [end('out'), end('in')];
  if (!taken || out === undefined) throw new PrinterTrouble('no-printer');
  await device.claimInterface(taken.interfaceNumber);
  return {
    send: async (bytes) => {
      const { status } = await device.transferOut(out, bytes);
      if (status !== 'ok') throw new PrinterTrouble('fault');
    },
    ...(back === undefined ? {} : { hear: async () => bytesOf((await device.transferIn(back, STATUS)).data) }),
    close: () => device.close(),
  };
}

/** A printer's interface; of a device that calls itself nothing known, the one that bytes can be sent to. */
function printerOf(interfaces: readonly UsbInterface[]): UsbInterface | undefined {
  const takes = interfaces.filter(({ alternate }) => alternate.endpoints.some(({ type, direction }) => type === 'bulk' && direction === 'out'));
  return takes.find(({ alternate }) => alternate.interfaceClass === PRINTER) ?? takes[0];
}

function bytesOf(data: DataView | undefined): Uint8Array {
  return data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array();
}
