/** Versions of Chromium that can be had, with their packages and these packages' integrity as npm writes it. */
export const OLD_CHROMIUMS: Readonly<Record<79 | 80 | 92, { readonly pack: string; readonly integrity: string }>>;

/** An old Chromium from the cache, or downloaded to there once; or a sentence that says why it cannot be had. */
export function oldChromium(version: 79 | 80 | 92, cache?: string): Promise<{ readonly path: string; readonly libraries: string } | { readonly whyNot: string }>;

/** Unpacks a package that holds a browser into `folder`/browser. Throws when the file has another integrity. */
export function unpack(file: string, integrity: string, folder: string): Promise<void>;
