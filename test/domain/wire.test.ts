import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse, parseJson } from '../../domain/schema.js';
import { BatchReplySchema, BatchRequestSchema, ManifestSchema, PROTOCOL, readProducts, SaleSchema } from '../../domain/wire.js';
import { anySale } from '../sale.js';

const refusedAt = (change: (sale: Record<string, unknown>) => void): string => {
  const sale = JSON.parse(JSON.stringify(anySale())) as Record<string, unknown>;
  change(sale);
  const result = parse(SaleSchema, sale);
  return result.ok ? 'taken' : result.path;
};

test('a sale of the register is a sale', () => {
  assert.ok(parseJson(SaleSchema, JSON.stringify(anySale())).ok);
});

test('what is wrong with a sale is named by its path', () => {
  assert.is(refusedAt((sale) => { delete sale.id; }), 'id');
  assert.is(refusedAt((sale) => { sale.completedAt = '2026-11-23 14:02'; }), 'completedAt');
  assert.is(refusedAt((sale) => { (sale.lines as { unitPrice: unknown }[])[1] = { ...(sale.lines as object[])[1], unitPrice: 4.8 }; }), 'lines.1.unitPrice');
  assert.is(refusedAt((sale) => { sale.lines = []; }), 'lines');
  assert.is(refusedAt((sale) => { sale.payments = [{ method: 'cheque', amount: 1 }]; }), 'payments.0.method');
  assert.is(refusedAt((sale) => { sale.staff = null; }), 'staff');
});

test('a refusal says what is wrong in one sentence', () => {
  const missing = parse(SaleSchema, { ...anySale(), currency: undefined });
  assert.is(missing.ok ? '' : missing.message, 'currency is missing');
  const none = parse(SaleSchema, null);
  assert.match(none.ok ? '' : none.message, /^the body must be /);
  const cut = parseJson(SaleSchema, '{"id":');
  assert.is(cut.ok ? '' : cut.message, 'the body is not JSON');
});

test('a batch has 1 to 50 sales', () => {
  const result = parse(BatchRequestSchema, { protocol: PROTOCOL, sales: [] });
  assert.is(result.ok ? '' : result.path, 'sales');
});

test('a manifest without products or with another protocol is none', () => {
  const hash = 'a'.repeat(64);
  const documents = { register: hash, receipt: hash, staff: hash, categories: hash, products: [hash] };
  assert.ok(parse(ManifestSchema, { protocol: PROTOCOL, products: 3, documents }).ok);
  assert.not.ok(parse(ManifestSchema, { protocol: PROTOCOL + 1, products: 3, documents }).ok);
  assert.not.ok(parse(ManifestSchema, { protocol: PROTOCOL, products: 3, documents: { ...documents, products: [] } }).ok);
});

test('products are read as they are written, and what is none is named', () => {
  const rows = [{ id: 'a', sku: 'A', name: 'Crème brûlée 2\u00a0pcs', price: 0 }, { id: 'b', sku: 'B', name: 'B', price: 9_999_999_999, barcodes: ['93'], category: 'c', taxFree: true }];
  assert.equal(readProducts(JSON.stringify(rows)), rows);
  assert.throws(() => readProducts(JSON.stringify([rows[0], { ...rows[1], price: -1 }])), /product 1: price must be/);
  assert.throws(() => readProducts('{}'), /must be an array/);
});

test('no input makes a parser throw or take what is not a sale', () => {
  fc.assert(fc.property(fc.jsonValue(), (input) => !parse(SaleSchema, input).ok && !parse(BatchRequestSchema, input).ok && !parse(ManifestSchema, input).ok), { numRuns: 2000 });
});

test('what a panel says of how many sales it takes is a hint: whatever it is, the results count', () => {
  const said = [200, undefined, null, 0, -1, 50.5, '200', {}].map((most) => parse(BatchReplySchema, { protocol: PROTOCOL, results: [], most }));
  assert.equal(said.map((reply) => reply.ok && reply.value.most), [200, ...Array.from({ length: 7 }, () => undefined)]);
});

test.run();
