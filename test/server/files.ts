import type { Hash } from '../../domain/catalogue.js';
import type { SealedSale } from '../../domain/chain.js';
import { writeFile } from '../../domain/file.js';
import { FILE_TYPE, type TakeInReport } from '../../domain/panel.js';
import { saleOf, type Device } from './device.js';
import type { OpenPanel } from './fixture.js';
import type { Person } from './office.js';

/** The file that a register saves of these sales. */
export function fileOf({ pairing }: Device, sales: readonly SealedSale[]): string {
  return writeFile({ registerId: pairing.registerId, register: pairing.name, series: pairing.series, savedAt: '2026-11-23T12:00:00.000+11:00' }, sales);
}

/** Takes a file in as the page does. */
export function takeInBy(person: Person, file: string | Uint8Array): Promise<TakeInReport> {
  return person.send('POST', 'take-in?name=sales.jsonl', file, { 'Content-Type': FILE_TYPE });
}

/** The next `count` sales of a device, a second between them. */
export async function sealMany(panel: OpenPanel, device: Device, count: number): Promise<SealedSale[]> {
  const sales: SealedSale[] = [];
  for (let i = 0; i < count; i++) {
    panel.wait(1000);
    sales.push(await device.seal(saleOf(panel.now())));
  }
  return sales;
}

/** What the ledger has, as it was sealed, by register, link and number. */
export async function ledger({ db }: OpenPanel): Promise<SealedSale[]> {
  const rows = await db.selectFrom('ledger').select(['register_id', 'link', 'seq', 'prev', 'hash', 'signature', 'body']).orderBy('register_id').orderBy('link').orderBy('seq').execute();
  return rows.map(({ register_id, link, seq, prev, hash, signature, body }) => ({ registerId: register_id, link, seq, prev: prev as Hash, hash: hash as Hash, signature, body }));
}

/** The element that must be there. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new Error(`there is no element ${index} among ${list.length}`);
  return found;
}
