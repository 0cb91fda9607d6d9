import { randomUUID } from 'node:crypto';
import type { StaffInput, StaffRow } from '../domain/panel.js';
import { audit, type Who } from './audit.js';
import type { PanelContext } from './context.js';
import type { Database } from './database.js';
import { hashPassword } from './passwords.js';
import { hashPin, NO_PIN, type PinColumns } from './pins.js';
import { Refused } from './refused.js';
import type { StaffTable } from './schema.js';

/** What a PIN or a password becomes in the table; empty when it stays as it is. */
type Secrets = Partial<PinColumns & Pick<StaffTable, 'password'>>;
/** Asked in the transaction, before anything is written: may this be done to a member of this role? */
export type Permit = (role: StaffRow['role']) => void;
const anyRole: Permit = () => undefined;

/** Makes a staff member. Throws `email-taken`. */
export async function createStaff(context: PanelContext, input: StaffInput, who: Who): Promise<StaffRow> {
  // Slow on purpose, so not while the database waits for it.
  const secrets = { password: null, ...NO_PIN, ...(await hashed(input)) };
  return context.db.transaction().execute(async (trx) => {
    const id = randomUUID();
    await refuseIfEmailTaken(trx, input.email, id);
    await trx.insertInto('staff').values({ id, image: null, created_at: context.now().toISOString(), ...columnsOf(input), ...secrets }).execute();
    await audit(trx, context.now(), who, 'create staff', { id, ...withoutSecrets(input) });
    return readStaff(trx, id);
  });
}

/** Changes a staff member. Throws `not-found`, `email-taken`, `last-owner`. */
export async function changeStaff(context: PanelContext, id: string, input: StaffInput, who: Who, permit: Permit = anyRole): Promise<StaffRow> {
  const secrets = await hashed(input);
  return context.db.transaction().execute(async (trx) => {
    const before = await readStaff(trx, id);
    permit(before.role);
    await refuseIfEmailTaken(trx, input.email, id);
    await trx.updateTable('staff').set({ ...columnsOf(input), ...secrets }).where('id', '=', id).execute();
    await refuseIfOwnerless(trx, before);
    await audit(trx, context.now(), who, 'change staff', {
      id, before: { name: before.name, email: before.email, role: before.role, active: before.active }, ...withoutSecrets(input),
    });
    return readStaff(trx, id);
  });
}

/**
 * Deletes a staff member, with sessions. Sales keep the name; sales that a register sends later are flagged
 * `unknown-staff`. Throws `not-found`, `last-owner`.
 */
export async function deleteStaff(context: PanelContext, id: string, who: Who, permit: Permit = anyRole): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    const before = await readStaff(trx, id);
    permit(before.role);
    await trx.deleteFrom('staff').where('id', '=', id).execute();
    await refuseIfOwnerless(trx, before);
    await audit(trx, context.now(), who, 'delete staff', { id, name: before.name, role: before.role });
  });
}

/** Gives a staff member the picture `media/<image>`, or none. Throws `not-found`. */
export async function setStaffImage(trx: Database, now: Date, id: string, image: string | null, who: Who, permit: Permit = anyRole): Promise<void> {
  const { name, role } = await readStaff(trx, id);
  permit(role);
  await trx.updateTable('staff').set({ image }).where('id', '=', id).execute();
  await audit(trx, now, who, image ? 'set staff picture' : 'remove staff picture', { id, name, image });
}

export async function listStaff(db: Database): Promise<StaffRow[]> {
  return (await db.selectFrom('staff').selectAll().orderBy('name').orderBy('id').execute()).map(staffRow);
}

/** Throws `not-found`. */
export async function readStaff(db: Database, id: string): Promise<StaffRow> {
  const row = await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refused('not-found', 'This staff member is not there (any more): look at the list of staff again.');
  return staffRow(row);
}

/** Throws `email-taken` if somebody other than `exceptId` has it. */
export async function refuseIfEmailTaken(trx: Database, email: string | null, exceptId: string): Promise<void> {
  if (email === null) return;
  const other = await trx.selectFrom('staff').select('name').where('email', '=', email).where('id', '<>', exceptId).executeTakeFirst();
  if (other) throw new Refused('email-taken', `The e-mail address ${email} is ${other.name}’s already: nothing was saved. Take another.`, 'email');
}

function staffRow(row: StaffTable): StaffRow {
  return {
    id: row.id, name: row.name, email: row.email, role: row.role, mayEditItems: row.may_edit_items === 1, hasPin: row.pin_hash !== null,
    hasPassword: row.password !== null, image: row.image, active: row.active === 1,
  };
}

function columnsOf({ name, email, role, mayEditItems, active }: StaffInput) {
  return { name, email, role, may_edit_items: mayEditItems ? 1 : 0, active: active ? 1 : 0 };
}

async function hashed({ pin, password }: StaffInput): Promise<Secrets> {
  return {
    ...(pin === undefined ? {} : pin === null ? NO_PIN : await hashPin(pin)),
    ...(password === undefined ? {} : { password: password === null ? null : await hashPassword(password) }),
  };
}

function withoutSecrets({ pin, password, ...rest }: StaffInput): object {
  return { ...rest, pin: told(pin), password: told(password) };
}

function told(secret: string | null | undefined): string {
  return secret === undefined ? 'unchanged' : secret === null ? 'removed' : 'set';
}

/** Asked after the write: throwing takes it back. Counts only owners who can really sign in. */
async function refuseIfOwnerless(trx: Database, before: StaffRow): Promise<void> {
  const wasOwner = before.role === 'owner' && before.active && before.hasPassword && before.email !== null;
  if (!wasOwner) return;
  const left = await trx.selectFrom('staff').select('id').where('role', '=', 'owner').where('active', '=', 1)
    .where('password', 'is not', null).where('email', 'is not', null).executeTakeFirst();
  if (!left) throw new Refused('last-owner', `${before.name} is the last owner who can sign in: nothing was changed. Make somebody else an owner first.`);
}
