/**
 * What tries of a client are counted by: its IPv4 address, or the network (/64) of its IPv6 address. Whoever has one IPv6
 * address has the 2^64 of its network.
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [left = '', right] = address.split('::').map((part) => part.split(':').filter((group) => group !== '').join(':'));
  const before = left === '' ? [] : left.split(':');
  const after = right === undefined || right === '' ? [] : right.split(':');
  const zeros = new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::`;
}
