import type { CloseRequest, OpenRequest, OpenShift, ShiftDetail } from '../domain/local.js';
import { parseMoney, type Cents } from '../domain/money.js';
import type { SaleId } from '../domain/sale.js';
import { compare, METHODS, type Method, type MethodCount } from '../domain/shift.js';
import { ask, Refused } from './api.js';
import { money } from './format.js';
import { go } from './route.js';
import type { Shop } from './shop.js';
import { change, read, type State } from './state.js';
import { controlled } from './worker.js';

/**
 * Begins a shift with what was counted in the drawer. Rejects with what to tell.
 * @param id of this opening, however often it is asked for.
 */
export async function openShift(id: SaleId, float: Cents, { config }: Shop): Promise<void> {
  const { register, staff } = who();
  await hand('open', { id, staff, register, currency: config.currency, float } satisfies OpenRequest);
  change({ notice: { text: `The shift is open with ${money(float, config)} in the drawer.` } });
  go('');
}

/** Ends it, likewise. Resolves to what is on the disk. */
export function closeShift(id: SaleId, shift: OpenShift, counted: CloseRequest['counted']): Promise<ShiftDetail> {
  return hand('close', { id, ...who(), shift: shift.id, counted } satisfies CloseRequest);
}

async function hand(what: 'open' | 'close', request: OpenRequest | CloseRequest): Promise<ShiftDetail> {
  await controlled();
  const send = (): Promise<ShiftDetail> => ask<ShiftDetail>('POST', `api/shift/${what}`, request);
  return send().catch((error: unknown) => {
    if (error instanceof Refused && error.code === 'no-answer') return controlled().then(send);
    throw error;
  });
}

function who(): Pick<OpenRequest, 'staff' | 'register'> {
  const { staff, shop } = read();
  return { staff: { id: staff?.staffId ?? '', name: staff?.name ?? '' }, register: shop?.config.name ?? '' };
}

/** What was typed for each method. */
export type Typed = Readonly<Record<Method, string>>;

/** An amount that was counted; null when that is none. */
export function counted(text: string): Cents | null {
  const amount = parseMoney(text);
  return amount === null || amount < 0 ? null : amount;
}

/** What was typed, held against the shift as it stands now; null as long as an amount is missing. */
export function countUp(typed: Typed, { float, takings }: OpenShift): MethodCount[] | null {
  const amounts = METHODS.map((method) => [method, counted(typed[method])] as const);
  if (amounts.some(([, amount]) => amount === null)) return null;
  return compare(Object.fromEntries(amounts) as CloseRequest['counted'], float, takings);
}

/** Why the shift cannot be opened or closed just now; null when it can. */
export function shiftObjection({ cart }: State): string | null {
  return cart.parts.length || cart.sent ? 'Complete the open sale first: a part of it is paid.' : null;
}
