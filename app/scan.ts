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

/** What a scan that lands in a field looks like: all that shops print bars for. Shorter ones may be somebody's typing. */
const CODE = /^\d{6,}$/;

/**
 * Hands each scanned code to `take`, whatever has the focus. One that lands in a field of the sale (money, quantity,
 * search) is taken out of it again: a barcode is never an amount. `ready`: somebody is selling. A field that is for a
 * barcode keeps it, and its form stays open.
 */
export function listenForScans(ready: () => boolean, take: (code: string) => void): void {
  const reader = createScanReader();
  let before = '';
  let last = -Infinity;
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLInputElement;
    const inField = target.matches('input:not([type=checkbox]),select');
    if (event.ctrlKey || event.altKey || event.metaKey || !ready()) return;
    const code = reader(event.key, event.timeStamp);
    if (!code) {
      // What was there when the burst began.
      if (event.timeStamp - last > PACE) before = target.value;
      last = event.timeStamp;
      return;
    }
    if (inField && !CODE.test(code)) return;
    // Enter would press the button that has the focus, or send the form.
    event.preventDefault();
    event.stopPropagation();
    if (target.id === 'barcode') return;
    if (inField) {
      target.value = before;
      target.dispatchEvent(new Event('input', { bubbles: true }));
    }
    take(code);
  }, true);
}
