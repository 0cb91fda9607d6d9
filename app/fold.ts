/** What the customer sees is accented; what the cashier types is not. Lower case, no accents, no vowel signs of Hebrew and Arabic, no lengthened letters, one kind of space, no control characters. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670]/g, '').replace(/[\s\x00-\x1f]/g, ' ').toLowerCase();
}
