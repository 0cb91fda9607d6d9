/** Longest pause between two keys of a scanner, in ms. People do not type a whole code that fast. */
const PACE = 35;
/** Shortest code that is taken for a scan. */
const SHORTEST = 3;

/** What a {@link createScanReader} makes of a key. `code`: the key ended a scan. */
export type Reading = { readonly scanned: true; readonly code: string } | { readonly scanned: false };

/**
 * Tells a scanner's burst of keys from a person's. A keyboard-wedge scanner types its code, a few ms a key, and ends
 * with Enter or Tab.
 * @returns a reader of one key after the other; `at` in ms, from any clock that only goes forward.
 */
export function createScanReader(): (key: string, at: number) => Reading {
  let code = '';
  let last = -Infinity;
  return (key, at) => {
    const inPace = at - last <= PACE;
    last = at;
    if (key === 'Shift') return { scanned: false };
    const before = inPace ? code : '';
    const ends = key === 'Enter' || key === 'Tab';
    code = key.length === 1 ? before + key : '';
    return ends && before.length >= SHORTEST ? { scanned: true, code: before } : { scanned: false };
  };
}

/** Whether keys go into text that somebody is typing there. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT' || (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

/** Hands each scanned code to `take`, whatever has the focus, except a field. */
export function listenForScans(take: (code: string) => void): void {
  const reader = createScanReader();
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || takesText(event.target)) return;
    const reading = reader(event.key, event.timeStamp);
    if (!reading.scanned) return;
    // Enter would press the button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    take(reading.code);
  }, true);
}
