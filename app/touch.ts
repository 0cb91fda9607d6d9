/** What a finger, or the keyboard on the screen, does to a page and must not do to a till. */
export function mindTouch(): void {
  document.addEventListener('contextmenu', refuse);
  document.addEventListener('dragstart', refuse);
  window.visualViewport?.addEventListener('resize', fit);
}

/** No menu under a finger that rests too long, and no picture that is dragged about; in text that may be selected, as ever. */
function refuse(event: Event): void {
  if (!(event.target as Element).closest('input, .receipt, .failure, .facts')) event.preventDefault();
}

/**
 * Keeps what is being typed into in view. A keyboard on the screen makes the page smaller in some browsers, and lies over
 * it in others: there the page is made to end above it.
 */
function fit(this: VisualViewport): void {
  // Somebody has zoomed in, and sees a part on purpose.
  if (this.scale > 1.01) return;
  const covered = window.innerHeight - this.height > 1;
  document.body.style.height = covered ? `${this.height}px` : '';
  if (covered) window.scrollTo(0, 0);
  const { activeElement } = document;
  if (activeElement?.matches('input, select')) (activeElement.closest('.field') ?? activeElement).scrollIntoView({ block: 'nearest' });
}
