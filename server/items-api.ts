import { Hono } from 'hono';
import type { ProductInput, ProductRow } from '../domain/panel.js';
import { ItemRequestSchema, PROTOCOL, type ItemRequest } from '../domain/wire.js';
import { productDocument } from './catalogue.js';
import type { PanelContext } from './context.js';
import { demandLink, type DeviceEnv } from './device-session.js';
import { createProduct, readProduct, updateProduct } from './products.js';
import { Refused } from './refused.js';
import { readWire } from './wire-body.js';

/** Where the wire has the fields of the panel's ProductInput. */
const PATHS: readonly (readonly [RegExp, string])[] = [[/^barcodes\b.*/, 'item.barcode'], [/^categoryId$/, 'item.category'], [/^/, 'item.']];

/** Items made and changed at a register, by staff who may. */
export function itemRoutes(context: PanelContext): Hono<DeviceEnv> {
  return new Hono<DeviceEnv>()
    .post('/', async (c) => {
      const request = await readWire(c, ItemRequestSchema);
      await demandLink(context.db, c.get('link'));
      await demandRight(context, request.staffId);
      const product = await inWirePaths(() => createProduct(context, input(request, []), request.staffId));
      return c.json({ protocol: PROTOCOL, product: wireProduct(product) }, 201);
    })
    .put('/:id', async (c) => {
      const request = await readWire(c, ItemRequestSchema);
      await demandLink(context.db, c.get('link'));
      await demandRight(context, request.staffId);
      const { barcodes } = await readProduct(context.db, c.req.param('id'));
      const product = await inWirePaths(() => updateProduct(context, c.req.param('id'), input(request, barcodes), request.staffId));
      return c.json({ protocol: PROTOCOL, product: wireProduct(product) });
    });
}

async function demandRight({ db }: PanelContext, staffId: string): Promise<void> {
  const may = await db.selectFrom('staff').select('id').where('id', '=', staffId).where('active', '=', 1).where('may_edit_items', '=', 1).executeTakeFirst();
  if (!may) throw new Refused('not-permitted', 'You may not create or edit items: nothing was saved. The permission is given in the control panel, page Staff.', 'staffId');
}

/** The register shows and changes the first barcode; a product's further ones stay as they are. */
function input({ item }: ItemRequest, before: readonly string[]): ProductInput {
  const barcodes = [...(item.barcode === '' ? [] : [item.barcode]), ...before.slice(1)];
  return { sku: item.sku, name: item.name, price: item.price, barcodes: [...new Set(barcodes)], categoryId: item.category, taxFree: item.taxFree };
}

function wireProduct(row: ProductRow) {
  return productDocument({ ...row, category_id: row.categoryId, tax_free: row.taxFree ? 1 : 0 }, row.barcodes);
}

async function inWirePaths<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused) || error.path === undefined) throw error;
    const { path } = error;
    const [pattern, replacement] = PATHS.find(([from]) => from.test(path)) ?? [/^/, ''];
    throw new Refused(error.code, error.message, path.replace(pattern, replacement), error.retryAfter);
  }
}
