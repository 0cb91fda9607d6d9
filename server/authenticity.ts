import type { webcrypto } from 'node:crypto';
import type { Hash } from '../domain/catalogue.js';
import { sealHash, type SealedSale } from '../domain/chain.js';
import type { SaleId } from '../domain/sale.js';
import { parseJson } from '../domain/schema.js';
import type { Recorded } from '../domain/shift.js';
import { RecordSchema, type SaleRefusal } from '../domain/wire.js';
import type { Database } from './database.js';
import { isSignedBy, signingKey } from './device-keys.js';
import type { LinkTable } from './schema.js';
import { digest } from './secrets.js';

export type SealingLink = Pick<LinkTable, 'register_id' | 'link' | 'series' | 'signing_key' | 'created_at' | 'ended_at'>;

/** A sealed sale or record of a shift that is authentic, opened. */
export interface Genuine {
  readonly genuine: true;
  readonly sealed: SealedSale;
  readonly record: Recorded;
  readonly link: SealingLink;
}
/** One that is not, or that is neither. `id` as far as the body tells. */
export interface Spurious {
  readonly genuine: false;
  readonly sealed: SealedSale;
  readonly id: SaleId | null;
  readonly reason: SaleRefusal;
  readonly message: string;
}

/**
 * Checks seals: the register is the session's own (`session` null: out of a file, any register), its link is known here,
 * hash and signature are right, and what was sealed is a sale or a record of a shift.
 *
 * Each hash is worked out. Where sales follow each other in the chain without a gap, one signature is checked, of the last:
 * its hash is over the hash before, and so over every text behind it, and a device signs no hash whose chain is not its
 * own. If that one does not hold, each stands for itself: what is forged holds up nothing that is authentic.
 * @returns one finding per sale, in their order.
 */
export async function verify(db: Database, session: string | null, sales: readonly SealedSale[]): Promise<(Genuine | Spurious)[]> {
  const links = new Map<string, Promise<KeyedLink | null>>();
  const linkOf = ({ registerId, link }: SealedSale): Promise<KeyedLink | null> => {
    const name = `${registerId}\n${link}`;
    const found = links.get(name) ?? findLink(db, registerId, link);
    links.set(name, found);
    return found;
  };
  const found: (Genuine | Spurious)[] = [];
  let stretch: Sound[] = [];
  const end = async (): Promise<void> => {
    found.push(...await verifyStretch(stretch));
    stretch = [];
  };
  for (const sealed of sales) {
    const item = await checkHash(sealed, session, linkOf);
    if (!('keyed' in item) || !follows(item.sealed, stretch[stretch.length - 1]?.sealed)) await end();
    if ('keyed' in item) stretch.push(item);
    else found.push(item);
  }
  await end();
  return found;
}

/** Its link is known and its hash is that of its text; nobody has looked at its signature. */
interface Sound {
  readonly sealed: SealedSale;
  readonly keyed: KeyedLink;
}

async function checkHash(sealed: SealedSale, session: string | null, linkOf: (sealed: SealedSale) => Promise<KeyedLink | null>): Promise<Sound | Spurious> {
  if (session !== null && sealed.registerId !== session) {
    return spurious(sealed, 'foreign-register', 'This sale was made by another register. Pair the device with that register again, and it is sent.');
  }
  const keyed = await linkOf(sealed);
  if (!keyed) return spurious(sealed, 'unknown-link', `This control panel never paired link ${sealed.link} of register ${sealed.registerId}. Send the sale to the panel that did.`);
  if (await hashOf(sealed) !== sealed.hash) return spurious(sealed, 'bad-hash', 'The sale was changed after it was sealed: its hash is not that of its text. Look at the register and its saved files for the original.');
  return { sealed, keyed };
}

function follows({ registerId, link, seq, prev }: SealedSale, before: SealedSale | undefined): boolean {
  return before !== undefined && before.registerId === registerId && before.link === link && before.seq + 1 === seq && before.hash === prev;
}

/** @param stretch each follows the one before it. */
async function verifyStretch(stretch: readonly Sound[]): Promise<(Genuine | Spurious)[]> {
  const last = stretch[stretch.length - 1];
  const isLastSigned = last !== undefined && await isSigned(last);
  const found: (Genuine | Spurious)[] = [];
  for (const item of stretch) found.push(isLastSigned || (item !== last && await isSigned(item)) ? open(item) : spurious(item.sealed, 'bad-signature', 'The sale is not signed by the device that is paired with this register. Look for the device that made it.'));
  return found;
}

function isSigned({ sealed, keyed }: Sound): Promise<boolean> {
  return isSignedBy(keyed.key, sealed.signature, sealed.hash);
}

function open({ sealed, keyed: { link } }: Sound): Genuine | Spurious {
  const record = parseJson(RecordSchema, sealed.body);
  return record.ok ? { genuine: true, sealed, record: record.value, link } : spurious(sealed, 'not-a-sale', `What was sealed is not a sale: ${record.message}. Enter the sale again, and keep this one for reference.`);
}

function spurious(sealed: SealedSale, reason: SaleRefusal, message: string): Spurious {
  return { genuine: false, sealed, id: idOf(sealed.body), reason, message };
}

interface KeyedLink {
  readonly link: SealingLink;
  readonly key: webcrypto.CryptoKey;
}

async function findLink(db: Database, registerId: string, number: number): Promise<KeyedLink | null> {
  const link = await db.selectFrom('links').select(['register_id', 'link', 'series', 'signing_key', 'created_at', 'ended_at'])
    .where('register_id', '=', registerId).where('link', '=', number).executeTakeFirst();
  return link ? { link, key: await signingKey(link.signing_key) } : null;
}

function hashOf(sealed: SealedSale): Promise<Hash> {
  return sealHash(sealed.prev, sealed.seq, sealed.body, digest);
}

/** The id that a body gives, even if it is no sale otherwise: the register finds its sale again by it. */
function idOf(body: string): SaleId | null {
  try {
    const id: unknown = (JSON.parse(body) as { id?: unknown } | null)?.id;
    return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? (id as SaleId) : null;
  } catch {
    return null;
  }
}
