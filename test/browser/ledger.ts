import { closeDatabase, openDatabase } from '../../server/database.js';
import type { TestShop } from './fixture.js';

/** Receipt numbers in the panel's ledger, in the order in which they came; read from the disk beside the running panel. */
export async function ledgerOf(shop: TestShop): Promise<string[]> {
  const db = await openDatabase(shop.dataDir);
  try {
    return (await db.selectFrom('ledger').select('receipt_number').orderBy('position').execute()).map((row) => row.receipt_number);
  } finally {
    await closeDatabase(db);
  }
}

/** Waits until `holds` does, looking twice a second. Throws after `seconds` with what was seen last. */
export async function until<T>(what: string, look: () => Promise<T>, holds: (seen: T) => boolean, seconds = 60): Promise<T> {
  for (let left = seconds * 2; ; left--) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (left <= 0) throw new Error(`${what} did not come about in ${seconds} s: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
