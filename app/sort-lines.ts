/** Below this many lines one is put beside the other. */
const FEW = 12;
/** Lines looked at between two looks at the clock. */
const STEP = 20_000;

/**
 * The order of lines by their UTF-16 units, as texts are compared: a quicksort by one unit after the other (Bentley and
 * Sedgewick's), which looks at what many names begin with once, and asks the browser to compare no two texts.
 * @param units of all lines, each with a 0 behind it @param starts where each begins @param order the lines to sort; sorted in place
 * @param work lets other tasks run
 */
export async function sortLines(units: Uint16Array, starts: Uint32Array, order: Uint32Array, work: () => Promise<void>): Promise<void> {
  const unit = (at: number, depth: number): number => units[(starts[order[at] as number] as number) + depth] as number;
  const swap = (one: number, other: number): void => {
    const line = order[one] as number;
    order[one] = order[other] as number;
    order[other] = line;
  };
  /** Whether the line at `one` comes behind the next, where they are alike before `depth`. */
  const isBehind = (one: number, depth: number): boolean => {
    const first = starts[order[one] as number] as number;
    const second = starts[order[one + 1] as number] as number;
    let at = depth;
    while (units[first + at] === units[second + at] && units[first + at]) at++;
    return (units[first + at] as number) > (units[second + at] as number);
  };

  // From, to below, and how many units are alike.
  const heaps: number[] = [0, order.length, 0];
  const sortNext = (): number => {
    const [from = 0, to = 0, depth = 0] = heaps.splice(-3);
    if (to - from <= FEW) {
      for (let next = from + 1; next < to; next++) for (let at = next; at > from && isBehind(at - 1, depth); at--) swap(at - 1, at);
      return to - from;
    }
    const [a, b, c] = [unit(from, depth), unit((from + to) >>> 1, depth), unit(to - 1, depth)];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [low, high] = [from, to];
    for (let at = from; at < high;) {
      const own = unit(at, depth);
      if (own < pivot) swap(low++, at++);
      else if (own > pivot) swap(at, --high);
      else at++;
    }
    if (low - from > 1) heaps.push(from, low, depth);
    if (to - high > 1) heaps.push(high, to, depth);
    // Lines that are alike to their end are in order.
    if (pivot && high - low > 1) heaps.push(low, high, depth + 1);
    return to - from;
  };
  // The browser makes no fast code of a loop in a function that waits: it is in one that does not.
  const sortSome = (): void => { for (let looked = 0; heaps.length && looked < STEP;) looked += sortNext(); };
  while (heaps.length) {
    sortSome();
    await work();
  }
}
