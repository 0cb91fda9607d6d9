import type { Product } from '../domain/catalogue.js';
import { openIndex } from './index-builder.js';
import { fold, type SearchIndex } from './search-index.js';

// What a start with a shop that is known does without: it has kept what came out of this.

/**
 * Sorts all products by their names and indexes them.
 * @param work lets other tasks run. @returns the index, and for each of its rows which product that is.
 */
export async function arrange(all: readonly Product[], work: () => Promise<void>): Promise<{ readonly index: SearchIndex; readonly order: Uint32Array }> {
  const names: string[] = [];
  let codes = 0;
  for (const { name, barcodes = [] } of all) {
    codes += 1 + barcodes.length;
    if (names.push(fold(name)) % 256 === 0) await work();
  }
  const order = await sorted(names, work);
  const building = openIndex(all.length, codes);
  for (const [row, at] of order.entries()) {
    building.add(all[at] as Product, names[at] ?? '');
    if (row % 256 === 0) await work();
  }
  return { index: building.finish(), order };
}

/** The order of names, without ever holding the thread for long: spread by first letters, then each heap by itself. */
async function sorted(names: readonly string[], work: () => Promise<void>): Promise<Uint32Array> {
  const heaps = new Map<string, string[]>();
  for (const [at, name] of names.entries()) {
    const start = name.slice(0, 2);
    // The browser sorts bare texts far sooner than it asks a function of ours, so each carries its place with it.
    const one = `${name}\0${at}`;
    const heap = heaps.get(start);
    if (heap) heap.push(one);
    else heaps.set(start, [one]);
    if (at % 1024 === 0) await work();
  }
  const order = new Uint32Array(names.length);
  let row = 0;
  for (const start of [...heaps.keys()].sort()) {
    for (const one of (heaps.get(start) ?? []).sort()) order[row++] = Number(one.slice(one.lastIndexOf('\0') + 1));
    await work();
  }
  return order;
}
