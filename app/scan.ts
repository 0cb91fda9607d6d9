/** Longest pause between two keys of a scanner, in ms. People do not type a whole code that fast. */
const PACE = 35;
/** Shortest code that is taken for a scan. */
const SHORTEST = 3;

/**
 * Tells a scanner's burst of keys from a person's. A keyboard-wedge scanner types its code, a few ms a key, and ends
 * with Enter or Tab.
 * @returns a reader of one key after the other, which gives the code when a key ends one, else nothing; `at` in ms,
 * from any clock that only goes forward.
 */
export function createScanReader(): (key: string, at: number) => string {
  let code = '';
  let last = -Infinity;
  return (key, at) => {
    const before = at - last > PACE ? '' : code;
    last = at;
    if (key !== 'Shift') code = key.length === 1 ? before + key : '';
    return /^(Enter|Tab)$/.test(key) && before.length >= SHORTEST ? before : '';
  };
}

/** Hands each scanned code to `take`, whatever has the focus, but leaves alone what goes into a field. */
export function listenForScans(take: (code: string) => void): void {
  const reader = createScanReader();
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || (event.target as Element).matches('input:not([type=checkbox]),select')) return;
    const code = reader(event.key, event.timeStamp);
    if (!code) return;
    // Enter would press the button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    take(code);
  }, true);
}
