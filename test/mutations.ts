import fc from 'fast-check';

// uvu prints an error's message and not its cause.
fc.configureGlobal({ includeErrorInReport: true });

/** What a careless or a hostile program puts where something else belongs. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null, true, false, 0, -0, -1, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, 2 ** 31, '', ' ', '0', '1', '\0', 'a\0b', '\ud800', '\u202e', '\ufeff', '__proto__', 'constructor', 'toString', 'null',
    '<script>alert(1)</script>', "'; DROP TABLE ledger; --", '%00', '%', '_', '../../etc/passwd', '9999-12-31T23:59:59Z', '2026-13-45', '+010000-01-01T00:00:00Z', 'NaN', 'Infinity', [], {}, [[]], [null], [{}], { length: 5 },
    { toString: 1 }, { then: 1 },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }), fc.integer(), fc.double(), fc.constantFrom(60, 200, 2_000, 70_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(10, 1000).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown), fc.jsonValue({ maxDepth: 3 }),
);

/** A place in a JSON value: the names and indices that lead there. */
type Place = readonly (string | number)[];

export interface Mutated {
  readonly text: string;
  /** Dotted, where it was changed; empty: the whole. */
  readonly path: string;
}

/** A JSON value that was changed in one place: replaced, left out, given twice, or given something more. */
export function mutated(value: unknown): fc.Arbitrary<Mutated> {
  return fc.record({ place: fc.constantFrom(...placesIn(value)), how: fc.constantFrom('replace', 'replace', 'replace', 'omit', 'double', 'add'), what: hostile, name: fc.constantFrom('__proto__', 'constructor', 'extra', '', '0', 'length') })
    .map(({ place, how, what, name }) => {
      // Not structuredClone: what stands in two places of a sample must be two things.
      const copy = { root: JSON.parse(JSON.stringify(value)) as unknown };
      const [last = 'root', ...before] = ['root', ...place].reverse();
      const holder = before.reverse().reduce<Record<string | number, unknown>>((inner, key) => inner[key] as Record<string | number, unknown>, copy);
      if (how === 'omit' && place.length > 0) omit(holder, last);
      else if (how === 'double' && Array.isArray(holder)) holder.splice(Number(last), 0, holder[Number(last)]);
      else if (how === 'add' && isObject(holder[last]) && !Array.isArray(holder[last])) Object.defineProperty(holder[last], name, { value: what, enumerable: true, configurable: true });
      else holder[last] = what;
      return { text: JSON.stringify(copy.root) ?? 'undefined', path: place.join('.') };
    });
}

function omit(holder: Record<string | number, unknown> | unknown[], key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function placesIn(value: unknown, place: Place = []): Place[] {
  const within = isObject(value) ? Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...place, Array.isArray(value) ? Number(key) : key])) : [];
  return [place, ...within];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Bytes that were cut, doubled, flipped or mixed with others. */
export function garbled(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat({ max: bytes.length });
  const noise = fc.uint8Array({ maxLength: 24 });
  return fc.array(fc.record({ how: fc.constantFrom('cut', 'flip', 'insert', 'repeat', 'remove'), from: at, to: at, noise }), { minLength: 1, maxLength: 4 }).map((changes) => {
    let result = Buffer.from(bytes);
    for (const { how, from, to, noise: other } of changes) {
      const [start, end] = [Math.min(from, to, result.length), Math.min(Math.max(from, to), result.length)];
      if (how === 'cut') result = result.subarray(0, start);
      if (how === 'flip' && start < result.length) result[start] = (result[start] ?? 0) ^ ((other[0] ?? 1) || 1);
      if (how === 'insert') result = Buffer.concat([result.subarray(0, start), other, result.subarray(start)]);
      if (how === 'repeat') result = Buffer.concat([result.subarray(0, end), result.subarray(start, Math.min(end, start + 4096)), result.subarray(end)]);
      if (how === 'remove') result = Buffer.concat([result.subarray(0, start), result.subarray(end)]);
    }
    return new Uint8Array(result);
  });
}
