/**
 * Chooses among the forms that a language has for different counts. `C` are its categories: the compiler, and
 * test/words, see to it that each sentence has them all.
 */
export function pluralOf<C extends Intl.LDMLPluralRule>(language: string): (count: number, forms: Readonly<Record<C, string>>) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count) as C];
}
