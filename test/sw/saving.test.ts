import { freshName } from './browser-parts.js';
import { promisifyRequest, set, type UseStore } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../domain/file.js';
import type { DeviceRecord } from '../../sw/device.js';
import type { Seal } from '../../sw/journal.js';
import { openJournal, type Journal } from './whole.js';
import { Refused } from '../../sw/refuse.js';
import { fileOf, markSaved, refuseToLose } from '../../sw/saving.js';
import { standing } from '../../sw/standing.js';
import { openStore, withRoom } from '../../sw/store.js';
import { toBase64url, utf8 } from '../../sw/digest.js';
import { saleOf } from '../server/device.js';
import { ledger, takeInBy } from '../server/files.js';
import { openPanel, type OpenPanel } from '../server/fixture.js';
import { addPerson } from '../server/office.js';

const WHY = { last: '2026-11-23T14:00:00.000+11:00', code: 'bad-hash' as const, message: 'altered' };
const AT = '2026-11-23T14:06:00.000+11:00';

interface Open {
  readonly panel: OpenPanel;
  readonly use: UseStore;
  readonly journal: Journal;
  readonly device: DeviceRecord;
  sell(count: number): Promise<void>;
}

/** A paired device's journal, with real keys, beside the panel that knows them. */
async function open(): Promise<Open> {
  const panel = await openPanel();
  const { keys, pairing } = await panel.pairedDevice();
  const use = openStore(freshName(), 'strict');
  const journal = openJournal(use, (work) => work());
  const { registerId, link, series, name } = pairing;
  const seal: Seal = { registerId, link, series, sign: async (hash) => toBase64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.signing.privateKey, utf8(hash))) };
  const sell = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const sale = saleOf(panel.now());
      await journal.append(sale.id, JSON.stringify(sale), async () => seal);
    }
  };
  return { panel, use, journal, sell, device: { registerId, name, link, series, state: 'linked', signingKey: keys.signing.privateKey, pinKey: keys.signing.privateKey } };
}

async function refusal(work: Promise<unknown>): Promise<Refused> {
  const thrown: unknown = await work.then(() => undefined, (error: unknown) => error);
  if (!(thrown instanceof Refused)) throw new Error(`not refused: ${String(thrown)}`);
  return thrown;
}

test('the file has what waits and what was refused, in the order of the numbers, and the panel takes it in', async () => {
  const { panel, journal, device, sell } = await open();
  await sell(5);
  await journal.acknowledge([2], AT);
  await journal.fail([4], 'refused', WHY);
  const { text, through, sales } = await fileOf(journal, device, AT);
  assert.equal([through, sales], [5, 4]);
  const [head] = [...readFile(text.split('\n'))];
  assert.equal(head?.kind === 'head' && [head.head.register, head.head.series, head.head.savedAt, head.head.sales], [device.name, 'T1', AT, 4]);
  await takeInBy(await addPerson(panel, 'manager'), text);
  assert.equal((await ledger(panel)).map(({ seq, body }) => [seq, body]), (await journal.read([1, 3, 4, 5])).map(({ sealed }) => [sealed.seq, sealed.body]));
  await panel.close();
});

test('with nothing to send the file has its head and no sale', async () => {
  const { panel, journal, device, sell } = await open();
  await sell(1);
  await journal.acknowledge([1], AT);
  const { text, sales } = await fileOf(journal, device, AT);
  assert.equal([sales, text.split('\n').length, (JSON.parse(text) as { sales: number }).sales], [0, 2, 0]);
  await panel.close();
});

test('a sale that the disk has lost keeps no other out of the file', async () => {
  const { panel, use, journal, device, sell } = await open();
  await sell(3);
  await use('readwrite', (store) => { store.delete(['sale', 2]); return promisifyRequest(store.transaction); });
  const { text } = await fileOf(journal, device, AT);
  assert.equal([...readFile(text.split('\n'))].map(({ kind }) => kind), ['head', 'sale', 'sale']);
  assert.equal((await standing(use, journal, device)).unsaved, { count: 3, first: 'T1-000001', last: 'T1-000003' });
  await panel.close();
});

test('what is unsaved is what came after the file, and what was sent meanwhile is neither', async () => {
  const { panel, use, journal, device, sell } = await open();
  const unsaved = async () => (await standing(use, journal, device)).unsaved;
  assert.is(await unsaved(), null);
  await sell(4);
  await journal.fail([1], 'refused', WHY);
  await journal.acknowledge([2], AT);
  assert.equal(await unsaved(), { count: 3, first: 'T1-000001', last: 'T1-000004' });
  await markSaved(use, { through: 4, name: 'a file' }, 0);
  assert.is(await unsaved(), null);
  await sell(2);
  assert.equal(await unsaved(), { count: 2, first: 'T1-000005', last: 'T1-000006' });
  await journal.acknowledge([6], AT);
  assert.equal(await unsaved(), { count: 1, first: 'T1-000005', last: 'T1-000005' });
  await panel.close();
});

test('a file that was made before another does not take its place', async () => {
  const { panel, use, journal, device, sell } = await open();
  await sell(2);
  await markSaved(use, { through: 2, name: 'later' }, 0);
  await markSaved(use, { through: 1, name: 'earlier' }, 0);
  const { unsaved, saved } = await standing(use, journal, device);
  assert.equal([unsaved, saved?.name], [null, 'later']);
  await panel.close();
});

test('a folder counts as long as it can be written', async () => {
  const { panel, use, journal, device, sell } = await open();
  await sell(2);
  const record = { handle: { name: 'copies' }, file: 'f', written: { at: AT, sales: 2, through: 2 } };
  await set('folder', { ...record, trouble: null }, use);
  assert.equal(await standing(use, journal, device), { unsaved: null, saved: null, folder: { name: 'copies', file: 'f', writtenAt: AT, sales: 2, trouble: null }, highest: 2, wasReset: false });
  await set('folder', { ...record, trouble: { code: 'gone', message: '' } }, use);
  assert.is((await standing(use, journal, device)).unsaved?.count, 2);
  await panel.close();
});

for (const [what, mark, path] of [
  ['no position', { name: 'f' }, 'through'], ['a position as text', { through: '1', name: 'f' }, 'through'], ['half a position', { through: 1.5, name: 'f' }, 'through'], ['position 0', { through: 0, name: 'f' }, 'through'],
  ['a position that no sale has', { through: 2, name: 'f' }, 'through'], ['no name', { through: 1 }, 'name'], ['an empty name', { through: 1, name: '' }, 'name'], ['a name without end', { through: 1, name: 'f'.repeat(301) }, 'name'],
] as const) {
  test(`what claims to be saved with ${what} is refused, and nothing counts as saved`, async () => {
    const { panel, use, journal, device, sell } = await open();
    await sell(1);
    const { status, code, detail } = await refusal(markSaved(use, mark, 0));
    assert.equal([status, code, detail.path], [422, 'not-valid', path]);
    assert.is((await standing(use, journal, device)).unsaved?.count, 1);
    await panel.close();
  });
}

test('a reset is refused with which sales it would lose; then until somebody knows that the file is the only copy', async () => {
  const { panel, use, journal, device, sell } = await open();
  await refuseToLose(use, journal, device, false);
  await sell(3);
  const lost = await refusal(refuseToLose(use, journal, device, true));
  assert.match(`${lost.code}: ${lost.message}`, /^unsynchronised: 3 sales are neither sent nor saved to a file, and would be lost: T1-000001 to T1-000003\./);
  await markSaved(use, { through: 3, name: 'Front counter.jsonl' }, 0);
  assert.match((await refusal(refuseToLose(use, journal, device, false))).message, /^3 of this register’s sales are in the file Front counter\.jsonl and have not been sent\./);
  await refuseToLose(use, journal, device, true);
  await sell(1);
  assert.match((await refusal(refuseToLose(use, journal, device, true))).message, /^1 sale is neither sent nor saved to a file, and would be lost: T1-000004\./);
  await panel.close();
});

test('any write of the journal that finds the device full is done once there is room, and not before', async () => {
  const { panel, sell, use } = await open();
  await sell(2);
  let full = true;
  const room = withRoom(use, async () => { full = false; });
  const strict = openJournal(room, (work) => work());
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    if (full) throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value, key);
  };
  try {
    await strict.acknowledge([1], AT);
    full = true;
    await strict.fail([2], 'refused', WHY);
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  assert.equal([await strict.counts(), (await strict.standing(1)).state], [{ waiting: 0, refused: 1 }, 'Synchronised']);
  await panel.close();
});

test.run();
