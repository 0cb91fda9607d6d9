const real = globalThis.structuredClone;

/**
 * `structuredClone` for what a register stores: plain objects and lists, texts, numbers, bytes, and keys that nobody
 * can change. Node's own takes a thread's message for each, which was a tenth of a simulation.
 */
export function cloneStored(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' || typeof value === 'symbol' ? real(value) : value;
  if (Array.isArray(value)) return value.map(cloneStored);
  if (value instanceof CryptoKey) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return real(value);
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = cloneStored(member);
  return copy;
}
