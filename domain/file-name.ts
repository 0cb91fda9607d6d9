/**
 * What the file of unsynchronised sales (file.ts) is called: whose it is, and so that files sort by their time.
 * `Front counter T1 2026-11-23 1406.holdfast.jsonl`, or with `unsynchronised` in place of the time.
 * @param savedAt ISO 8601; absent: the file is kept current.
 */
export function fileName({ name, series }: { readonly name: string; readonly series: string }, savedAt?: string): string {
  // What no file system takes in a name, or takes as something else.
  const register = name.replace(/[\s\\/:*?"<>|~.\x00-\x1f\x7f]+/g, ' ').trim().slice(0, 80);
  const when = savedAt ? savedAt.replace(/T(\d\d):(\d\d).*/, ' $1$2') : 'unsynchronised';
  return `${register} ${series} ${when}.holdfast.jsonl`.trim();
}
