import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { segmentKey } from '../../domain/catalogue.js';
import type { RowError } from '../../domain/panel.js';
import type { Database } from '../database.js';
import type { BarcodeTable, CategoryTable, ProductTable } from '../schema.js';
import { searchText } from '../search-text.js';
import { CategoryPlan } from './category-plan.js';
import { DerivedSkus } from './derived-sku.js';
import type { Draft } from './draft.js';

/** What an import is going to do; nothing of it is written yet. */
export interface Plan {
  /** New and changed products as they will be. */
  readonly products: readonly ProductTable[];
  /** Those of them that are there already. */
  readonly changed: ReadonlySet<string>;
  /** Barcodes as they will be; products whose barcodes change are in `barcodesOf`. */
  readonly barcodes: readonly BarcodeTable[];
  readonly barcodesOf: readonly string[];
  readonly categories: readonly CategoryTable[];
  /** Of all that is touched, before and after. */
  readonly segmentKeys: ReadonlySet<number>;
  readonly created: number;
  readonly unchanged: number;
  readonly errors: readonly RowError[];
}

type Known = Pick<ProductTable, 'id' | 'sku' | 'name' | 'price' | 'category_id' | 'tax_free' | 'image'>;

/** Compares the drafts, in the file's order, with what is there. Reads only. */
export async function planImport(trx: Database, drafts: readonly Draft[], now: Date): Promise<Plan> {
  const planner = new Planner(await knownProducts(trx, drafts), await CategoryPlan.over(trx), now.toISOString());
  for (const draft of drafts) planner.take(draft);
  return planner.plan();
}

/** Products that a row may mean, and who has which barcode. */
interface KnownProducts {
  readonly bySku: ReadonlyMap<string, Known>;
  readonly byId: ReadonlyMap<string, Known>;
  readonly barcodes: ReadonlyMap<string, readonly string[]>;
  readonly owners: Map<string, string>;
  readonly skus: ReadonlyMap<Draft, string>;
}

async function knownProducts(trx: Database, drafts: readonly Draft[]): Promise<KnownProducts> {
  const derived = new DerivedSkus();
  const skus = new Map(drafts.map((draft) => [draft, draft.sku || derived.next(draft)]));
  const scanned = await among(trx, 'barcode', drafts.flatMap((draft) => draft.barcodes ?? []));
  const columns = ['id', 'sku', 'name', 'price', 'category_id', 'tax_free', 'image'] as const;
  const products = await trx.selectFrom('products').select(columns).where((eb) => eb.or([
    eb('sku', 'in', listed([...skus.values()])), eb('id', 'in', listed(scanned.map((row) => row.product_id))),
  ])).execute();
  const kept = await among(trx, 'product_id', products.map((product) => product.id));
  return {
    bySku: new Map(products.map((product) => [product.sku, product])), byId: new Map(products.map((product) => [product.id, product])),
    barcodes: grouped(kept), owners: new Map([...scanned, ...kept].map((row) => [row.barcode, row.product_id])), skus,
  };
}

function among(trx: Database, column: 'barcode' | 'product_id', values: readonly string[]): Promise<BarcodeTable[]> {
  return trx.selectFrom('barcodes').selectAll().where(column, 'in', listed(values)).execute();
}

/** One value however many they are: SQLite takes 32,766 placeholders at the most. */
function listed(values: readonly string[]) {
  return sql<string>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

function grouped(rows: readonly BarcodeTable[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { product_id, barcode } of rows) {
    const group = groups.get(product_id);
    if (group) group.push(barcode);
    else groups.set(product_id, [barcode]);
  }
  return groups;
}

class Planner {
  readonly #known: KnownProducts;
  readonly #categories: CategoryPlan;
  readonly #at: string;
  readonly #rowOf = new Map<string, number>();
  readonly #products: ProductTable[] = [];
  readonly #changed = new Set<string>();
  readonly #barcodes: BarcodeTable[] = [];
  readonly #barcodesOf: string[] = [];
  readonly #segmentKeys = new Set<number>();
  readonly #errors: RowError[] = [];
  #created = 0;
  #unchanged = 0;

  constructor(known: KnownProducts, categories: CategoryPlan, at: string) {
    this.#known = known;
    this.#categories = categories;
    this.#at = at;
  }

  take(draft: Draft): void {
    const before = this.#existing(draft);
    const sku = before?.sku ?? this.#known.skus.get(draft) ?? draft.sku;
    const id = before?.id ?? randomUUID();
    const trouble = this.#trouble(draft, sku, id);
    if (trouble) {
      this.#errors.push({ row: draft.row, ...trouble });
      return;
    }
    this.#rowOf.set(sku, draft.row);
    const after: Known = {
      id, sku, name: draft.name, price: draft.price, image: before?.image ?? null,
      category_id: draft.category === undefined ? before?.category_id ?? null : this.#categories.idOf(draft.category),
      tax_free: draft.taxFree === undefined ? before?.tax_free ?? 0 : Number(draft.taxFree),
    };
    const barcodesChange = this.#takeBarcodes(id, draft.barcodes);
    if (before && !barcodesChange && isSame(before, after)) this.#unchanged++;
    else this.#write(after, before !== undefined);
  }

  plan(): Plan {
    return {
      products: this.#products, changed: this.#changed, barcodes: this.#barcodes, barcodesOf: this.#barcodesOf, categories: this.#categories.made,
      segmentKeys: this.#segmentKeys, created: this.#created, unchanged: this.#unchanged, errors: this.#errors,
    };
  }

  /** By its SKU; a row without one also by a barcode. */
  #existing(draft: Draft): Known | undefined {
    const bySku = this.#known.bySku.get(this.#known.skus.get(draft) ?? '');
    if (bySku || draft.sku !== '') return bySku;
    const owner = (draft.barcodes ?? []).map((barcode) => this.#known.owners.get(barcode)).find((id) => id !== undefined);
    return owner === undefined ? undefined : this.#known.byId.get(owner);
  }

  #trouble(draft: Draft, sku: string, id: string): Omit<RowError, 'row'> | null {
    const earlier = this.#rowOf.get(sku);
    if (earlier !== undefined) {
      if (draft.sku !== '') return { field: 'sku', message: `the SKU “${sku}” is in row ${earlier} already` };
      return { field: 'barcode', message: `the barcode is that of the product in row ${earlier}` };
    }
    const taken = (draft.barcodes ?? []).find((barcode) => (this.#known.owners.get(barcode) ?? id) !== id);
    if (taken === undefined) return null;
    const other = this.#nameOf(this.#known.owners.get(taken) ?? '');
    return { field: 'barcode', message: `the barcode “${taken}” is that of another product, “${other}”` };
  }

  #nameOf(id: string): string {
    return this.#known.byId.get(id)?.name ?? this.#products.find((product) => product.id === id)?.name ?? id;
  }

  /** @returns whether they differ from what is there. */
  #takeBarcodes(id: string, barcodes: readonly string[] | undefined): boolean {
    if (barcodes === undefined) return false;
    const before = this.#known.barcodes.get(id) ?? [];
    if (before.length === barcodes.length && before.every((barcode) => barcodes.includes(barcode))) return false;
    for (const barcode of before) this.#known.owners.delete(barcode);
    for (const barcode of barcodes) this.#known.owners.set(barcode, id);
    this.#barcodesOf.push(id);
    this.#barcodes.push(...barcodes.map((barcode) => ({ barcode, product_id: id })));
    return true;
  }

  #write(product: Known, isThere: boolean): void {
    const key = segmentKey(product.sku);
    this.#products.push({ ...product, search: searchText(product.name, product.sku), segment_key: key, updated_at: this.#at });
    this.#segmentKeys.add(key);
    if (isThere) this.#changed.add(product.id);
    else this.#created++;
  }
}

function isSame(before: Known, after: Known): boolean {
  return before.name === after.name && before.price === after.price && before.category_id === after.category_id && before.tax_free === after.tax_free;
}
