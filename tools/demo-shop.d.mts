import type { SampleShop } from '../sw/demo/sample.js';

export function demoShop(folder: string): { readonly shop: SampleShop; readonly pictures: ReadonlyMap<string, Uint8Array> };
