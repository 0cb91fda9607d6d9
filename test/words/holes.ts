/** A table of words: sentences, what makes them of what is filled in, and tables of more. */
export interface Table { readonly [key: string]: string | ((...filled: never[]) => string) | Table }
type Fill = (...filled: unknown[]) => string;

/** Counts that between them have every category of every language's plurals. */
const COUNTS = [0, 1, 2, 3, 6, 11, 99, 100, 101, 1000, 1_000_000];
const gap = (place: number): string => `⟦${place}⟧`;

/**
 * What is wrong with a language's table, beside the English one: each with the language, the key, and what to do.
 * @param tag BCP 47 @param path of the table, for what is said
 */
export function holes(tag: string, english: Table, here: Table, path = ''): string[] {
  const missing = Object.keys(english).filter((key) => !(key in here)).map((key) => `${tag}: ${path}${key} is missing: say there what English says under it`);
  const more = Object.keys(here).filter((key) => !(key in english)).map((key) => `${tag}: ${path}${key} is in no English table: take it out, or add it to words/en-AU`);
  const wrong = Object.entries(english).filter(([key]) => key in here).flatMap(([key, entry]) => {
    const said = here[key];
    if (typeof entry === 'object' && typeof said === 'object') return holes(tag, entry, said, `${path}${key}.`);
    return typeof entry === typeof said ? complaints(tag, entry as string | Fill, said as string | Fill).map((why) => `${tag}: ${path}${key} ${why}`) : [`${tag}: ${path}${key} is no ${typeof entry}, as it is in English: make it one`];
  });
  return [...missing, ...more, ...wrong];
}

function complaints(tag: string, english: string | Fill, here: string | Fill): string[] {
  if (typeof here === 'string' || typeof english === 'string') return String(here).trim() ? [] : ['is empty: say there what English says under it'];
  const gaps = Array.from({ length: Math.max(english.length, here.length) }, (_, place) => gap(place));
  // A count that is none has the category `other`, in which each language writes it in figures.
  const filled = here(...gaps);
  const lost = gaps.filter((one) => english(...gaps).includes(one) && !filled.includes(one)).map((one) => `leaves out what is filled in at place ${one.replace(/\D/g, '')}: put it in`);
  const added = here.length > english.length ? [`wants ${here.length} things to fill in where English has ${english.length}: take out what is too many`] : [];
  return [...lost, ...added, ...plurals(tag, here, gaps)];
}

/** A sentence that counts has one for each category that the language has, and says all the rest in each. */
function plurals(tag: string, here: Fill, gaps: readonly string[]): string[] {
  const rules = new Intl.PluralRules(tag);
  return gaps.flatMap((_, at) => {
    const rest = gaps.filter((__, place) => place !== at);
    const bad = COUNTS.filter((count) => {
      const said = here(...gaps.map((one, place) => (place === at ? count : one)));
      return !said || /undefined|null|NaN/.test(said) || rest.some((one) => here(...gaps).includes(one) && !said.includes(one));
    });
    return [...new Set(bad.map((count) => rules.select(count)))].map((category) => `has no whole sentence for the plural category “${category}”: write one`);
  });
}
