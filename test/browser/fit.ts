import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core finds wrong on the page as it stands, by rule and element. `rules`: only these. */
export async function violations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { axe: run } = window as unknown as { readonly axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await run.run({ resultTypes: ['violations'], ...(only.length ? { runOnly: only } : {}) })).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, rules);
}

/** Smallest side of whatever a finger is to hit, and what must be between two of them, in CSS pixels; half of one is rounding. */
const TARGET = { side: 47.5, gap: 7.5 };

/**
 * What keeps a finger or an eye from the page as it stands, at the size that its window has: controls that are too small, too
 * close to each other, covered, or out of reach of scrolling; words that are cut off; what is wider than its place.
 */
export async function misfits(page: Page): Promise<string[]> {
  // The compiler of the tests wraps inner functions in a helper that a page does not have.
  await page.evaluate('globalThis.__name = (inner) => inner');
  return page.evaluate(({ side, gap }) => {
    const root = document.querySelector('[aria-modal]') ?? document.body;
    const found: string[] = [];
    const nameOf = (element: Element): string => `${element.tagName.toLowerCase()} "${element.getAttribute('aria-label') ?? (element.id || (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40))}"`;
    const isShown = (element: Element): boolean => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible' && !element.closest('.sr');
    const known = new Map<Element, { readonly clips: boolean; readonly scrolls: boolean }>();
    const overflow = (element: Element): { readonly clips: boolean; readonly scrolls: boolean } => {
      const before = known.get(element);
      if (before) return before;
      const { overflowX, overflowY } = getComputedStyle(element);
      const read = { clips: overflowX + overflowY !== 'visiblevisible', scrolls: /auto|scroll/.test(overflowX + overflowY) };
      known.set(element, read);
      return read;
    };
    const clips = (element: Element): Element[] => {
      const list: Element[] = [];
      for (let at = element.parentElement; at; at = at.parentElement) if (overflow(at).clips) list.push(at);
      return list;
    };
    /** What of it is to be seen now. */
    const seenOf = (element: Element): { left: number; top: number; right: number; bottom: number } => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (const box of [...clips(element).map((clip) => clip.getBoundingClientRect()), { left: 0, top: 0, right: innerWidth, bottom: innerHeight }]) {
        left = Math.max(left, box.left); top = Math.max(top, box.top); right = Math.min(right, box.right); bottom = Math.min(bottom, box.bottom);
      }
      return { left, top, right, bottom };
    };
    const isReached = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      const scroller = clips(element).find((clip) => overflow(clip).scrolls);
      if (!scroller) return box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
      const outer = scroller.getBoundingClientRect();
      // From where its lines begin: there scrollLeft is 0, and negative away from the right.
      const across = getComputedStyle(scroller).direction === 'rtl' ? outer.right - box.right - scroller.scrollLeft : box.left - outer.left + scroller.scrollLeft;
      const [x, y] = [across, box.top - outer.top + scroller.scrollTop];
      return x >= -1 && y >= -1 && x + box.width <= scroller.scrollWidth + 1 && y + box.height <= scroller.scrollHeight + 1;
    };

    const controls = [...root.querySelectorAll('button, a[href], a[role=link], input, select')].map((element) => (element.matches('[type=checkbox]') ? element.closest('label') ?? element : element)).filter(isShown).slice(0, 60);
    const seen = controls.map(seenOf);
    controls.forEach((control, index) => {
      const { width, height } = control.getBoundingClientRect();
      if (width < side || height < side) found.push(`small, ${Math.round(width)} × ${Math.round(height)}: ${nameOf(control)}`);
      if (!isReached(control)) found.push(`out of reach: ${nameOf(control)}`);
      const a = seen[index];
      if (!a || a.right - a.left < 16 || a.bottom - a.top < 16) return;
      const points = [[0.5, 0.5], [0.15, 0.2], [0.85, 0.2], [0.15, 0.8], [0.85, 0.8]].map(([x = 0, y = 0]) => document.elementFromPoint(a.left + (a.right - a.left) * x, a.top + (a.bottom - a.top) * y));
      const over = points.find((top) => !top || !(control.contains(top) || top.contains(control)));
      if (over !== undefined) found.push(`covered by ${over ? nameOf(over).slice(0, 60) : 'nothing'}: ${nameOf(control)}`);
      controls.slice(index + 1).forEach((other, behind) => {
        const b = seen[index + 1 + behind];
        if (!b || b.right <= b.left || b.bottom <= b.top || control.contains(other) || other.contains(control)) return;
        const between = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
        if (between < gap) found.push(`only ${Math.round(between)} between ${nameOf(control)} and ${nameOf(other)}`);
      });
    });
    for (const text of [...root.querySelectorAll('h1, h2, h3, p, label, dt, dd, th')].filter((element) => isShown(element) && (element.textContent ?? '').trim() !== '')) {
      if (!isReached(text)) found.push(`cut off: ${nameOf(text)}`);
    }
    for (const box of [...root.querySelectorAll('*')].filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)) {
      const { overflowX, textOverflow } = getComputedStyle(box);
      if (overflowX !== 'visible' && textOverflow !== 'ellipsis' && !box.closest('svg, .chips, .sr, input, select')) found.push(`wider than its place by ${box.scrollWidth - box.clientWidth}: ${nameOf(box)}`);
    }
    return found;
  }, TARGET);
}
