import type { Link } from './link.js';
import type { Port, Serial } from './platform.js';
import type { KnownDevice } from './settings.js';
import { PrinterTrouble } from './trouble.js';

/** Opens the port that was connected before. `speed` in baud. @throws {@link PrinterTrouble}, and the browser's own errors. */
export async function openSerial(serial: Serial, known: KnownDevice, speed: number): Promise<Link> {
  const port = find(await serial.getPorts(), known);
  if (!port) throw new PrinterTrouble('not-there');
  await port.open({ baudRate: speed });
  const reader = port.readable?.getReader();
  const writer = port.writable?.getWriter();
  if (!writer) throw new PrinterTrouble('no-printer');
  return {
    send: (bytes) => writer.write(bytes),
    ...(reader ? { hear: async () => (await reader.read()).value ?? ended() } : {}),
    close: async (atOnce) => {
      await reader?.cancel().catch(console.warn);
      reader?.releaseLock();
      // Closing the stream waits until the last byte has left.
      await (atOnce ? writer.abort() : writer.close()).catch(console.warn);
      writer.releaseLock();
      await port.close();
    },
  };
}

function ended(): never {
  throw new Error('the port was closed');
}

/** By its maker's numbers; ports of the computer itself have none. */
function find(ports: readonly Port[], { vendorId, productId }: KnownDevice): Port | undefined {
  return ports.find((port) => {
    const { usbVendorId, usbProductId } = port.getInfo();
    return usbVendorId === vendorId && usbProductId === productId;
  });
}
