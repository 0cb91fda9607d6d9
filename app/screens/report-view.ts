import type { VNode } from 'preact';
import type { ShiftRecord } from '../../domain/shift.js';
import { layOutShift } from '../shift-report.js';
import type { Shop } from '../shop.js';
import { paper } from './receipt-view.js';

/** The opening or closing of a shift, as it is printed like a receipt. */
export function Report({ record, number, shop }: { readonly record: ShiftRecord; readonly number: string; readonly shop: Shop }): VNode {
  return paper(layOutShift(record, number, shop.receipt, shop.config));
}
