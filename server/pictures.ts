import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { Database } from './database.js';
import { Refused } from './refused.js';

/** Picture types and the endings of their names: domain/wire.ts `image`. */
export const PICTURE_TYPES: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/svg+xml': 'svg' };
/** Largest picture, in bytes. */
export const MAX_PICTURE = 500_000;

/**
 * Keeps a picture under its content's name, `<sha256>.<ext>`; the same picture is kept once. One that is replaced
 * stays: a register in the middle of a sync may still ask for it. Throws `bad-picture`.
 */
export async function keepPicture(trx: Database, type: string, bytes: Uint8Array): Promise<string> {
  refuseUnlessPicture(type, bytes);
  const name = `${createHash('sha256').update(bytes).digest('hex')}.${PICTURE_TYPES[type] ?? ''}`;
  await trx.insertInto('media').values({ name, type, bytes }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
  return name;
}

function refuseUnlessPicture(type: string, bytes: Uint8Array): void {
  if (bytes.length === 0) throw new Refused('bad-picture', 'The picture is empty: nothing was changed. Choose another file.');
  if (!looksLike(type, bytes)) {
    throw new Refused('bad-picture', `The file is not what it says to be (${type}): nothing was changed. Save it as PNG, JPEG, WebP or SVG, and choose that file.`);
  }
}

function looksLike(type: string, bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  switch (type) {
    case 'image/png': return start.startsWith('\x89PNG\r\n\x1a\n');
    case 'image/jpeg': return start.startsWith('\xff\xd8\xff');
    case 'image/webp': return start.startsWith('RIFF') && start.endsWith('WEBP');
    case 'image/svg+xml': return isPlainSvg(bytes);
    default: return false;
  }
}

/**
 * A drawing that does nothing but draw. As an `<img>` a script in it would not run, but anybody can open the picture's
 * own address, which is on the same origin as the panel.
 */
function isPlainSvg(bytes: Uint8Array): boolean {
  if (!isUtf8(bytes)) return false;
  const text = Buffer.from(bytes).toString('utf8');
  const active = /<(script|foreignobject|iframe|embed|object|!doctype|!entity)|\son\w+\s*=|javascript:/i;
  const links = [...text.matchAll(/href\s*=\s*(["'])([^]*?)\1/gi)].map(([, , target = '']) => target.trim());
  return /^\ufeff?\s*(<\?xml[^>]*\?>\s*)?(<!--[^]*?-->\s*)*<svg[\s>]/i.test(text) && !active.test(text)
    && links.every((target) => /^(#|data:image\/(png|jpeg|webp)[;,])/.test(target));
}
