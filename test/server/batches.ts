import type { SealedSale } from '../../domain/chain.js';
import type { Flag, SaleResult } from '../../domain/wire.js';
import type { Device } from './device.js';
import type { OpenPanel } from './fixture.js';

/** The one result of a batch of one. */
export async function only(results: Promise<readonly SaleResult[]>): Promise<SaleResult> {
  const [first, ...rest] = await results;
  if (!first || rest.length > 0) throw new Error('not one result');
  return first;
}

/** The flags of one sale that is sent. Throws if it is refused. */
export async function flagsOf(device: Device, sealed: SealedSale): Promise<readonly Flag[]> {
  const result = await only(device.send([sealed]));
  if (result.result === 'refused') throw new Error(`refused: ${result.message}`);
  return result.flags;
}

/** Why one sale that is sent is refused. */
export async function reasonOf(device: Device, sealed: SealedSale): Promise<string> {
  const result = await only(device.send([sealed]));
  return result.result === 'refused' ? result.reason : 'recorded';
}

/** How many rows a table has. */
export async function count(panel: OpenPanel, table: 'ledger' | 'ledger_lines' | 'ledger_payments' | 'refused_sales'): Promise<number> {
  const { n } = await panel.db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return n;
}

/** Moves the panel's clock a little, so that the sale was made before now. */
export function soldAt(panel: OpenPanel): Date {
  panel.wait(1000);
  return panel.now();
}
