import type { Link } from './link.js';
import { PrinterTrouble, troubleOf } from './trouble.js';

/** How long a printer may take, in ms. */
export interface Patience {
  /** To be opened. */
  readonly open: number;
  /** To say how it is: those that can answer within milliseconds. */
  readonly status: number;
  /** To take all of a receipt. A line at 9600 baud takes some seconds. */
  readonly take: number;
  /** To have printed it, after it took it. */
  readonly print: number;
  /** To be closed. */
  readonly close: number;
}
const PATIENCE: Patience = { open: 8000, status: 600, take: 20_000, print: 6000, close: 3000 };
/** Pause after a printer has said nothing in no time, in ms: some do so without end. */
const LULL = 50;

/** What is asked of a printer (ESC/POS), and how its answer is told from others. The first two are answered at once, also by one that has stopped. */
const ASK = {
  offline: { bytes: [0x10, 0x04, 0x02], is: realTime },
  paper: { bytes: [0x10, 0x04, 0x04], is: realTime },
  /** Answered in its turn: when what was sent before is printed. */
  done: { bytes: [0x1d, 0x72, 0x01], is: (said: number) => (said & 0x90) === 0 },
} as const;

function realTime(said: number): boolean {
  return (said & 0x93) === 0x12;
}

/**
 * Gives a printer one job, whole or with the reason why not. `first` goes before anything is asked: a drawer opens
 * also when the paper is out. @throws {@link PrinterTrouble}
 */
export async function deliver(open: () => Promise<Link>, first: Uint8Array, job: Uint8Array, patience: Patience = PATIENCE): Promise<void> {
  const link = await openWithin(open, patience.open);
  let whole = false;
  try {
    const ask = asker(link);
    if (first.length) await within(patience.take, link.send(first));
    if (job.length) {
      const talks = await look(ask, patience.status);
      await within(patience.take, link.send(job));
      // Of a printer that says nothing it is not known whether it has printed.
      if (talks && await ask('done', patience.print) === null) await look(ask, patience.status);
    }
    whole = true;
  } catch (error) {
    throw troubleOf(error, 'sending');
  } finally {
    await within(patience.close, link.close(!whole)).catch(console.warn);
  }
}

async function openWithin(open: () => Promise<Link>, ms: number): Promise<Link> {
  const opening = open();
  try {
    return await within(ms, opening);
  } catch (error) {
    // It may come yet: nobody waits for it then, and it must not stay held.
    void opening.then((late) => late.close(true)).catch(() => undefined);
    throw troubleOf(error, 'opening');
  }
}

/** Throws what a printer says is wrong with it. Resolves to whether it says anything. */
async function look(ask: Asker, ms: number): Promise<boolean> {
  const offline = await ask('offline', ms);
  if (offline === null) return false;
  const paper = await ask('paper', ms);
  if (offline & 0x04) throw new PrinterTrouble('cover');
  if (offline & 0x20 || (paper !== null && paper & 0x60)) throw new PrinterTrouble('paper');
  if (offline & 0x40) throw new PrinterTrouble('fault');
  return true;
}

type Asker = (what: keyof typeof ASK, ms: number) => Promise<number | null>;

/** Asks a printer, and waits for its answer; null: none came. */
function asker({ send, hear }: Link): Asker {
  if (!hear) return () => Promise.resolve(null);
  let listener: (said: number) => void = () => undefined;
  const listen = async (): Promise<never> => {
    for (;;) {
      const bytes = await hear();
      bytes.forEach((said) => listener(said));
      if (!bytes.length) await pause(LULL);
    }
  };
  // Ends when the link is closed, or the printer is gone: then sending tells.
  listen().catch(() => undefined);
  return async (what, ms) => {
    const { bytes, is } = ASK[what];
    const answer = new Promise<number>((resolve) => { listener = (said) => { if (is(said)) resolve(said); }; });
    await within(ms, send(Uint8Array.from(bytes)));
    return within(ms, answer).catch(() => null);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

/** @throws `silent` when it takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => { timer = Number(setTimeout(() => reject(new PrinterTrouble('silent')), ms)); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
