import type { CloseRequest, OpenRequest, OpenShift, ShiftDetail, Status } from '../domain/local.js';
import type { Cents } from '../domain/money.js';
import type { SaleId } from '../domain/sale.js';
import { ask, Refused, sentence } from './api.js';
import { money } from './format.js';
import { otherWords } from './other-words.js';
import { go } from './route.js';
import type { Shop } from './shop.js';
import { change, read } from './state.js';
import { controlled } from './worker.js';

/**
 * Begins a shift with what was counted in the drawer. Rejects with what to tell.
 * @param id of this opening, however often it is asked for.
 */
export async function openShift(id: SaleId, float: Cents, { config }: Shop): Promise<void> {
  const { register, staff } = who();
  await hand('open', { id, staff, register, currency: config.currency, float } satisfies OpenRequest);
  change({ notice: { text: otherWords.shiftIsOpen(money(float, config)) } });
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
  }).catch(async (error: unknown) => {
    // Another tab was quicker. The screen follows what the worker says now, and the notice says why.
    if (error instanceof Refused && error.code === 'shift-changed') change({ status: await ask<Status>('GET', 'api/status'), notice: { text: sentence(error), bad: true } });
    throw error;
  });
}

function who(): Pick<OpenRequest, 'staff' | 'register'> {
  const { staff, shop } = read();
  return { staff: { id: staff?.staffId ?? '', name: staff?.name ?? '' }, register: shop?.config.name ?? '' };
}
