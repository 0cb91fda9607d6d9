/** What the customer sees is accented; what the cashier types is not. Lower case, no accents, one kind of space, no control characters. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[\s\x00-\x1f]/g, ' ').toLowerCase();
}
