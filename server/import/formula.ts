/**
 * A spreadsheet takes a cell that begins with = + - or @ for a formula and runs it: a product's name from a supplier's
 * list could send the shop's data away. Export therefore puts ' before such a text, and one more before a text that has
 * it already; import takes one off. Amounts are written as they are.
 */
export function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** Takes back what {@link guarded} did. */
export function unguarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
