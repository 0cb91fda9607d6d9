import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../folder.js';

export interface Source { readonly name: string; readonly code: string }

/** The sources of a folder, without their comments. */
export function sources(folder: string): Source[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true }).map(String).filter((name) => name.endsWith('.ts'));
  return names.map((name) => ({ name: `${folder}/${name}`, code: bare(readFileSync(join(ROOT, folder, name), 'utf8')) }));
}

const bare = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

/** What a template has of its own, each thing that is filled in being a `\0`; and the code of those things, in which there may be more templates. */
interface Template { readonly text: string; readonly filled: readonly string[] }

/** The templates of some code that begin with `mark`, those within others as well. */
export function templates(code: string, mark: string): Template[] {
  const found: Template[] = [];
  for (let at = code.indexOf(mark); at >= 0; at = code.indexOf(mark, at)) {
    const { template, end } = readTemplate(code, at + mark.length);
    found.push(template, ...template.filled.flatMap((part) => templates(part, mark)));
    at = end;
  }
  return found;
}

/** @param from behind the opening quote */
function readTemplate(code: string, from: number): { readonly template: Template; readonly end: number } {
  const filled: string[] = [];
  let text = '';
  let at = from;
  while (at < code.length && code[at] !== '`') {
    if (code.startsWith('${', at)) {
      const end = closing(code, at + 2);
      filled.push(code.slice(at + 2, end));
      text += '\0';
      at = end + 1;
    } else text += code[at++];
  }
  return { template: { text, filled }, end: at + 1 };
}

/** Where the brace closes that is open at `from`. */
function closing(code: string, from: number): number {
  for (let [at, depth] = [from, 1]; at < code.length; at++) {
    if (code[at] === '`') at = readTemplate(code, at + 1).end - 1;
    else if (code[at] === "'") at = code.indexOf("'", at + 1);
    else if (code[at] === '{') depth++;
    else if (code[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`a brace is not closed: ${code.slice(from, from + 40)}`);
}
