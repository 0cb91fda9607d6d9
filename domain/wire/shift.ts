import { MAX_CENTS, type Cents } from '../money.js';
import { list, object, optional, type Schema } from '../schema.js';
import { METHODS, type MethodCount, type Recorded, type ShiftClosing, type ShiftOpening } from '../shift.js';
import { currency, exactly, filled, instant, oneOf, price, shift, staff, sum, uuid, whole } from './pieces.js';
import { SaleSchema } from './sale.js';

const ofShift = { id: uuid, shift, staff, register: optional(filled(200)), currency, float: price };
export const ShiftOpeningSchema = object<{ [K in keyof Required<ShiftOpening>]: ShiftOpening[K] }>({ kind: exactly('shift-open'), ...ofShift, at: instant }) as Schema<ShiftOpening>;
export const ShiftClosingSchema = object<{ [K in keyof Required<ShiftClosing>]: ShiftClosing[K] }>({
  kind: exactly('shift-close'), ...ofShift, openedAt: instant, closedAt: instant,
  methods: list(object<MethodCount>({ method: oneOf(...METHODS), counted: whole(0, Number.MAX_SAFE_INTEGER) as Schema<Cents>, expected: sum, difference: sum }), 1, METHODS.length),
  sales: object<ShiftClosing['sales']>({ count: whole(0, MAX_CENTS), total: sum }), unsynchronised: whole(0, MAX_CENTS),
}) as Schema<ShiftClosing>;
/** Whatever a register seals: a sale, unless it says that it is a record of a shift. */
export const RecordSchema: Schema<Recorded> = (input, path) => {
  const kind = (input as Partial<Recorded> | null)?.kind;
  return (kind === 'shift-open' ? ShiftOpeningSchema : kind === 'shift-close' ? ShiftClosingSchema : SaleSchema)(input, path);
};
