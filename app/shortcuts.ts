/** Shortest pause before a key that is a person's, in ms: scanners send function keys too. */
const PAUSE = 35;

let last = -Infinity;

/** Where a sale goes by keyboard alone without many a Tab: to the search, to the cart, and on by the largest key of the screen. */
const PLACES: Readonly<Record<string, (find: (selector: string) => HTMLElement | null) => void>> = {
  F2: (find) => find('[type=search]')?.focus(),
  F4: (find) => find('.line button')?.focus(),
  F9: (find) => find('.dialog .main, .main.pay, .done .main')?.click(),
};

export function listenForShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    const { key, timeStamp, repeat, ctrlKey, altKey, metaKey } = event;
    const alone = timeStamp - last > PAUSE && !repeat && !ctrlKey && !altKey && !metaKey;
    last = timeStamp;
    const act = PLACES[key];
    if (!act) return;
    event.preventDefault();
    // What lies under a dialog is out of reach for it too.
    const over = document.querySelector('[aria-modal]');
    if (alone) act((selector) => (over?.parentElement ?? document).querySelector(selector));
  }, true);
}
