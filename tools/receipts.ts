/**
 * `npm run receipts -- FOLDER`: pictures of a receipt and of the printer's test page as a receipt printer would print
 * them, on 58 and 80 mm. The bytes go through the same interpreter as in the tests.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeReceipt } from '../app/printing/escpos.js';
import { testPage } from '../app/printing/test-page.js';
import { receipt } from '../test/app/printing/papers.js';
import { record, type Happening } from '../test/app/printing/recorder.js';
import { CONFIG } from '../test/app/shop-parts.js';

/** Of a character, and from line to line, in dots of an eighth of a millimetre. */
const [WIDTH, HEIGHT, PITCH, MARGIN] = [12, 24, 30, 24];

function picture(happenings: readonly Happening[], columns: number): string {
  const across = columns * WIDTH + 2 * MARGIN;
  let y = MARGIN;
  const drawn = happenings.map((happening) => {
    if (happening.did === 'cut') return `<line x1="0" y1="${y}" x2="${across}" y2="${y}" stroke="#888" stroke-dasharray="9 6"/>`;
    if (happening.did !== 'line') return '';
    const { text, bold, width, height } = happening.line;
    const base = y + HEIGHT * height - 5;
    y += PITCH * height;
    const letters = [...text].map((char, place) => `<text transform="translate(${MARGIN + place * WIDTH * width} ${base}) scale(${width} ${height})"${bold ? ' font-weight="bold"' : ''}>${char.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</text>`);
    return letters.join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${across / 2}" height="${(y + MARGIN) / 2}" viewBox="0 0 ${across} ${y + MARGIN}" font-family="monospace" font-size="20"><rect width="100%" height="100%" fill="#fff"/>${drawn.join('\n')}</svg>\n`;
}

const [folder = 'receipts'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [millimetres, columns] of [[58, 32], [80, 48]] as const) {
  for (const [name, paper] of [['receipt', receipt()], ['test-page', testPage('Harbour Café', { name: 'EPSON TM-T20II' }, columns, CONFIG)]] as const) {
    const file = join(folder, `${name}-${millimetres}.svg`);
    writeFileSync(file, picture(record(encodeReceipt(paper, { columns, letters: 'epson' }).bytes, columns).happenings, columns));
    console.log(file);
  }
}
