import { HEAD, type Extract } from '../domain/extract.js';
import { utf8 } from './digest.js';

/** What the page gets of a pack: see EXTRACT in domain/extract.ts. @param documents as the panel sent them. */
export function pack(extract: Extract, documents: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = utf8(JSON.stringify(extract));
  const whole = new Uint8Array(HEAD + json.length + documents.length);
  new DataView(whole.buffer).setUint32(0, json.length);
  whole.set(json, HEAD);
  whole.set(documents, HEAD + json.length);
  return whole;
}
