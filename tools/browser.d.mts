/** The path of the browser for the tests; null when none is found. Throws when `HOLDFAST_BROWSER` names something that is not there. */
export function findBrowser(): string | null;
