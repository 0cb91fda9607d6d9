import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodePulse, encodeReceipt } from '../../../app/printing/escpos.js';
import type { Letters } from '../../../app/printing/settings.js';
import { testPage } from '../../../app/printing/test-page.js';
import { runNode } from '../../program.js';
import { ROOT } from '../../folder.js';
import { CONFIG } from '../shop-parts.js';
import { bare, receipt } from './papers.js';
import { record } from './recorder.js';

const printed = (columns: 32 | 42 | 48, letters: Letters = 'epson') => record(encodeReceipt(receipt(), { columns, letters }).bytes, columns);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('a receipt on 80 mm, line by line', () => {
  assert.equal(printed(48).texts, [
    '      Harbour Café',
    '                 Harbour Street', '               14 Harbour Street', '                  Port Linden', '                 (02) 5550 0142', '               ABN 11 222 333 444', '                  Good coffee',
    '------------------------------------------------',
    'Receipt                                T1-000212', 'Date                            23/11/2026 14:06', 'Register                           Front counter', 'Served by                              Asha Nair',
    '------------------------------------------------',
    'Flat white                                  8.64', '  2 × 4.80, less 10 %', 'Sourdough loaf                              4.51', '  0.5 × 9.02, tax free',
    'Crème brûlée with a very long name that no 12.50', 'line of a narrow roll can hold',
    '------------------------------------------------',
    'Discount 5 %                               -1.28', 'Total                                     $24.37', 'Includes GST                                1.83',
    '------------------------------------------------',
    'Cash rounding                              -0.02', 'Card                                       10.00', 'Cash                                       20.00', 'Change                                      5.65',
    '------------------------------------------------',
    '                   Thank you', '                  See you soon', '', '', '', '', '',
  ]);
});

test('the shop’s name is large and the total is high, and nothing else is', () => {
  const { lines } = printed(32);
  assert.equal(lines.filter(({ width, height, bold }) => width > 1 || height > 1 || bold).map(({ text, width, height, bold }) => [text.trim().replace(/ +/, ' '), width, height, bold]), [['Harbour Café', 2, 2, true], ['Total $24.37', 1, 2, true]]);
});

test('a receipt is cut once, behind its last line', () => {
  const { happenings, cuts, texts } = printed(32);
  assert.is(cuts, 1);
  const cut = happenings.findIndex(({ did }) => did === 'cut');
  assert.is(happenings.slice(cut).filter(({ did }) => did === 'line').length, 1, 'the encoder feeds one empty line');
  assert.equal(texts.slice(-5), ['', '', '', '', '']);
});

test('the bytes of a small receipt', () => {
  const text = (of: string): string => Buffer.from(of, 'latin1').toString('hex');
  const { bytes } = encodeReceipt({ ...bare({ label: 'Thé', value: '4.80' }), shop: 'A' }, { columns: 32, letters: 'epson' });
  const style = (bold: number, size: string): string => `1b450${bold}1d21${size}`;
  assert.is(hex(bytes), [
    '1b401c2e1b4d00', style(1, '11'), '1b7410', text('       A'), style(0, '00'), '0a',
    style(1, '11'), style(0, '00'), text('-'.repeat(32)), '0a', text(`Th\xe9${' '.repeat(25)}4.80`), '0a', text('-'.repeat(32)), '0a',
    '0a0a0a0a', '1d5601', '0a',
  ].join(''));
});

test('letters come from the code pages that have them, under the printer’s own numbers', () => {
  const { bytes } = encodeReceipt(bare({ label: 'Café Łódź', value: '€5', note: 'Привет Ελληνικά' }), { columns: 48, letters: 'epson' });
  const [, , row, note] = record(bytes).lines;
  assert.equal([row?.text, row?.pages], ['Café Łódź                                     €5', ['windows1252', 'cp852']]);
  assert.equal([note?.text, note?.pages], ['  Привет Ελληνικά', ['cp866', 'cp737']]);
});

test('a printer without code pages is sent ASCII', () => {
  const { bytes } = encodeReceipt(receipt(), { columns: 48, letters: 'plain' });
  assert.ok(bytes.every((byte) => byte < 0x80));
  assert.ok(record(bytes).texts.some((line) => line.startsWith('Creme brulee')));
});

test('every set of letters prints a receipt and the test page', () => {
  for (const letters of ['epson', 'epson/legacy', 'xprinter', 'pos-5890', 'bixolon', 'citizen', 'star', 'sunmi', 'plain'] as const) {
    const { bytes, lost } = encodeReceipt(receipt(), { columns: 42, letters });
    assert.ok(Buffer.from(bytes).includes('Total'), letters);
    assert.is(lost, '', letters);
    assert.ok(encodeReceipt(testPage('Shop', { name: 'Printer' }, 48, CONFIG), { columns: 48, letters }).bytes.length > 500, letters);
  }
});

test('what a printer does not have is told, each letter once', () => {
  assert.is(encodeReceipt(bare({ label: 'चाय चाय', value: '₹5' }), { columns: 48, letters: 'epson' }).lost, 'चय');
});

test('a product’s name opens no drawer and cuts no paper', () => {
  const { bytes } = encodeReceipt(bare({ label: 'Tea\u001bp\u0000\u0019\u00fa\u001dV\u0000', value: '1.00' }), { columns: 48, letters: 'epson' });
  assert.equal([record(bytes).pulses, record(bytes).cuts], [0, 1]);
});

test('the drawer is opened by one pulse of a tenth of a second on the usual pin, and no paper moves', () => {
  assert.equal(record(encodePulse()).happenings, [{ did: 'pulse', pin: 0, on: 100, off: 500 }]);
});

test('it is the same in browsers that have no structuredClone', async () => {
  const print = (before: string): string => `${before} const { encodeReceipt } = await import('./app/printing/escpos.ts'); const { bare } = await import('./test/app/printing/papers.ts');
    console.log(Buffer.from(encodeReceipt(bare({ label: 'Café Łódź Привет', value: '1.00' }), { columns: 48, letters: 'epson' }).bytes).toString('hex'));`;
  const [now, old] = await Promise.all([print(''), print('delete globalThis.structuredClone;')].map((code) => runNode(['--import', 'tsx', '--input-type=module', '-e', code], { cwd: ROOT })));
  assert.match(now?.output ?? '', /^[0-9a-f]{200,}\n$/);
  assert.equal(old, now);
});

test.run();
