import { createHash, KeyObject, sign, verify, webcrypto } from 'node:crypto';
import type { World } from './world.js';

type Data = ArrayBuffer | NodeJS.ArrayBufferView;
type Verb = (...given: unknown[]) => Promise<unknown>;

const { subtle } = webcrypto;
const bytes = (data: Data): Buffer => ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
const buffer = (data: Buffer): ArrayBuffer => data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer;
const ecdsa = (from: webcrypto.CryptoKey) => ({ key: KeyObject.from(from), dsaEncoding: 'ieee-p1363' as const });

/**
 * WebCrypto works on threads, whose order no seed decides. What every sale needs is done here with the same algorithms
 * and keys, by Node's own functions, at once; what pairing needs stays WebCrypto's, and the world waits for it.
 * @returns what undoes it.
 */
export function cryptoInOrder(world: World): () => void {
  const held = (name: 'generateKey' | 'exportKey' | 'importKey' | 'deriveBits'): Verb => {
    const work = (Object.getPrototypeOf(subtle) as Record<string, Verb>)[name];
    return (...given) => world.hold(work?.apply(subtle, given) ?? Promise.reject(new Error(`no ${name}`)));
  };
  const verbs: Record<string, unknown> = {
    digest: async (_: string, data: Data) => buffer(createHash('sha256').update(bytes(data)).digest()),
    sign: async (algorithm: { name: string } | string, key: webcrypto.CryptoKey, data: Data) => {
      if (typeof algorithm === 'string' || algorithm.name !== 'ECDSA') throw new Error('only ECDSA is signed with here');
      return buffer(sign('sha256', bytes(data), ecdsa(key)));
    },
    verify: async (_: unknown, key: webcrypto.CryptoKey, signature: Data, data: Data) => verify('sha256', bytes(data), ecdsa(key), bytes(signature)),
    generateKey: held('generateKey'), exportKey: held('exportKey'), importKey: held('importKey'), deriveBits: held('deriveBits'),
  };
  for (const [name, value] of Object.entries(verbs)) Object.defineProperty(subtle, name, { configurable: true, value });
  return () => { for (const name of Object.keys(verbs)) Reflect.deleteProperty(subtle, name); };
}
