import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeBest, encodeReceipt } from '../../../app/printing/escpos.js';
import { testPage } from '../../../app/printing/test-page.js';
import type { Receipt } from '../../../app/receipt.js';
import { language as arabic } from '../../../words/ar/language.js';
import { receipt as english } from '../../../words/en-AU/receipt.js';
import { CONFIG } from '../shop-parts.js';
import { record } from './recorder.js';

const LOOKS = { columns: 48, letters: 'epson' } as const;
const page = (locale: string, words: typeof english): Receipt => testPage('Cairo Café', { name: 'EPSON TM-T20II' }, 48, { locale, currency: 'EGP' }, words);
const IN_ARABIC = page('ar-EG', arabic.receipt);
const IN_ENGLISH = page('en', english);
const printed = (receipt: Receipt, inEnglish?: Receipt): string => record(encodeBest(receipt, inEnglish, LOOKS).bytes, 48).happenings.flatMap((happening) => (happening.did === 'line' ? [happening.line.text] : [])).join('\n');

test('a printer without Arabic letters prints the words in English', () => {
  const paper = printed(IN_ARABIC, IN_ENGLISH);
  assert.match(paper, /Printer test/);
  assert.match(paper, /Total +EGP 16\.82/);
  assert.not.match(paper, /\?\?/);
});

test('a printer that has all the letters prints the shop\'s words', () => {
  const greek = { ...english, total: 'Σύνολο' };
  assert.match(printed(page('el-GR', greek), IN_ENGLISH), /Σύνολο/);
});

test('what names lose does not turn a receipt into English that has all the letters of its words', () => {
  const named = { ...page('el-GR', { ...english, total: 'Σύνολο' }), shop: 'مقهى' };
  assert.match(printed(named, { ...IN_ENGLISH, shop: 'مقهى' }), /Σύνολο/);
});

test('amounts in Arabic digits are printed in those that every printer has', () => {
  const { lost, bytes } = encodeReceipt({ ...IN_ENGLISH, lines: [{ label: 'Tea', value: '٤٣٫٣٠' }] }, LOOKS);
  assert.is(lost, '');
  assert.ok(Buffer.from(bytes).includes('43.30'));
});

test('an English shop has no second layout', () => assert.is(encodeBest(page(CONFIG.locale, english), undefined, LOOKS).lost, ''));

test.run();
