/** As a `ref`: the element has the focus when it appears. */
export function focused(element: HTMLElement | null): void {
  element?.focus();
}
