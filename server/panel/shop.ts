import { Hono } from 'hono';
import * as v from 'valibot';
import type { Shop } from '../../domain/panel.js';
import { audit } from '../audit.js';
import type { PanelContext } from '../context.js';
import type { Database } from '../database.js';
import { Refused } from '../refused.js';
import type { ShopTable } from '../schema.js';
import { readJson } from './body.js';
import { currency, filled, line, locale, whole } from './fields.js';
import { ownersOnly, type UserEnv } from './session.js';

/** Sizes as domain/wire.ts `ReceiptDocument` and `RegisterDocument` have them. */
const ShopInput: v.GenericSchema<unknown, Shop> = v.object({
  name: filled(200), taxNumberLabel: line(20), taxNumber: line(50), header: line(1000), footer: line(1000),
  currency, locale, taxName: line(20), taxRate: whole(0, 10_000), cashRounding: whole(1, 100),
});

/** `shop`: what stands on every receipt, and the tax in every price. Everybody reads it, owners change it. */
export function shopRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/', async (c) => c.json(await readShop(context.db)))
    .put('/', ownersOnly('change the shop’s details'), async (c) => {
      const input = await readJson(c, ShopInput);
      return c.json(await context.db.transaction().execute(async (trx) => {
        const before = await readShop(trx);
        await trx.updateTable('shop').set(columnsOf(input)).execute();
        await audit(trx, context.now(), c.var.user.id, 'change shop', { before, ...input });
        return readShop(trx);
      }));
    });
}

async function readShop(db: Database): Promise<Shop> {
  const row = await db.selectFrom('shop').select([
    'name', 'tax_number_label as taxNumberLabel', 'tax_number as taxNumber', 'header', 'footer', 'currency', 'locale',
    'tax_name as taxName', 'tax_rate as taxRate', 'cash_rounding as cashRounding',
  ]).executeTakeFirst();
  if (!row) throw new Refused('not-found', 'The shop has not been set up: start the control panel once with npm start.');
  return row;
}

function columnsOf(shop: Shop): Omit<ShopTable, 'id' | 'segments'> {
  return {
    name: shop.name, tax_number_label: shop.taxNumberLabel, tax_number: shop.taxNumber, header: shop.header, footer: shop.footer,
    currency: shop.currency, locale: shop.locale, tax_name: shop.taxName, tax_rate: shop.taxRate, cash_rounding: shop.cashRounding,
  };
}
