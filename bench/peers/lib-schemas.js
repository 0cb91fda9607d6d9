const text = { type: 'string' };
const number = { type: 'number' };
const list = { type: 'array' };

export const PRODUCT = {
  version: 0, primaryKey: 'id', type: 'object', required: ['id'],
  properties: { id: { type: 'string', maxLength: 64 }, sku: text, name: text, price: number, barcodes: { type: 'array', items: text }, category: text, taxFree: { type: 'boolean' }, image: text },
};

export const SEALED = {
  version: 0, primaryKey: 'hash', type: 'object', required: ['hash'],
  properties: { hash: { type: 'string', maxLength: 64 }, registerId: text, link: number, seq: number, prev: text, signature: text, body: text, lines: list },
};
