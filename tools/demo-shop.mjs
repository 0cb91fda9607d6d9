import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The sample shop as the demo has it: its pictures named as the control panel names them, and a register that says on
 * every receipt what it is.
 * @param folder `static/demo`
 * @returns `{shop, pictures}`: sw/demo/sample.ts's `SampleShop`, and the pictures' bytes by name.
 */
export function demoShop(folder) {
  const { registers, staff, products, ...rest } = JSON.parse(readFileSync(join(folder, 'shop.json'), 'utf8'));
  const pictures = new Map();
  const named = (thing) => {
    if (thing.image === undefined) return thing;
    const bytes = readFileSync(join(folder, 'pictures', thing.image));
    const image = `${createHash('sha256').update(bytes).digest('hex')}.svg`;
    pictures.set(image, bytes);
    return { ...thing, image };
  };
  const register = { ...registers[0], name: 'Demo counter', code: 'D1' };
  return { shop: { ...rest, register, staff: staff.map(named), products: products.map(named) }, pictures };
}
