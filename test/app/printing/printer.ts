import type { Link } from '../../../app/printing/link.js';
import type { Port, Serial, Usb, UsbDevice } from '../../../app/printing/platform.js';

/** How a printer behaves. */
export interface Manners {
  /** Says nothing when it is asked, as many cheap ones. */
  readonly mute?: true;
  /** Its answers to DLE EOT 2 and 4. */
  readonly offline?: number;
  readonly paper?: number;
  /** From when on it has stopped: takes all, but answers GS r no more. */
  readonly stops?: true;
  /** What it answers after it has stopped. */
  readonly thenPaper?: number;
  /** Takes nothing, for ever. */
  readonly hangs?: true;
  /** Is unplugged after so many bytes. */
  readonly unplugged?: number;
}

export interface TestPrinter {
  readonly link: Link;
  /** All that it took. */
  taken(): Uint8Array;
  /** How it was closed: at once, or not; empty: it was not. */
  readonly closed: readonly boolean[];
}

const WELL = 0x12;

/** A printer at the end of a link: the device, not our code. */
export function openPrinter({ mute, offline = WELL, paper = WELL, stops, thenPaper = paper, hangs, unplugged = Infinity }: Manners = {}): TestPrinter {
  const taken: number[] = [];
  const closed: boolean[] = [];
  const said: number[] = [];
  let say = (): void => undefined;
  let end = (_: Error): void => undefined;
  const over = new Promise<never>((_, reject) => { end = reject; });
  over.catch(() => undefined);
  const answer = (bytes: Uint8Array): void => {
    const name = Buffer.from(bytes).toString('hex');
    const stopped = stops && taken.length > 10;
    if (name === '100402') said.push(offline);
    if (name === '100404') said.push(stopped ? thenPaper : paper);
    if (name === '1d7201' && !stopped) said.push(0);
    say();
  };
  const send = async (bytes: Uint8Array): Promise<void> => {
    if (hangs) await over;
    if (taken.length + bytes.length > unplugged) {
      taken.push(...bytes.slice(0, unplugged - taken.length));
      end(new Error('The device was disconnected.'));
      throw new Error('The device was disconnected.');
    }
    taken.push(...bytes);
    if (!mute) answer(bytes);
  };
  const hear = async (): Promise<Uint8Array> => {
    while (!said.length) await Promise.race([over, new Promise<void>((resolve) => { say = resolve; })]);
    return Uint8Array.from(said.splice(0));
  };
  const close = async (atOnce: boolean): Promise<void> => { closed.push(atOnce); end(new Error('closed')); };
  return { link: { send, hear, close }, taken: () => Uint8Array.from(taken), closed };
}

/** The same behind WebUSB, with an interface for faxing before that for printing. */
export function usbPrinter(printer: TestPrinter, more: Partial<UsbDevice> = {}): UsbDevice & { readonly calls: string[] } {
  const calls: string[] = [];
  const does = (name: string) => async (of?: unknown): Promise<void> => { calls.push(of === undefined ? name : `${name} ${String(of)}`); };
  const ends = (...numbers: number[]) => numbers.map((endpointNumber) => ({ endpointNumber, type: 'bulk', direction: endpointNumber > 128 ? 'in' as const : 'out' as const }));
  const configuration = { configurationValue: 1, interfaces: [{ interfaceNumber: 0, alternate: { interfaceClass: 255, endpoints: ends(5) } }, { interfaceNumber: 1, alternate: { interfaceClass: 7, endpoints: ends(129, 2) } }] };
  let now: UsbDevice['configuration'] = null;
  return {
    calls, vendorId: 0x04b8, productId: 0x0202, productName: 'TM-T88V\0', manufacturerName: 'EPSON', serialNumber: 'J1', configurations: [configuration],
    get configuration() { return now; },
    open: does('open'), claimInterface: does('claim'),
    selectConfiguration: async (value) => { calls.push(`select ${value}`); now = configuration; },
    close: async () => { calls.push('close'); await printer.link.close(true); },
    transferOut: async (endpoint, data) => { calls.push(`out ${endpoint}`); await printer.link.send(data); return { status: 'ok' }; },
    transferIn: async () => ({ data: new DataView((await printer.link.hear?.() ?? new Uint8Array()).buffer) }),
    ...more,
  };
}

export function usbOf(devices: readonly UsbDevice[], chosen?: UsbDevice): Usb & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return { asked, getDevices: async () => devices, requestDevice: async (options) => { asked.push(options); return chosen ?? refuse(); } };
}

/** A serial port with a printer on it. `info` as its adapter tells it. */
export function portOf(printer: TestPrinter, info: ReturnType<Port['getInfo']> = {}): Port & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls, getInfo: () => info,
    open: async ({ baudRate }) => void calls.push(`open ${baudRate}`), close: async () => void calls.push('close'),
    readable: new ReadableStream({ pull: async (to) => to.enqueue(await printer.link.hear?.() ?? new Uint8Array()) }, { highWaterMark: 0 }),
    writable: new WritableStream({ write: (bytes: Uint8Array) => printer.link.send(bytes), close: () => void calls.push('drained'), abort: () => void calls.push('thrown away') }),
  };
}

export function serialOf(ports: readonly Port[], chosen?: Port): Serial {
  return { getPorts: async () => ports, requestPort: async () => chosen ?? refuse() };
}

function refuse(): never {
  throw new DOMException('No device selected.', 'NotFoundError');
}
