import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { genesis, type SealedSale } from '../../domain/chain.js';
import type { Hash } from '../../domain/catalogue.js';
import { MAX_CENTS, parseMoney, plainMoney, type Cents } from '../../domain/money.js';
import { findDiscrepancy } from '../../domain/sale.js';
import { NOT_JSON, parse, parseJson, type Schema } from '../../domain/schema.js';
import * as wire from '../../domain/wire.js';
import { anySale } from '../sale.js';
import { anyClosing, anyOpening } from '../shift.js';
import { hostile, mutated } from '../mutations.js';

const HASH = 'a'.repeat(64) as Hash;
const KEY = 'A'.repeat(87);
const sale = anySale({ orderDiscount: 500 });
const opening = anyOpening();
const closing = anyClosing(opening, [sale], new Date('2026-11-23T06:00:00.000Z'));
const sealed: SealedSale = { registerId: 'register-1', link: 1, seq: 7, prev: HASH, hash: HASH, signature: 'A'.repeat(86), body: JSON.stringify(sale) };
const item = { sku: 'A-1', name: 'Scone', price: 450, barcode: '', category: null, taxFree: false };

/** Every schema of the wire with something that it takes. */
const SAMPLES: Readonly<Record<string, readonly [schema: Schema<unknown>, sample: unknown]>> = {
  SaleSchema: [wire.SaleSchema, sale],
  ShiftOpeningSchema: [wire.ShiftOpeningSchema, opening],
  ShiftClosingSchema: [wire.ShiftClosingSchema, closing],
  RecordSchema: [wire.RecordSchema, closing],
  SealedSaleSchema: [wire.SealedSaleSchema, sealed],
  BatchRequestSchema: [wire.BatchRequestSchema, { protocol: 1, sales: [sealed, sealed] }],
  BatchReplySchema: [wire.BatchReplySchema, { protocol: 1, results: [{ hash: HASH, id: sale.id, result: 'recorded', flags: ['clock-ahead'] }, { hash: HASH, id: null, result: 'refused', reason: 'bad-hash', message: 'Why.' }] }],
  PairRequestSchema: [wire.PairRequestSchema, { protocol: 1, code: 'K7QM-2XFD', device: 'Chromium', signingKey: KEY, agreementKey: KEY }],
  PairReplySchema: [wire.PairReplySchema, { protocol: 1, registerId: 'r', name: 'Front', link: 1, series: 'T1', panelKey: KEY }],
  SessionOfferSchema: [wire.SessionOfferSchema, { protocol: 1, time: '2026-11-23T01:00:00.000Z' }],
  SessionRequestSchema: [wire.SessionRequestSchema, { protocol: 1, time: '2026-11-23T01:00:00.000Z', registerId: 'r', link: 1, signature: 'A'.repeat(86) }],
  ManifestSchema: [wire.ManifestSchema, { protocol: 1, products: 2, documents: { register: HASH, receipt: HASH, staff: HASH, categories: HASH, products: [HASH, HASH] } }],
  RegisterDocument: [wire.RegisterDocument, { registerId: 'r', name: 'Front', outlet: 'Harbour', currency: 'AUD', locale: 'en-AU', taxName: 'GST', taxRate: 1000, cashRounding: 5, idleMinutes: 10, historyDays: 30 }],
  ReceiptDocument: [wire.ReceiptDocument, { shopName: 'S', outletName: 'O', address: 'A\nB', phone: '', taxNumberLabel: 'ABN', taxNumber: '1', header: '', footer: '' }],
  StaffDocument: [wire.StaffDocument, [{ id: 'a', name: 'Asha', mayEditItems: true, pin: { salt: 'A'.repeat(22), iterations: 100_000, verifier: 'A'.repeat(43) } }, { id: 'b', name: 'Ben', mayEditItems: false }]],
  CategoriesDocument: [wire.CategoriesDocument, [{ id: 'a', name: 'Drinks' }, { id: 'b', name: 'Coffee', parent: 'a' }]],
  ProductSchema: [wire.ProductSchema, { id: 'a', sku: 'A-1', name: 'Scone', price: 450, barcodes: ['930'], category: 'c', taxFree: true, image: `${HASH}.png` }],
  FinishedRequestSchema: [wire.FinishedRequestSchema, { protocol: 1, manifest: HASH }],
  LostRequestSchema: [wire.LostRequestSchema, { protocol: 1, registerId: 'r', link: 1, highest: 12, unsynchronised: 3, at: '2026-11-23T01:00:00.000Z' }],
  ItemRequestSchema: [wire.ItemRequestSchema, { protocol: 1, staffId: 'a', item }],
  ItemReplySchema: [wire.ItemReplySchema, { protocol: 1, product: { id: 'a', sku: 'A-1', name: 'Scone', price: 450 } }],
  ReportSchema: [wire.ReportSchema, { version: '0123456789ab', lastFullSync: '2026-11-23T01:00:00.000Z', storage: 'persistent', unsynchronised: 3 }],
  ReleaseRequestSchema: [wire.ReleaseRequestSchema, { protocol: 1 }],
  DoneSchema: [wire.DoneSchema, { protocol: 1, done: true }],
  RefusalSchema: [wire.RefusalSchema, { error: { code: 'busy', message: 'Wait.', path: 'a', retryAfter: 2, protocol: 1 } }],
};

const related = (one: string, other: string): boolean => one === other || one === '' || other === '' || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);

test('every schema of the wire is here', () => {
  const exported = Object.entries(wire).filter(([name, value]) => typeof value === 'function' && /(Schema|Document)$/.test(name)).map(([name]) => name);
  assert.equal(Object.keys(SAMPLES).sort(), exported.sort());
});

for (const [name, [schema, sample]] of Object.entries(SAMPLES)) {
  test(`${name} takes its sample, and of a changed one says where it is wrong or gives back what it takes again`, () => {
    assert.ok(parse(schema, sample).ok);
    fc.assert(fc.property(mutated(sample), ({ text, path }) => {
      const parsed = parseJson(schema, text);
      if (parsed.ok) {
        const again = parse(schema, parsed.value);
        assert.ok(again.ok && JSON.stringify(again.value) === JSON.stringify(parsed.value));
        assert.is(Object.getPrototypeOf(parsed.value), Array.isArray(parsed.value) ? Array.prototype : Object.prototype);
      } else {
        assert.ok(related(parsed.path, path), `changed at ${path}, and told ${parsed.path}`);
        assert.match(parsed.message, parsed.path === '' ? /^the body / : `${parsed.path} `);
      }
    }), { numRuns: 400 });
  });
}

test('no schema fails at anything', () => {
  fc.assert(fc.property(fc.constantFrom(...Object.values(SAMPLES)), hostile, ([schema], value) => {
    const parsed = parse(schema, value);
    assert.ok(parsed.ok || parsed.message.length > 0);
  }), { numRuns: 5000 });
});

test('what is no JSON is told as that by every schema', () => {
  fc.assert(fc.property(fc.constantFrom(...Object.values(SAMPLES)), fc.string({ unit: 'binary', maxLength: 60 }), ([schema], text) => {
    const parsed = parseJson(schema, `{${text}`);
    assert.ok(!parsed.ok && (parsed.message === NOT_JSON || parsed.path !== '' || parsed.message.startsWith('the body ')));
  }), { numRuns: 1000 });
});

test('a sale that passes its schema can be added up without a failure', () => {
  fc.assert(fc.property(mutated(sale), ({ text }) => {
    const parsed = parseJson(wire.SaleSchema, text);
    if (!parsed.ok) return;
    try {
      findDiscrepancy(parsed.value);
    } catch (error) {
      // Amounts within the wire's bounds can multiply to more than a number holds; the panel flags such a sale.
      assert.match(String(error), 'not whole cents');
    }
  }), { numRuns: 2000 });
});

test('a document of products is read whole or refused with the number of the product', () => {
  const products = Array.from({ length: 5 }, (_, index) => ({ id: `p${index}`, sku: `S-${index}`, name: 'Scone', price: 450, barcodes: ['1'], category: 'c' }));
  fc.assert(fc.property(mutated(products), ({ text }) => {
    try {
      for (const product of wire.readProducts(text)) assert.ok(typeof product.id === 'string' && Number.isSafeInteger(product.price));
    } catch (error) {
      assert.match(String(error), /product \d+: |must be an array|JSON/);
    }
  }), { numRuns: 2000 });
});

test('an amount that is read is within bounds and is written as it was', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.stringMatching(/^[-−]?[\d,.\s$€]{0,16}$/), fc.integer({ min: -MAX_CENTS, max: MAX_CENTS }).map((amount) => plainMoney(amount as Cents)));
  fc.assert(fc.property(texts, (text) => {
    const amount = parseMoney(text);
    if (amount === null) return;
    assert.ok(Number.isSafeInteger(amount) && Math.abs(amount) <= MAX_CENTS && !Object.is(amount, -0));
    assert.is(parseMoney(plainMoney(amount)), amount);
  }), { numRuns: 5000 });
});

test('the start of a chain is made of any names', async () => {
  const seen = new Map<string, string>();
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (registerId, link) => {
    const text = await genesis(registerId, link, async (all) => all as Hash);
    const known = seen.get(text);
    assert.ok(known === undefined || known === `${registerId}\n${link}`);
    seen.set(text, `${registerId}\n${link}`);
  }), { numRuns: 500 });
});

test.run();
