import { freshName } from './browser-parts.js';
import type { UseStore } from 'idb-keyval';
import { createOutbox, type Outbox, type Pause } from '../../sw/outbox.js';
import type { Seal } from '../../sw/journal.js';
import { openJournal, type Journal } from './whole.js';
import { openQueue, type ToDoList } from '../../sw/queue.js';
import type { Network } from '../../sw/send.js';
import { openStore } from '../../sw/store.js';
import { toBase64url, utf8 } from '../../sw/digest.js';
import type { Device } from '../server/device.js';
import { openPanel, type OpenPanel } from '../server/fixture.js';
import { saleOf } from '../server/device.js';

/** A fault on the way: gets the request and the way on, gives the answer. */
export type Fault = (request: Request, panel: Network) => Promise<Response>;

/** The worker's journal, to-do list and outbox on one side, a real panel on the other, and a wire between that can be broken. */
export interface OpenTill {
  readonly panel: OpenPanel;
  readonly device: Device;
  readonly journal: Journal;
  /** The journal's store. */
  readonly use: UseStore;
  readonly toDo: ToDoList;
  readonly outbox: Outbox;
  readonly removed: string[];
  /** Batches that reached the wire: how many sales each held. */
  readonly sent: number[];
  pause(): Pause | undefined;
  /** From now on; null: a sound wire. */
  breakWire(fault: Fault | null): void;
  wait(milliseconds: number): void;
  /** Sells `count` sales and gives their positions. `length`: how often each has the lines of one. */
  sell(count: number, length?: number): Promise<number[]>;
  /** Receipt numbers in the panel's ledger, in the order of arrival. */
  ledger(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openTill(): Promise<OpenTill> {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const name = freshName();
  const lock = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request(`${name}-journal`, work) as Promise<T>;
  const use = openStore(name, 'strict');
  const journal = openJournal(use, lock);
  const url = 'http://panel.test/register/api/sales/batch';
  const toDo = openQueue(name, url, async () => undefined);
  let fault: Fault | null = null;
  let clock = panel.now().getTime();
  let pause: Pause | undefined;
  const removed: string[] = [];
  const sent: number[] = [];
  const direct: Network = async (request) => {
    const headers = new Headers(request.headers);
    headers.set('Cookie', device.cookie);
    return panel.handle(new Request(request.url, { method: request.method, headers, body: await request.text() }));
  };
  const network: Network = async (request) => {
    sent.push((await request.clone().json() as { sales: unknown[] }).sales.length);
    return fault ? fault(request, direct) : direct(request);
  };
  const outbox = createOutbox({
    journal, toDo, network, url,
    ifFree: (work) => navigator.locks.request(`${name}-outbox`, { ifAvailable: true }, async (free) => free ? work() : undefined),
    readPause: async () => pause,
    writePause: async (next) => { pause = next; },
    onRemoved: async (message) => { removed.push(message); },
    onChange: () => undefined,
    now: () => clock,
    random: () => 0.5,
    seldom: () => import('../../sw/seldom.js'),
  });
  const seal: Seal = {
    registerId: device.pairing.registerId, link: device.pairing.link, series: device.pairing.series,
    sign: async (hash) => toBase64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, device.keys.signing.privateKey, utf8(hash))),
  };
  const sellOne = async (length: number): Promise<number> => {
    const one = saleOf(panel.now());
    const sale = { ...one, lines: Array.from({ length }, () => one.lines).flat() };
    const { position } = await journal.append(sale.id, JSON.stringify(sale), async () => seal);
    await toDo.push([position]);
    return position;
  };
  return {
    panel, device, journal, use, toDo, outbox, removed, sent,
    pause: () => pause,
    breakWire: (next) => { fault = next; },
    wait: (milliseconds) => { clock += milliseconds; },
    sell: async (count, length = 1) => {
      const positions: number[] = [];
      for (let n = 0; n < count; n++) positions.push(await sellOne(length));
      return positions;
    },
    ledger: async () => (await panel.db.selectFrom('ledger').select('receipt_number').orderBy('position').execute()).map((row) => row.receipt_number),
    close: () => panel.close(),
  };
}
