import { readFileSync } from 'node:fs';

/** The tables of words (words/en-AU), and by what name the page has each. */
const TABLES = { words: 'till', otherWords: 'others' };
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Of the table, which is what its file ends with. */
const ENTRY = /^  (\w+):/gm;
const tableIn = (code) => code.slice(code.indexOf('export const'));

/** A letter or two for each entry of a table, the same in all languages: by its place in the English one. @returns a Map from key to letters */
export function shortKeys(english) {
  const keys = [...tableIn(english).matchAll(ENTRY)].map(([, key]) => key);
  const short = (place) => (place < 52 ? LETTERS[place] : LETTERS[Math.floor(place / 52) - 1] + LETTERS[place % 52]);
  return new Map(keys.map((key, place) => [key, short(place)]));
}

/** Shortens the keys of a table in any language. Throws where it has one that English has not. */
export function shortenTable(code, keys) {
  const table = tableIn(code);
  return code.slice(0, -table.length) + table.replace(ENTRY, (_, key) => `  ${known(keys, key)}:`);
}

/** Shortens the keys where they are used, in a script that imports the table. @param tables by the page's names for them */
export function shortenUses(code, tables) {
  return Object.entries(tables).filter(([name]) => new RegExp(`^import .*\\b${name}\\b.* from `, 'm').test(code)).reduce((short, [name, keys]) => {
    // What the compiler takes and this cannot follow: an entry that is named while the register runs, or taken out of its table.
    const beyond = new RegExp(`(?<![\\w./-])${name}(?:\\[|\\?\\.)|\\} = ${name};`).exec(short);
    if (beyond) throw new Error(`${beyond[0]}: entries of a table of words are named one by one, as in words.pay`);
    return short.replace(new RegExp(`(?<![\\w./-])${name}\\.(\\w+)`, 'g'), (_, key) => `${name}.${known(keys, key)}`);
  }, code);
}

function known(keys, key) {
  const short = keys.get(key);
  if (short === undefined) throw new Error(`there are no words under ${key}: see words/en-AU`);
  return short;
}

/**
 * Gives the words' keys a letter or two each, for the kiosk's sake: what is called `words.searchOrScan` in the source costs a third of a
 * kilobyte for every ten of its like. Terser's own shortening of properties knows one script at a time, and these are in several.
 */
let tables = {};
export const words = {
  name: 'words',
  buildStart() {
    tables = Object.fromEntries(Object.entries(TABLES).map(([name, file]) => [name, shortKeys(readFileSync(`words/en-AU/${file}.ts`, 'utf8'))]));
  },
  transform(code, id) {
    const [, table] = /[\\/]words[\\/][\w-]+[\\/](till|others)\.ts$/.exec(id) ?? [];
    if (!table && !/[\\/]app[\\/].*\.ts$/.test(id)) return null;
    if (!table) return { code: shortenUses(code, tables), map: null };
    const [name] = Object.entries(TABLES).find(([, file]) => file === table);
    return { code: shortenTable(code, tables[name]), map: null };
  },
};
