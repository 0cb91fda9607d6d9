import type { ReceiptDetails, RegisterConfig } from '../domain/catalogue.js';
import type { Cents } from '../domain/money.js';
import type { MethodCount, ShiftRecord } from '../domain/shift.js';
import { column, money, type Written } from './format.js';
import { writtenDate } from './moments.js';
import { paperWords } from './other-words.js';
import type { Receipt, Row } from './receipt.js';

type Words = ReturnType<typeof paperWords>;

/** The opening or closing of a shift, as it is laid out on paper. @param printed words of the shop's language, or of another that a printer has the letters of */
export function layOutShift(record: ShiftRecord, number: string, { shopName, outletName }: ReceiptDetails, config: RegisterConfig, printed: Words = paperWords(config.locale)): Receipt {
  const written = { ...config, currency: record.currency };
  const closed = record.kind === 'shift-close' ? record : null;
  const [openedAt, word] = record.kind === 'shift-close' ? [record.openedAt, printed.closedBy] : [record.at, printed.openedBy];
  const facts: Row[] = [{ label: printed.report, value: number }, { label: printed.register, value: record.register ?? config.name }, { label: printed.opened, value: writtenDate(openedAt, config.locale) }];
  return {
    locale: config.locale,
    shop: shopName,
    head: [outletName === shopName ? '' : outletName, closed ? printed.shiftClosed : printed.shiftOpened].filter(Boolean),
    facts: [...facts, ...(closed ? [{ label: printed.closed, value: writtenDate(closed.closedAt, config.locale) }] : []), { label: word, value: record.staff.name }],
    lines: [{ label: printed.float, value: money(record.float, written) }, ...(closed ? [{ label: printed.sales(closed.sales.count), value: money(closed.sales.total, written) }] : [])],
    sums: closed ? closed.methods.map((method) => counted(method, written, printed)) : [],
    payments: [],
    foot: closed && closed.unsynchronised ? [printed.notSent(closed.unsynchronised)] : [],
  };
}

function counted({ method, counted: amount, expected, difference }: MethodCount, written: Written, printed: Words): Row {
  return {
    label: method === 'card' ? printed.card : printed.cash, value: compared(difference, { exact: printed.exact, short: printed.short, over: printed.over }, written), note: printed.counted(column(amount, written), column(expected, written)),
    ...(difference ? { strong: true } as const : {}),
  };
}

/** `exact`, `$2.00 short`, `$0.50 over`. */
export function compared(difference: Cents, { exact, short, over }: Pick<Words, 'exact' | 'short' | 'over'>, written: Written): string {
  if (difference === 0) return exact;
  return (difference < 0 ? short : over)(money(Math.abs(difference), written));
}
