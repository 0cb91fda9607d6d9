import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { segmentKey } from '../domain/catalogue.js';
import { parseJson } from './valid.js';
import { touchSegments } from './catalogue.js';
import { StartError, type Database } from './database.js';
import { keepPicture } from './pictures.js';
import { hashPin } from './pins.js';
import { searchText } from './search-text.js';

const text = v.string();
const filled = v.pipe(text, v.minLength(1, 'must not be empty'));
const whole = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0, 'must not be negative'));
const picture = v.optional(v.pipe(text, v.regex(/^[\w-]+\.svg$/, 'must be the name of an SVG file')));

/** `static/demo/shop.json`: the shop that a new control panel starts with. Prices in cents. */
const SampleSchema = v.object({
  shop: v.object({
    name: filled, taxNumberLabel: text, taxNumber: text, header: text, footer: text, currency: filled, locale: filled, taxName: text,
    taxRate: whole, cashRounding: whole,
  }),
  outlet: v.object({ name: filled, address: text, phone: text }),
  registers: v.array(v.object({ name: filled, code: filled, idleMinutes: whole })),
  staff: v.array(v.object({
    name: filled, pin: v.pipe(text, v.regex(/^\d{4,12}$/, 'must be four to twelve digits')), role: v.picklist(['owner', 'manager', 'staff']),
    mayEditItems: v.boolean(), image: picture,
  })),
  categories: v.array(v.object({ name: filled, parent: v.optional(filled) })),
  products: v.array(v.object({ sku: filled, name: filled, price: whole, barcode: v.optional(filled), category: filled, taxFree: v.optional(v.boolean()), image: picture })),
});
export type Sample = v.InferOutput<typeof SampleSchema>;

/** Reads the sample shop out of its folder. Throws {@link StartError} when it is not there or not sound. */
export async function readSample(folder: string): Promise<Sample> {
  const file = join(folder, 'shop.json');
  const json = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartError(`The sample shop ${file} cannot be read: get a complete copy of Holdfast.`, { cause: error });
  });
  const parsed = parseJson(SampleSchema, json);
  if (!parsed.ok) throw new StartError(`The sample shop ${file} is not sound: ${parsed.message}. Get a complete copy of Holdfast.`);
  return parsed.value;
}

/** Fills an empty database with the sample shop, all or nothing. @returns false when there is a shop already. */
export async function loadSample(db: Database, folder: string, now: Date): Promise<boolean> {
  if (await db.selectFrom('shop').select('id').executeTakeFirst()) return false;
  const sample = await readSample(folder);
  const pictures = await readPictures(folder, sample);
  const pins = await Promise.all(sample.staff.map((person) => hashPin(person.pin)));
  return db.transaction().execute(async (trx) => {
    // Asked again: the command line may have been first.
    if (await trx.selectFrom('shop').select('id').executeTakeFirst()) return false;
    const images = new Map<string, string>();
    for (const [name, bytes] of pictures) images.set(name, await keepPicture(trx, 'image/svg+xml', bytes));
    const image = (name: string | undefined): string | null => (name === undefined ? null : images.get(name) ?? null);
    await insertShop(trx, sample, now);
    for (const [index, { name, role, mayEditItems, image: file }] of sample.staff.entries()) {
      await trx.insertInto('staff').values({
        id: randomUUID(), name, role, may_edit_items: mayEditItems ? 1 : 0, image: image(file), email: null, password: null, active: 1, created_at: now.toISOString(),
        ...(pins[index] ?? { pin_hash: null, pin_salt: null, pin_iterations: null }),
      }).execute();
    }
    await insertProducts(trx, sample, await insertCategories(trx, sample), image, now);
    return true;
  });
}

async function readPictures(folder: string, sample: Sample): Promise<Map<string, Uint8Array>> {
  const names = new Set([...sample.staff, ...sample.products].flatMap(({ image }) => (image === undefined ? [] : [image])));
  const read = async (name: string): Promise<readonly [string, Uint8Array]> => [name, await readFile(join(folder, 'pictures', name))];
  try {
    return new Map(await Promise.all([...names].map(read)));
  } catch (error) {
    throw new StartError(`A picture of the sample shop in ${folder} cannot be read: get a complete copy of Holdfast.`, { cause: error });
  }
}

async function insertShop(trx: Database, { shop, outlet, registers }: Sample, now: Date): Promise<void> {
  await trx.insertInto('shop').values({
    id: 1, name: shop.name, tax_number_label: shop.taxNumberLabel, tax_number: shop.taxNumber, header: shop.header, footer: shop.footer, currency: shop.currency,
    locale: shop.locale, tax_name: shop.taxName, tax_rate: shop.taxRate, cash_rounding: shop.cashRounding, segments: 1,
  }).execute();
  const outlet_id = randomUUID();
  await trx.insertInto('outlets').values({ id: outlet_id, ...outlet }).execute();
  for (const { name, code, idleMinutes } of registers) {
    await trx.insertInto('registers').values({ id: randomUUID(), name, code, outlet_id, idle_minutes: idleMinutes, created_at: now.toISOString() }).execute();
  }
}

/** @returns ids by name. A category comes after the one above it. */
async function insertCategories(trx: Database, { categories }: Sample): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [position, { name, parent }] of categories.entries()) {
    const id = randomUUID();
    await trx.insertInto('categories').values({ id, name, parent_id: parent === undefined ? null : known(ids, parent), position }).execute();
    ids.set(name, id);
  }
  return ids;
}

async function insertProducts(trx: Database, { products }: Sample, categories: Map<string, string>, image: (file: string | undefined) => string | null, now: Date): Promise<void> {
  for (const { sku, name, price, barcode, category, taxFree, image: file } of products) {
    const id = randomUUID();
    await trx.insertInto('products').values({
      id, sku, name, search: searchText(name, sku), price, category_id: known(categories, category), tax_free: taxFree === true ? 1 : 0, image: image(file),
      segment_key: segmentKey(sku), updated_at: now.toISOString(),
    }).execute();
    if (barcode !== undefined) await trx.insertInto('barcodes').values({ barcode, product_id: id }).execute();
  }
  await touchSegments(trx, products.map((product) => segmentKey(product.sku)));
}

function known(ids: Map<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new StartError(`The sample shop names the category ${name}, which it does not have above: get a complete copy of Holdfast.`);
  return id;
}
