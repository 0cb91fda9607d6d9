import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodePulse, encodeReceipt } from '../../../app/printing/escpos.js';
import { deliver, type Patience } from '../../../app/printing/job.js';
import type { Link } from '../../../app/printing/link.js';
import { PrinterTrouble } from '../../../app/printing/trouble.js';
import { bare } from './papers.js';
import { openPrinter, type Manners, type TestPrinter } from './printer.js';
import { record } from './recorder.js';

const { bytes: JOB } = encodeReceipt(bare({ label: 'Tea', value: '4.80' }), { columns: 48, letters: 'epson' });
const NONE = new Uint8Array();
/** Of somebody who waits for what must come, on however slow a machine, and not long for what will not. */
const PATIENT: Patience = { open: 60_000, status: 60_000, take: 60_000, print: 60_000, close: 60_000 };
const HASTY: Patience = { open: 20, status: 20, take: 20, print: 20, close: 20 };

async function attempt(manners: Manners, patience: Patience, first: Uint8Array = NONE, job: Uint8Array = JOB): Promise<{ printer: TestPrinter; code: string }> {
  const printer = openPrinter(manners);
  const code = await deliver(async () => printer.link, first, job, patience).then(() => 'printed', codeOf);
  return { printer, code };
}

function codeOf(error: unknown): string {
  if (error instanceof PrinterTrouble) return error.code;
  throw error;
}

test('a printer that answers is asked how it is, given the receipt, and asked whether it is printed', async () => {
  const { printer, code } = await attempt({}, PATIENT);
  const done = record(printer.taken()).happenings.map((happening) => (happening.did === 'asked' ? `asked ${happening.what}` : happening.did));
  assert.equal([code, done.slice(0, 2), done.filter((did) => did === 'line').length, done.slice(-1), printer.closed], ['printed', ['asked offline', 'asked paper'], 9, ['asked done'], [false]]);
});

test('a printer that says nothing is given the receipt all the same, once', async () => {
  const { printer, code } = await attempt({ mute: true }, { ...PATIENT, status: 20 });
  assert.equal([code, record(printer.taken()).cuts], ['printed', 1]);
});

test('a printer that cannot speak at all is not asked', async () => {
  const { link, taken } = openPrinter({ mute: true });
  const deaf: Link = { send: link.send, close: link.close };
  await deliver(async () => deaf, NONE, JOB, PATIENT);
  assert.equal(taken(), JOB);
});

for (const [what, manners, code] of [['no paper', { paper: 0x72 }, 'paper'], ['no paper, by its other answer', { offline: 0x32 }, 'paper'], ['its cover open', { offline: 0x16 }, 'cover'], ['a fault', { offline: 0x52 }, 'fault']] as const) {
  test(`a printer with ${what} is given nothing that it would print later`, async () => {
    const { printer, code: found } = await attempt(manners, PATIENT);
    assert.equal([found, record(printer.taken()).lines, printer.closed], [code, [], [true]]);
  });
}

test('the drawer opens before the paper is asked for', async () => {
  const { printer, code } = await attempt({ paper: 0x72 }, PATIENT, encodePulse());
  assert.equal([code, record(printer.taken()).happenings[0]], ['paper', { did: 'pulse', pin: 0, on: 100, off: 500 }]);
});

test('the drawer alone asks the printer nothing', async () => {
  const { printer, code } = await attempt({ paper: 0x72 }, PATIENT, encodePulse(), NONE);
  assert.equal([code, printer.taken()], ['printed', encodePulse()]);
});

test('paper that ends in the middle of the receipt is told', async () => {
  const { code } = await attempt({ stops: true, thenPaper: 0x72 }, { ...PATIENT, print: 20 });
  assert.is(code, 'paper');
});

test('a printer that only does not know the last question has printed', async () => {
  const { code } = await attempt({ stops: true }, { ...PATIENT, print: 20 });
  assert.is(code, 'printed');
});

test('a printer that is unplugged in the middle of the receipt says so, and is let go at once', async () => {
  const { printer, code } = await attempt({ unplugged: 40 }, PATIENT);
  assert.equal([code, printer.taken().length, printer.closed], ['unplugged', 40, [true]]);
});

test('a printer that takes nothing is given up', async () => {
  const { printer, code } = await attempt({ hangs: true }, HASTY);
  assert.equal([code, printer.closed], ['silent', [true]]);
});

test('a printer that opens too late is closed again when it does', async () => {
  const printer = openPrinter();
  let late = (_: Link): void => undefined;
  const opening = new Promise<Link>((resolve) => { late = resolve; });
  assert.is(await deliver(() => opening, NONE, JOB, HASTY).then(() => '', codeOf), 'silent');
  late(printer.link);
  await opening;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal([printer.closed, printer.taken().length], [[true], 0]);
});

for (const [name, code] of [['SecurityError', 'not-allowed'], ['NetworkError', 'held'], ['InvalidStateError', 'held'], ['NotFoundError', 'not-there']] as const) {
  test(`a printer that the browser does not open with a ${name} is ${code}`, async () => {
    assert.is(await deliver(() => Promise.reject(new DOMException('No.', name)), NONE, JOB, PATIENT).then(() => '', codeOf), code);
  });
}

test('a printer that never closes holds up nobody', async () => {
  const { link } = openPrinter();
  await deliver(async () => ({ ...link, close: () => new Promise<void>(() => undefined) }), NONE, JOB, { ...PATIENT, close: 20 });
});

test.run();
