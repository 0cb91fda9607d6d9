import type { Flag, SaleRefusal } from '../../domain/wire.js';

/** A flag in a shopkeeper's words: a short name, what it means, and what to do. */
export interface Explained {
  readonly name: string;
  readonly meaning: string;
}

export const FLAG_WORDS: Readonly<Record<Flag, Explained>> = {
  'unknown-product': {
    name: 'Unknown product',
    meaning: 'A product on this sale is not in the catalogue: it was deleted, or the register had it from before. The sale is recorded with the name and price that it was sold at. Add the product again if you still sell it.',
  },
  'unknown-staff': {
    name: 'Unknown person',
    meaning: 'Whoever completed this sale is not among the staff any more. The sale is recorded under the name that the register gave.',
  },
  'totals-differ': {
    name: 'Totals differ',
    meaning: 'Adding the lines up again gives another amount than the register took. The sale is recorded as the register sent it. Compare it with the receipt before you close the day.',
  },
  'clock-ahead': {
    name: 'Clock ahead',
    meaning: 'The register’s clock was ahead of the control panel’s, so the time of the sale may be too late. Set the date and time on that device.',
  },
  'clock-behind': {
    name: 'Clock behind',
    meaning: 'The register’s clock was behind, so the time of the sale may be too early. Set the date and time on that device.',
  },
  'id-reused': {
    name: 'Came twice, different',
    meaning: 'Another sale with the same id was recorded before, with other contents. Both are kept. Compare the two: only one of them is likely to have happened.',
  },
  'number-reused': {
    name: 'Number used twice',
    meaning: 'The register used this receipt number for another sale too. Both are kept. It happens when a device is set back to an older state.',
  },
  'chain-broken': {
    name: 'Chain broken',
    meaning: 'This sale does not continue from the one before it on that register. A sale in between may be missing, or a device was set back to an older state. Compare the numbers around it.',
  },
  'after-release': {
    name: 'After removal',
    meaning: 'The sale was made after the register’s link to the device had been removed. It is recorded. If you did not expect sales from that device, find it.',
  },
  'shift-repeated': {
    name: 'Shift counted twice',
    meaning: 'This shift was opened or closed by another record before. Both are kept, and the first one counts. It happens when a device is set back to an older state.',
  },
};

export const REFUSAL_WORDS: Readonly<Record<SaleRefusal, string>> = {
  'not-a-sale': 'Not a sale',
  'bad-hash': 'Altered on the way',
  'bad-signature': 'Not signed by the register’s device',
  'unknown-link': 'From a device that was never linked',
  'foreign-register': 'Sent by another register',
};

/** The name of a reason, also of one that this page is too old to know. */
export function refusalName(reason: string): string {
  return (REFUSAL_WORDS as Readonly<Record<string, string>>)[reason] ?? reason;
}

const METHODS: Readonly<Record<string, string>> = { cash: 'Cash', card: 'Card' };

export function methodName(method: string): string {
  return METHODS[method] ?? method;
}
