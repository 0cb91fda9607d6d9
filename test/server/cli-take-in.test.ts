import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { count } from './batches.js';
import { assertSentence, holdfast, onPanel } from './command-line.js';
import type { Device } from './device.js';
import { fileOf, ledger, sealMany } from './files.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { audited } from './office.js';

interface Open {
  readonly panel: OpenPanel;
  readonly device: Device;
  /** Writes a file into the panel's folder, and gives its path. */
  write(name: string, text: string): string;
}

async function open(): Promise<Open> {
  const panel = await openPanel();
  const write = (name: string, text: string): string => {
    writeFileSync(join(panel.folder, name), text);
    return join(panel.folder, name);
  };
  return { panel, device: await panel.pairedDevice(), write };
}

test('a file is taken in while the panel runs, and said in one line', async () => {
  const { panel, device, write } = await open();
  const sales = await sealMany(panel, device, 3);
  const file = write('sales.jsonl', fileOf(device, sales));
  const { code, out, err } = await onPanel(panel, 'take-in', file);
  assert.equal([code, out, err], [0, `${file}: 3 sales recorded, 0 there already, 0 refused, 0 damaged lines (Front counter 3).\n`, '']);
  assert.equal(await ledger(panel), sales);
  assert.equal((await audited(panel, 'take in sales')).map(({ who, detail }) => [who, detail['name']]), [['command line', 'sales.jsonl']]);
  await panel.close();
});

test('several files are taken in one after the other, and again without doubling anything', async () => {
  const { panel, device, write } = await open();
  const sales = await sealMany(panel, device, 4);
  const [one, two] = [write('one.jsonl', fileOf(device, sales.slice(0, 3))), write('two.jsonl', fileOf(device, sales.slice(1)))];
  const { code, out } = await onPanel(panel, 'take-in', two, one, two);
  assert.is(code, 0);
  assert.equal(out.split('\n').map((line) => line.replace(/^.*jsonl: | \(.*/g, '')), [
    '3 sales recorded, 0 there already, 0 refused, 0 damaged lines', '1 sale recorded, 2 there already, 0 refused, 0 damaged lines', '0 sales recorded, 3 there already, 0 refused, 0 damaged lines', '',
  ]);
  assert.equal(await ledger(panel), sales);
  await panel.close();
});

test('what could not be taken is told by file and line, the rest is recorded, and the exit code says so', async () => {
  const { panel, device, write } = await open();
  const file = write('sales.jsonl', `${fileOf(device, await sealMany(panel, device, 2)).replace('Flat white', 'Flat black')}what is this\n`);
  const { code, out, err } = await onPanel(panel, 'take-in', file);
  assert.is(code, 1);
  assert.match(out, /1 sale recorded, 0 there already, 1 refused, 1 damaged line /);
  const [damaged = '', refused = '', last = ''] = err.split('\n');
  assert.ok(damaged.startsWith(`${file}, line 4: The line was cut off or altered`), damaged);
  assert.ok(refused.startsWith(`${file}, line 2: bad-hash. The sale was changed`), refused);
  assert.is(last, '2 lines could not be taken in, as told above. All the others are recorded.');
  await panel.close();
});

test('a file that is none of ours is refused in one sentence', async () => {
  const { panel, write } = await open();
  const file = write('list.csv', 'name,price\n');
  const { code, out, err } = await onPanel(panel, 'take-in', file);
  assert.equal([code, out], [1, '']);
  assertSentence(err);
  assert.ok(err.startsWith(`${file}: This is no file of sales`), err);
  await panel.close();
});

test('a name that leads nowhere is told before any file is taken in', async () => {
  const { panel, device, write } = await open();
  const file = write('sales.jsonl', fileOf(device, await sealMany(panel, device, 1)));
  const { code, err } = await onPanel(panel, 'take-in', file, join(panel.folder, 'sails.jsonl'));
  assert.is(code, 1);
  assertSentence(err);
  assert.match(err, /sails\.jsonl cannot be read \(ENOENT\)/);
  assert.is(await count(panel, 'ledger'), 0);
  await panel.close();
});

test('a folder is no file', async () => {
  const { panel } = await open();
  mkdirSync(join(panel.folder, 'sales'));
  const { code, err } = await onPanel(panel, 'take-in', join(panel.folder, 'sales'));
  assert.is(code, 1);
  assertSentence(err);
  await panel.close();
});

test('take-in without a file is a wrong call, and its help tells of exit codes', async () => {
  const { code, err } = await holdfast(['take-in'], null);
  assert.is(code, 2);
  assertSentence(err);
  const help = await holdfast(['take-in', '--help'], null);
  assert.is(help.code, 0);
  assert.match(help.out, /take-in FILE…[\s\S]*exit code is 1/);
});

test.run();
