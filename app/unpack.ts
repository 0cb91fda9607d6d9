import { HEAD, type Extract } from '../domain/extract.js';
import { parse } from './shop.js';

const LINE_END = 10;

/** What the worker gives of a pack: see EXTRACT in domain/extract.ts. Each document is a copy of its own. @throws Error when it is none. */
export function unpack(body: ArrayBuffer): { readonly extract: Extract; readonly documents: readonly Uint8Array[] } {
  const from = HEAD + new DataView(body).getUint32(0);
  const extract = parse(new Uint8Array(body, HEAD, from - HEAD)) as Extract;
  const bytes = new Uint8Array(body, from);
  let start = 0;
  const documents = extract.counts.map(() => {
    const end = bytes.indexOf(LINE_END, start);
    const document = bytes.slice(start, end < 0 ? bytes.length : end);
    start += document.length + 1;
    return document;
  });
  return { extract, documents };
}
