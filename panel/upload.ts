import { read, unreachable } from './ask.js';

/** How far a long request is: `sent` from 0 to 1 while the file goes up, then null while the server works on it. */
export type Progress = { readonly sent: number | null };

/**
 * Sends a file (a CSV, unless `type` says otherwise) and waits for the answer. Not by `fetch`, which cannot say how much has gone up.
 * Throws {@link Refused}.
 */
export type Upload = <T>(path: string, file: Blob, report: (progress: Progress) => void, type?: string) => Promise<T>;

export const upload: Upload = <T>(path: string, file: Blob, report: (progress: Progress) => void, type = 'text/csv'): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = ({ loaded, total }) => report({ sent: total > 0 ? loaded / total : 0 });
    request.upload.onload = () => report({ sent: null });
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      try {
        resolve(read<T>(request.status, request.getResponseHeader('Content-Type') ?? '', request.responseText));
      } catch (thrown) {
        reject(thrown);
      }
    };
    request.send(file);
  });
