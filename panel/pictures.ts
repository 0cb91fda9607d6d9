import type { VNode } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icon.js';
import type { Ask } from './ask.js';
import { Refused } from './refused.js';

/** What the server takes. */
const MOST_BYTES = 500_000;
/** Longest side of a picture that was made smaller, in pixels: a tile on a sharp screen. */
const SIDE = 800;
const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'];

/** What becomes of a picture when its form is saved. */
export type PictureChange = { readonly kind: 'keep' } | { readonly kind: 'remove' } | { readonly kind: 'put'; readonly bytes: Blob };
export const KEEP: PictureChange = { kind: 'keep' };

/** Makes the change at `path` (`api/staff/<id>/image`). */
export async function savePicture(ask: Ask, path: string, change: PictureChange): Promise<void> {
  if (change.kind === 'put') await ask('PUT', path, change.bytes);
  if (change.kind === 'remove') await ask('DELETE', path);
}

/** A chosen file as it will be sent: photographs from a camera are made smaller. Throws {@link Refused}. */
async function prepared(file: File): Promise<Blob> {
  if (!TYPES.includes(file.type)) throw new Refused('bad-picture', `${file.name} is not a PNG, JPEG, WebP or SVG picture. Choose another.`);
  if (file.size <= MOST_BYTES) return file;
  if (file.type === 'image/svg+xml') throw new Refused('bad-picture', `${file.name} is larger than 500 kB. Choose a smaller one.`);
  return smaller(file);
}

async function smaller(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => { throw new Refused('bad-picture', `${file.name} cannot be read as a picture. Choose another.`); });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const bytes = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.85));
  if (!bytes || bytes.size > MOST_BYTES) throw new Refused('bad-picture', `${file.name} could not be made smaller than 500 kB. Choose another.`);
  return bytes;
}

interface PictureFieldProps {
  readonly label: string;
  /** The picture that is there; null: none. */
  readonly image: string | null;
  readonly change: PictureChange;
  readonly setChange: (change: PictureChange) => void;
}

/** Shows a picture and lets another be chosen; it is sent when the form is saved. */
export function PictureField({ label, image, change, setChange }: PictureFieldProps): VNode {
  const id = useId();
  const [wrong, setWrong] = useState('');
  const chosen = useObjectUrl(change.kind === 'put' ? change.bytes : null);
  const source = chosen ?? (change.kind === 'keep' && image ? `media/${image}` : null);
  const choose = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    try {
      setChange({ kind: 'put', bytes: await prepared(file) });
      setWrong('');
    } catch (thrown) {
      setWrong(thrown instanceof Refused ? thrown.message : 'This picture could not be read. Choose another.');
    }
  };
  return html`
    <div class="field picture-field">
      <label for=${id}>${label}</label>
      <div class="picture-row">
        <span class="picture-frame">${source ? html`<img src=${source} alt="" />` : html`<${Icon} name="picture" />`}</span>
        <input type="file" id=${id} accept=${TYPES.join(',')} aria-describedby=${`${id}-hint`} onChange=${(event: Event) => choose(event.currentTarget as HTMLInputElement)} />
        ${source && html`<button type="button" class="quiet" onClick=${() => setChange({ kind: 'remove' })}>Remove picture</button>`}
      </div>
      ${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
      <p class="hint" id=${`${id}-hint`}>PNG, JPEG, WebP or SVG. Large photographs are made smaller.</p>
    </div>`;
}

function useObjectUrl(bytes: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!bytes) return setUrl(null);
    const made = URL.createObjectURL(bytes);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url;
}

/** A product's picture in a table. */
export function Thumb({ image }: { readonly image: string | null }): VNode {
  return html`<span class="thumb">${image ? html`<img src=${`media/${image}`} alt="" loading="lazy" width="36" height="36" />` : html`<${Icon} name="picture" />`}</span>`;
}

/** A person's picture, or initials. */
export function Face({ name, image }: { readonly name: string; readonly image: string | null }): VNode {
  return html`<span class="face" aria-hidden="true">${image ? html`<img src=${`media/${image}`} alt="" loading="lazy" width="36" height="36" />` : initials(name)}</span>`;
}

/** `Asha Nair` → `AN`, `Zoë` → `Z`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
}
