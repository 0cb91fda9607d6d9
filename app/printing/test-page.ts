import type { Receipt } from '../receipt.js';
import type { KnownDevice } from './settings.js';

/** A page that shows whether width and letters are set right. */
export function testPage(shop: string, { name }: KnownDevice, columns: number): Receipt {
  return {
    shop, head: ['Printer test', name],
    facts: [{ label: 'Line', value: `${columns} characters` }, { label: 'Each line of dashes', value: 'fills the paper once' }],
    lines: [
      { label: 'Café Brûlée', value: '4.80', note: 'é û è ü ö ä ñ ç ø å ß' }, { label: 'Žluťoučký kůň', value: '9.02', note: 'Central Europe' },
      { label: 'Ελληνικά', value: '1.00', note: 'Greek' }, { label: 'Русский', value: '2.00', note: 'Cyrillic' },
    ],
    sums: [{ label: 'Total', value: '$17.82', strong: true }, { label: 'Currencies', value: '£ € ¥ ₹' }],
    payments: [],
    foot: ['Where a letter is wrong, choose other letters in Settings and print this page again. A ? stands for what the printer does not have.'],
  };
}
