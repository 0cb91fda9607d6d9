import type { Page } from 'playwright-core';

/** A receipt printer at the browser's boundary: the device and its cable, not our code. */
export interface Device {
  /** Plugged in, and allowed. */
  readonly there: boolean;
  /** It is unplugged after so many bytes more. */
  readonly breaksAfter: number | null;
  /** Takes nothing, until it is unplugged. */
  readonly hangs: boolean;
  readonly hasPaper: boolean;
}

/** Runs in the page before its own scripts. Without `localStorage.printers` the browser is one that has no such thing. */
export const DEVICE = `
  const device = window.testDevice = { there: true, breaksAfter: null, hangs: false, hasPaper: true };
  const taken = window.testTaken = [];
  let said = [], wake = () => {}, fail = () => {};
  let over = new Promise(() => {});
  const gone = () => new DOMException('The device was disconnected.', 'NetworkError');
  window.testUnplug = () => { device.there = false; fail(gone()); };
  const configuration = { configurationValue: 1, interfaces: [{ interfaceNumber: 0, alternate: { interfaceClass: 7, endpoints: [
    { endpointNumber: 1, direction: 'out', type: 'bulk' }, { endpointNumber: 2, direction: 'in', type: 'bulk' } ] } }] };
  const printer = {
    vendorId: 0x04b8, productId: 0x0e15, productName: 'TM-T20II', manufacturerName: 'EPSON', serialNumber: 'X1', configurations: [configuration], configuration,
    open: async () => { said = []; over = new Promise((_, reject) => { fail = reject; }); over.catch(() => {}); },
    claimInterface: async () => {},
    close: async () => fail(gone()),
    transferOut: async (_, bytes) => {
      if (device.hangs) await over;
      if (device.breaksAfter !== null && bytes.length > device.breaksAfter) { taken.push(...bytes.slice(0, device.breaksAfter)); window.testUnplug(); throw gone(); }
      taken.push(...bytes);
      const asked = bytes.join();
      if (asked === '16,4,2') said.push(device.hasPaper ? 0x12 : 0x32);
      if (asked === '16,4,4') said.push(device.hasPaper ? 0x12 : 0x72);
      if (asked === '29,114,1') said.push(0);
      wake();
      return { status: 'ok' };
    },
    transferIn: async () => {
      while (!said.length) await Promise.race([over, new Promise((resolve) => { wake = resolve; })]);
      return { data: new DataView(Uint8Array.from(said.splice(0)).buffer) };
    },
  };
  const usb = { getDevices: async () => (device.there && localStorage.allowed ? [printer] : []), requestDevice: async () => { localStorage.allowed = 'yes'; return printer; } };
  Object.defineProperty(navigator, 'usb', { value: localStorage.printers && usb });
  Object.defineProperty(navigator, 'serial', { value: undefined });
`;

/** What it took since it was last asked. */
export async function takenBy(page: Page): Promise<Uint8Array> {
  return Uint8Array.from(await page.evaluate(() => (window as unknown as { testTaken: number[] }).testTaken.splice(0)));
}

/** Does something to it. */
export async function handle(page: Page, part: Partial<Device>): Promise<void> {
  await page.evaluate((change) => void Object.assign((window as unknown as { testDevice: object }).testDevice, change), part);
}

export async function unplug(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { testUnplug(): void }).testUnplug());
}
