import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegisterRow } from '../../domain/panel.js';
import { openFolder } from '../folder.js';
import { assertSentence, holdfast, onPanel } from './command-line.js';
import { openPanel } from './fixture.js';

for (const command of ['export-products', 'export-sales', 'list-registers', 'backup', 'pairing-code']) {
  test(`${command} makes no shop where there is none`, async () => {
    const folder = openFolder();
    const args = ['backup', 'pairing-code'].includes(command) ? [command, 'name'] : [command];
    const { code, err } = await holdfast(args, join(folder.path, 'data'));
    assert.match(err, /^There is no shop in .*npm start\.\n$/);
    assert.equal([code, existsSync(join(folder.path, 'data'))], [1, false]);
    folder.close();
  });
}

test('add-register makes the sample shop where there is none, as the first start does', async () => {
  const folder = openFolder();
  const added = await holdfast(['add-register', 'Back bar'], folder.path);
  assert.equal([added.code, added.err.split('\n')[0]], [0, `A new shop was made in ${folder.path}, with the sample shop in it.`]);
  const { out } = await holdfast(['list-registers', '--json'], folder.path);
  assert.equal((JSON.parse(out) as RegisterRow[]).map((row) => row.code), ['T1', 'T2']);
  folder.close();
});

test('DATA_DIR says where the shop is', async () => {
  const panel = await openPanel();
  const { code, out } = await holdfast(['list-registers'], null, { env: { DATA_DIR: join(panel.folder, 'data') } });
  assert.is(code, 0);
  assert.match(out, /^T1 {4}Front counter/m);
  await panel.close();
});

test('a file in the place of the data folder is told in one sentence', async () => {
  const folder = openFolder();
  folder.write('data', 'a file');
  const { code, err } = await holdfast(['add-register', 'A'], join(folder.path, 'data'));
  assert.is(code, 1);
  assertSentence(err);
  folder.close();
});

for (const [what, args, said] of [
  ['a file that is not there', ['import-products', '/nowhere/list.csv'], /\/nowhere\/list\.csv cannot be read \(ENOENT\)/], ['a column that is not there', ['import-products', 'package.json', '--map', 'product=name,price=price'], /The file has no column “product”/],
  ['an unknown register', ['pairing-code', 'Nowhere'], /There is no register “Nowhere”\. There are: Front counter \(T1\), Back counter \(T2\)/], ['a register’s name that is taken', ['add-register', 'Front counter'], /There is a register Front counter already/],
  ['an unknown outlet', ['add-register', 'New', '--outlet', 'Moon'], /There is no outlet “Moon”\. There are: Harbour Street/], ['somebody unknown', ['reset-password', 'nobody@harbour.test'], /Nobody has the e-mail address nobody@harbour\.test/],
  ['a folder that is not there', ['export-sales', '/nowhere/sales.csv'], /\/nowhere\/sales\.csv cannot be written \(ENOENT\)/],
] as const) {
  test(`${what} is told in one sentence, with exit code 1`, async () => {
    const panel = await openPanel();
    const { code, err } = await onPanel(panel, ...args);
    assert.is(code, 1);
    assert.match(err, said);
    assertSentence(err.split('\n').slice(-2).join('\n'));
    await panel.close();
  });
}

test('a fault of ours is one sentence too', async () => {
  const panel = await openPanel();
  await panel.db.schema.dropTable('audit').execute();
  const { code, err } = await onPanel(panel, 'add-staff', 'Zoë');
  assert.is(code, 1);
  assert.match(err, /^Holdfast failed at this \(.*no such table: audit.*\): nothing was changed\./);
  assert.not.match(err, /\n\s+at /);
  assert.is((await panel.db.selectFrom('staff').select('id').where('name', '=', 'Zoë').execute()).length, 0);
  await panel.close();
});

test.run();
