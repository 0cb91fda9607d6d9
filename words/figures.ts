let format: Intl.NumberFormat | undefined;

/** Whole numbers in sentences are written as the shop writes numbers, whatever language the sentence is in. */
export function writeFiguresAs(written: Intl.NumberFormat): void {
  format = written;
}

/** `1234` → `1,234`, in the shop's own way. */
export const figure = (number: number): string => (format ? format.format(number) : String(number));
