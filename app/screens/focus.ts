/** As a `ref`: the element has the focus when it appears. */
export function focused(element: HTMLElement | null): void {
  element?.focus();
}

const CAN_HAVE_IT = 'button:not([disabled]),input:not([disabled]),select,textarea,a[href],[tabindex="0"]';

/** As a key listener: Tab goes round inside the element, and Escape leaves it. */
export function keepInside(event: KeyboardEvent, leave: () => void): void {
  if (event.key === 'Escape') return leave();
  if (event.key !== 'Tab') return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(CAN_HAVE_IT)];
  const [first] = all;
  const last = all[all.length - 1];
  const edge = event.shiftKey ? first : last;
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
