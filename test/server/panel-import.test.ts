import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ImportReport, ProductPage } from '../../domain/panel.js';
import { addPerson, type Person } from './office.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';

const CSV = 'name,price\nScone,4.50\n';
const TYPE = { 'Content-Type': 'text/csv' };
const to = (mapping: unknown): string => `import?map=${encodeURIComponent(typeof mapping === 'string' ? mapping : JSON.stringify(mapping))}`;
const PLAIN = to({ name: 'name', price: 'price' });

async function asManager(): Promise<{ panel: OpenPanel; mary: Person }> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary') };
}

test('a file is imported by whoever is signed in', async () => {
  const { panel, mary } = await asManager();
  assert.is((await mary.send<ImportReport>('POST', PLAIN, CSV, TYPE)).created, 1);
  const { who } = await panel.db.selectFrom('audit').select('who').where('what', '=', 'import products').executeTakeFirstOrThrow();
  assert.is(who, mary.id);
  await panel.close();
});

for (const type of ['text/csv; charset=utf-8', 'application/vnd.ms-excel', 'application/octet-stream', 'application/csv']) {
  test(`a file may come as ${type}`, async () => {
    const { panel, mary } = await asManager();
    assert.is((await mary.ask('POST', PLAIN, CSV, { 'Content-Type': type })).status, 200);
    await panel.close();
  });
}

for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/json']) {
  test(`a file may not come as ${type}`, async () => {
    const { panel, mary } = await asManager();
    for (const path of [PLAIN, 'import/preview?name=a.csv']) {
      const { status, code } = await refusalOf(await mary.ask('POST', path, CSV, { 'Content-Type': type }));
      assert.equal([status, code], [422, 'bad-csv']);
    }
    await panel.close();
  });
}

for (const [what, path, field] of [
  ['no mapping', 'import', 'map'], ['a mapping that is not JSON', to('name'), 'map'], ['a mapping of a list', to(['name']), 'map.0'], ['a field that is none', to({ weight: 'name' }), 'map.weight'],
  ['a column that is a number', to({ name: 1 }), 'map.name'], ['an empty column', to({ name: '' }), 'map.name'],
] as const) {
  test(`${what} is not understood, and says where`, async () => {
    const { panel, mary } = await asManager();
    const { status, code, path: named } = await refusalOf(await mary.ask('POST', path, CSV, TYPE));
    assert.equal([status, code, named], [422, 'not-valid', field]);
    await panel.close();
  });
}

test('a column that is not in the file is told with its field', async () => {
  const { panel, mary } = await asManager();
  const { status, code, path } = await refusalOf(await mary.ask('POST', to({ name: 'name', price: 'cost' }), CSV, TYPE));
  assert.equal([status, code, path], [422, 'bad-csv', 'map.price']);
  await panel.close();
});

test('a file in a wrong encoding is told already in the preview', async () => {
  const { panel, mary } = await asManager();
  const { status, code } = await refusalOf(await mary.ask('POST', 'import/preview?name=a.csv', Buffer.from('name,price\nCr\xe8me,1\n', 'latin1'), TYPE));
  assert.equal([status, code], [422, 'bad-csv']);
  await panel.close();
});

test('a file of more than 50 MB is not read', async () => {
  const { panel, mary } = await asManager();
  const { status, code } = await refusalOf(await mary.ask('POST', PLAIN, new Uint8Array(50 * 1024 * 1024 + 1), TYPE));
  assert.equal([status, code, (await mary.get<ProductPage>('products')).total], [413, 'too-large', 3]);
  await panel.close();
});

test('two imports at once are one after the other', async () => {
  const { panel, mary } = await asManager();
  const rows = Array.from({ length: 3000 }, (_, index) => `Product ${index},1\n`).join('');
  const reports = await Promise.all([1, 2].map(() => mary.send<ImportReport>('POST', PLAIN, `name,price\n${rows}`, TYPE)));
  assert.equal(reports.map(({ created, unchanged }) => [created, unchanged]).sort(), [[0, 3000], [3000, 0]]);
  await panel.close();
});

test.run();
