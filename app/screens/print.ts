/** Prints the receipt that is shown, on a page of its length: a printer with a roll cuts behind it. */
export function printReceipt(): void {
  const { offsetHeight } = document.querySelector('.receipt') as HTMLElement;
  const sheet = document.styleSheets[1];
  sheet?.insertRule(`@page{size:80mm ${offsetHeight + 1}px}`, sheet.cssRules.length);
  print();
}
