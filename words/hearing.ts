/** A sentence, or what makes one of what is filled in. */
type Sentence = string | ((...filled: never[]) => string);
type Sentences = Readonly<Record<string, Sentence>>;
type Fill = (...filled: (string | number)[]) => string;

/** Stands for what is filled in; no sentence has such a sign of its own. */
const GAP = '\uE000';

/**
 * Says in another language what was said in English. The worker speaks English and nothing else: a part of what it says is kept with the
 * sales, for years, and whoever looks at it later may read another language. Its sentences are known, so what was filled in is found in them.
 * @param english as the worker has them @param here the same in the other language
 * @param unknown for what is no sentence of the worker's: the panel's own words, for one
 */
export function hearing(english: Sentences, here: Sentences, unknown: (message: string) => string): (message: string) => string {
  // What has the most of its own comes first.
  const known = Object.entries(english).flatMap(([key, sentence]) => patternsOf(sentence).map((pattern) => ({ pattern, places: sentence.length, said: here[key] })))
    .sort((one, other) => other.pattern.source.length - one.pattern.source.length);
  const hear = (message: string): string => {
    for (const { pattern, places, said } of known) {
      const found = pattern.exec(message);
      if (found && typeof said === 'string') return said;
      // One sentence may stand in another: why the panel was not asked, before what it was to be asked for.
      if (found && said) return (said as Fill)(...Array.from({ length: places }, (_, place) => hearPart(found.groups?.[`g${place}`] ?? '')));
    }
    return unknown(message);
  };
  const hearPart = (part: string): string | number => {
    if (/^\d{1,9}$/.test(part)) return Number(part);
    return known.some(({ pattern }) => pattern.test(part)) ? hear(part) : part;
  };
  return hear;
}

/** English has a form for one and a form for the others: a sentence is known by both. */
function patternsOf(sentence: Sentence): RegExp[] {
  if (typeof sentence === 'string') return [new RegExp(`^${escaped(sentence)}$`)];
  const gaps = Array.from({ length: sentence.length }, (_, place) => `${GAP}${place}${GAP}`);
  const fill = sentence as Fill;
  const forms = [gaps, ...gaps.map((_, place) => gaps.map((gap, at) => (at === place ? 1 : gap)))];
  return forms.map((filled) => {
    const one = filled.indexOf(1);
    const written = fill(...filled);
    const marked = one < 0 ? written : written.replace(/\b1\b/, `${GAP}${one}${GAP}`);
    return new RegExp(`^${grouped(escaped(marked), one)}$`);
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A group for each that is filled in, and the same again where a sentence has it twice. */
function grouped(marked: string, one: number): string {
  const seen = new Set<string>();
  return marked.replace(new RegExp(`${GAP}(\\d)${GAP}`, 'g'), (_, place: string) => {
    if (seen.has(place)) return `\\k<g${place}>`;
    seen.add(place);
    return `(?<g${place}>${Number(place) === one ? '1' : '[^]*?'})`;
  });
}
