import { column, money, type Written } from '../format.js';
import { paperWords } from '../other-words.js';
import type { Receipt } from '../receipt.js';
import type { KnownDevice } from './settings.js';

/** A page that shows whether width and letters are set right. @param printed words of the shop's language, or of another that the printer has the letters of */
export function testPage(shop: string, { name }: KnownDevice, columns: number, written: Written, printed = paperWords(written.locale)): Receipt {
  return {
    locale: written.locale,
    shop, head: [printed.printerTest, name],
    facts: [{ label: printed.line, value: printed.characters(columns) }, { label: printed.dashes, value: printed.fills }],
    lines: [
      { label: 'Café Brûlée', value: column(480, written), note: 'é û è ü ö ä ñ ç ø å ß' }, { label: 'Žluťoučký kůň', value: column(902, written), note: printed.centralEurope },
      { label: 'Ελληνικά', value: column(100, written), note: printed.greek }, { label: 'Русский', value: column(200, written), note: printed.cyrillic },
    ],
    sums: [{ label: printed.total, value: money(1682, written), strong: true }, { label: printed.currencies, value: '£ € ¥ ₹' }],
    payments: [],
    foot: [printed.lettersWrong],
  };
}
