/** static/demo/shop.json, as the build writes it into the demo's worker: pictures by the names that they have below `media/`. Prices in cents. */
export interface SampleShop {
  readonly shop: {
    readonly name: string; readonly taxNumberLabel: string; readonly taxNumber: string; readonly header: string; readonly footer: string;
    readonly currency: string; readonly locale: string; readonly taxName: string; readonly taxRate: number; readonly cashRounding: number;
  };
  readonly outlet: { readonly name: string; readonly address: string; readonly phone: string };
  readonly register: { readonly name: string; readonly code: string; readonly idleMinutes: number };
  readonly staff: readonly { readonly name: string; readonly pin: string; readonly mayEditItems: boolean; readonly image?: string }[];
  readonly categories: readonly { readonly name: string; readonly parent?: string }[];
  readonly products: readonly {
    readonly sku: string; readonly name: string; readonly price: number; readonly category: string;
    readonly barcode?: string; readonly taxFree?: boolean; readonly image?: string;
  }[];
}

/** The id of what has this name or SKU in the sample: the same in every demo, so that nobody need keep it. */
export function idOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
