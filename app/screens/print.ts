/** Prints the receipt that is shown by the browser's dialog, on a page of its length: a printer with a roll cuts behind it. @param columns of the printer's line: 32 are 58 mm of paper */
export function printPage(columns: number): void {
  const receipt = document.querySelector('.receipt') as HTMLElement;
  const width = columns === 32 ? 58 : 80;
  receipt.style.width = `${width - 8}mm`;
  const sheet = document.styleSheets[1];
  sheet?.insertRule(`@page{size:${width}mm ${receipt.offsetHeight + 1}px}`, sheet.cssRules.length);
  print();
}
