import { join } from 'node:path';
import { openFolder, ROOT } from '../folder.js';
import { runNode } from '../program.js';
import type { TestShop } from './fixture.js';

/** Runs `npm run holdfast -- …` on a shop's data. @returns what it printed. Throws unless it ended with 0. */
export async function holdfast(shop: TestShop, ...args: readonly string[]): Promise<string> {
  const { code, output } = await runNode([join(ROOT, 'dist/server/cli.js'), ...args], { cwd: ROOT, env: { DATA_DIR: shop.dataDir } });
  if (code !== 0) throw new Error(`holdfast ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/** Brings a CSV's products into a shop. */
export async function importProducts(shop: TestShop, csv: string | Uint8Array, map: string): Promise<string> {
  const folder = openFolder();
  try {
    folder.write('products.csv', typeof csv === 'string' ? csv : new TextDecoder().decode(csv));
    return await holdfast(shop, 'import-products', join(folder.path, 'products.csv'), '--map', map);
  } finally {
    folder.close();
  }
}
