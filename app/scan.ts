/** Longest pause between two keys of a scanner, in ms. People do not type a whole code that fast. */
const PACE = 35;
/** Shortest code that is taken for a scan. */
const SHORTEST = 3;
/** The same in a field, where quick fingers may have been: three keys and Enter at a scanner's pace are nobody's. */
const SHORTEST_IN_FIELD = 4;
/** Stands in a code for a key that writes nothing, such as the F8 that some scanners send for a separator. */
const GARBAGE = '\uFFFD';

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
    const ends = /^(Enter|Tab)$/.test(key);
    last = at;
    if (key !== 'Shift') code = ends ? '' : key.length === 1 ? before + key : before && before + GARBAGE;
    return ends && before.length >= SHORTEST ? before : '';
  };
}

/** Whether a code that no product has is none at all: signs that no bars stand for, or more than they can. */
export function isGarbage(code: string): boolean {
  return /[^ -~]/.test(code) || code.length > 48;
}

/**
 * Hands each scanned code to `take`, whatever has the focus. One that lands in a field (money, quantity, search, PIN) is
 * taken out of it again: a barcode is never an amount. `ready`: there is a register that a scan can be meant for. A field
 * that is for a barcode keeps it, and its form stays open.
 */
export function listenForScans(ready: () => boolean, take: (code: string) => void): void {
  const reader = createScanReader();
  let before = '';
  let field: EventTarget | undefined;
  let last = -Infinity;
  document.addEventListener('keydown', (event) => {
    const { key, timeStamp, ctrlKey, altKey, metaKey } = event;
    const target = event.target as HTMLInputElement;
    const inBurst = timeStamp - last <= PACE;
    if (!ready()) return;
    if (ctrlKey || altKey || metaKey) {
      // A line feed behind a code comes as Ctrl J, which opens the browser's downloads.
      if (inBurst) event.preventDefault();
      return;
    }
    const code = reader(key, timeStamp);
    last = timeStamp;
    // What was there when the burst began, in this field.
    if (!inBurst || target !== field) before = target.value;
    field = target;
    const inField = target.matches('input:not([type=checkbox]),select');
    if (!code || (inField && code.length < SHORTEST_IN_FIELD)) return;
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
