import { computeAccessibleName, getRole, isDisabled, isInaccessible } from 'dom-accessibility-api';

// Runs in the page under test, bundled: finds what a screen reader would, in a browser of whatever age.

/** A control or a part of the page: its role, and its accessible name where it matters. */
export type Step = readonly [role: string, name?: string];

export interface Found {
  /** How many there are; the rest is about the first. */
  readonly count: number;
  /** Text as shown, of all of them. */
  readonly texts: readonly string[];
  /** Where a finger would go, in CSS pixels of the window. */
  readonly x: number;
  readonly y: number;
  /** Why a finger would not reach it now; empty when it would. */
  readonly hindered: string;
}

const NONE: Found = { count: 0, texts: [], x: 0, y: 0, hindered: 'it is not there' };

const shortened = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Finds by steps, each inside what the one before found. `reach`: brings it into sight, and waits until it rests there. */
export async function find(steps: readonly Step[], reach: boolean): Promise<Found> {
  const elements = steps.reduce<readonly Element[]>((places, step) => places.flatMap((place) => within(place, step)), [document.body]);
  const [first] = elements;
  if (!first) return NONE;
  const texts = elements.map((element) => (element as HTMLElement).innerText);
  return { count: elements.length, texts, ...(reach ? await reached(first) : { x: 0, y: 0, hindered: '' }) };
}

/** A field for a password has no role in the specification; to whoever is in front of it, it is a field. */
const roleOf = (element: Element): string | null => getRole(element) ?? (element.matches('input[type=password]') ? 'textbox' : null);

function within(place: Element, [role, name]: Step): Element[] {
  return [...place.querySelectorAll('*')].filter((element) => roleOf(element) === role && !isInaccessible(element) && (name === undefined || shortened(computeAccessibleName(element)) === name));
}

async function reached(element: Element): Promise<Pick<Found, 'x' | 'y' | 'hindered'>> {
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const before = element.getBoundingClientRect();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  return { x, y, hindered: hindrance(element, x, y, before.left !== left || before.top !== top) };
}

function hindrance(element: Element, x: number, y: number, moves: boolean): string {
  if (moves) return 'it moves';
  if (isDisabled(element)) return 'it is disabled';
  const top = document.elementFromPoint(x, y);
  return top && (element.contains(top) || top.contains(element)) ? '' : `it is covered by ${top ? top.outerHTML.slice(0, 120) : 'the edge of the window'}`;
}
