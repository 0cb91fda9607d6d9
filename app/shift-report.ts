import type { ReceiptDetails, RegisterConfig } from '../domain/catalogue.js';
import { differenceInWords, METHOD_NAMES, type MethodCount, type ShiftRecord } from '../domain/shift.js';
import { column, count, money } from './format.js';
import { writtenDate, type Receipt, type Row } from './receipt.js';

/** The opening or closing of a shift, as it is laid out on paper. */
export function layOutShift(record: ShiftRecord, number: string, { shopName, outletName }: ReceiptDetails, config: RegisterConfig): Receipt {
  const written = { ...config, currency: record.currency };
  const closed = record.kind === 'shift-close' ? record : null;
  const [openedAt, word] = record.kind === 'shift-close' ? [record.openedAt, 'Closed by'] : [record.at, 'Opened by'];
  const facts: Row[] = [{ label: 'Report', value: number }, { label: 'Register', value: record.register ?? config.name }, { label: 'Opened', value: writtenDate(openedAt) }];
  return {
    shop: shopName,
    head: [outletName === shopName ? '' : outletName, closed ? 'Shift closed' : 'Shift opened'].filter(Boolean),
    facts: [...facts, ...(closed ? [{ label: 'Closed', value: writtenDate(closed.closedAt) }] : []), { label: word, value: record.staff.name }],
    lines: [{ label: 'Float', value: money(record.float, written) }, ...(closed ? [{ label: count(closed.sales.count, 'sale'), value: money(closed.sales.total, written) }] : [])],
    sums: closed ? closed.methods.map((method) => counted(method, written)) : [],
    payments: [],
    foot: closed && closed.unsynchronised ? [`${count(closed.unsynchronised, 'sale')} of this shift had not been sent when it was closed. They are safe on the register, and follow by themselves.`] : [],
  };
}

function counted({ method, counted: amount, expected, difference }: MethodCount, written: Pick<RegisterConfig, 'locale' | 'currency'>): Row {
  return {
    label: METHOD_NAMES[method], value: differenceInWords(difference, (size) => money(size, written)), note: `counted ${column(amount)}, expected ${column(expected)}`,
    ...(difference ? { strong: true } as const : {}),
  };
}
