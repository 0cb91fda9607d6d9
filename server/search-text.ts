/**
 * A text as the panel's search sees it: lower case, without accents, every kind of space (also the non-breaking one of
 * pasted names) a plain one. `Crème  BRÛLÉE` → `creme brulee`.
 */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** What the column `products.search` holds. */
export function searchText(name: string, sku: string): string {
  return fold(`${name} ${sku}`);
}

/** The words of a query, each of which must be found; at most ten, because nobody types more. */
export function searchWords(query: string): string[] {
  return fold(query).split(' ').filter(Boolean).slice(0, 10);
}

/** Takes off outer whitespace of the ordinary kinds only: a name keeps its non-breaking spaces. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}
