let locale = '';
let format: Intl.NumberFormat | undefined;

/** Whole numbers in sentences are written as the shop writes numbers, whatever language the sentence is in. @param shops BCP 47 */
export function writeFiguresAs(shops: string): void {
  locale = shops;
  format = undefined;
}

/** `1234` → `1,234`, in the shop's own way. The browser takes as long over its first format as over a whole screen: it is made when there is a number to write. */
export function figure(number: number): string {
  format = format ?? (locale ? new Intl.NumberFormat(locale) : undefined);
  return format ? format.format(number) : String(number);
}
