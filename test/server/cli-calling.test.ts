import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openFolder } from '../folder.js';
import { assertSentence, holdfast } from './command-line.js';

const COMMANDS = [
  'import-products', 'export-products', 'add-register', 'pairing-code', 'remove-link', 'list-registers', 'export-sales', 'add-staff', 'reset-password', 'owner-link', 'backup', 'restore',
];

test('--help tells of every command', async () => {
  const { code, out } = await holdfast(['--help'], null);
  assert.equal([code, COMMANDS.filter((command) => !new RegExp(`^  ${command} `, 'm').test(out))], [0, []]);
});

test('without a command it tells of them all, and fails', async () => {
  const { code, out, err } = await holdfast([], null);
  assert.equal([code, out.includes('import-products'), err], [2, true, 'Say which command.\n']);
});

for (const command of COMMANDS) {
  test(`${command} --help tells what it takes`, async () => {
    const { code, out, err } = await holdfast([command, '--help'], null);
    assert.equal([code, err], [0, '']);
    assert.match(out, new RegExp(`^npm run holdfast -- ${command}`));
    assert.match(out, /--data DIR/);
  });
}

for (const [what, args, said] of [
  ['an unknown command', ['import-product', 'x'], /There is no command “import-product”/], ['an unknown option', ['list-registers', '--jsn'], /--jsn.*list-registers --help/], ['a missing name', ['add-register'], /Something is missing/],
  ['a name too many', ['add-register', 'Front', 'counter'], /“counter” is one too many/], ['an option without its value', ['export-sales', '--from'], /--from.*export-sales --help/], ['a day that is none', ['export-sales', '--from', '2026-02-30'], /--from must be a date like 2026-11-23/],
  ['days in the wrong order', ['export-sales', '--from', '2026-02-02', '--to', '2026-02-01'], /is after/], ['a mapping without =', ['import-products', 'package.json', '--map', 'name'], /--map wants COLUMN=FIELD/],
  ['a mapping to no field', ['import-products', 'package.json', '--map', 'product=nme'], /“nme” is no field/], ['two columns for a field', ['import-products', 'package.json', '--map', 'a=name,b=name'], /two columns for name/], ['a PIN of letters', ['add-staff', 'Zoe', '--pin', 'abcd'], /The PIN must be four to twelve digits/],
  ['an e-mail address that is none', ['reset-password', 'olive'], /The e-mail address must be an e-mail address/], ['an address that is none', ['add-register', 'A', '--address', 'pos.example'], /--address must be the control panel’s address without a path/], ['an empty name', ['add-register', ' '], /The name must not be empty/],
] as const) {
  test(`${what} is told in one sentence, with exit code 2`, async () => {
    const folder = openFolder();
    const { code, out, err } = await holdfast(args, folder.path);
    assert.equal([code, out], [2, '']);
    assert.match(err, said);
    assertSentence(err);
    folder.close();
  });
}

test.run();
