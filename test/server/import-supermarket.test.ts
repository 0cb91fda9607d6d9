import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse as parseCsv } from 'csv-parse/sync';
import type { CategoryRow, ImportPreview, ImportReport, ProductPage } from '../../domain/panel.js';
import { addPerson, type Person } from './office.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { madeUpList, realList } from './supermarket.js';

const TYPE = { 'Content-Type': 'text/csv' };
const real = realList();
if (!real) console.log('note: the supermarket’s real list is not at hand (set HOLDFAST_SHARED); its tests are left out, a made-up list is imported instead');

/** Imports a file as the page does: a preview, then its suggestion. */
async function importAsSuggested(mary: Person, csv: string | Uint8Array): Promise<ImportReport> {
  const { mapping } = await mary.send<ImportPreview>('POST', 'import/preview?name=list.csv', csv, TYPE);
  return mary.send<ImportReport>('POST', `import?map=${encodeURIComponent(JSON.stringify(mapping))}`, csv, TYPE);
}

async function asManager(): Promise<{ panel: OpenPanel; mary: Person }> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary') };
}

test('a list of 27,555 rows is taken, but for the one without a name', async () => {
  const { panel, mary } = await asManager();
  const report = await importAsSuggested(mary, madeUpList(27_555));
  assert.equal(report, { created: 27_554, updated: 0, unchanged: 0, refused: 1, errors: [{ row: 4002, field: 'name', message: 'the name is empty' }], categoriesCreated: 11 + 99 });
  await panel.close();
});

if (real) {
  test('of the real list 27,554 products are taken, and the nameless one is told by its row', async () => {
    const { panel, mary } = await asManager();
    const report = await importAsSuggested(mary, real);
    assert.equal(report, { created: 27_554, updated: 0, unchanged: 0, refused: 1, errors: [{ row: 14_365, field: 'name', message: 'the name is empty' }], categoriesCreated: 110 });
    await panel.close();
  });

  test('the real list makes 11 categories and 99 sub-categories below them', async () => {
    const { panel, mary } = await asManager();
    const before = (await mary.get<CategoryRow[]>('categories')).map((row) => row.id);
    await importAsSuggested(mary, real);
    const made = (await mary.get<CategoryRow[]>('categories')).filter((row) => !before.includes(row.id));
    assert.equal([made.filter((row) => row.parentId === null).length, made.filter((row) => row.parentId !== null).length], [11, 99]);
    await panel.close();
  });

  test('of the real list every name and price is there as in the file', async () => {
    const { panel, mary } = await asManager();
    await importAsSuggested(mary, real);
    const inFile = (parseCsv(Buffer.from(real), { columns: (heading: string[]) => heading.map((name, place) => name || `column ${place}`) }) as Record<string, string>[])
      .filter((row) => row['product']).map((row) => `${row['product']} at ${Math.round(Number(row['sale_price']) * 100)}`).sort();
    const kept = (await panel.db.selectFrom('products').select(['name', 'price', 'sku']).where('sku', 'like', 'P__________%').execute()).map((row) => `${row.name} at ${row.price}`).sort();
    assert.is(inFile.filter((name) => name.includes('\u00a0')).length, 91);
    assert.is(kept.join('\n'), inFile.join('\n'));
    await panel.close();
  });

  test('the real list a second time changes nothing', async () => {
    const { panel, mary } = await asManager();
    await importAsSuggested(mary, real);
    const { created, updated, unchanged } = await importAsSuggested(mary, real);
    assert.equal([created, updated, unchanged], [0, 0, 27_554]);
    await panel.close();
  });

  test('a product of the real list is found by words of its name, as often as it is in the file', async () => {
    const { panel, mary } = await asManager();
    await importAsSuggested(mary, real);
    const { rows } = await mary.get<ProductPage>('products?q=garlic+vegetarian+500');
    const oil = ['Garlic Oil - Vegetarian Capsule 500 mg', 22_000];
    assert.equal(rows.map((row) => [row.name, row.price]), [oil, oil]);
    await panel.close();
  });
}

test.run();
