import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** The best of `offered` (best first) that the client's Accept-Encoding allows; undefined: send it plain. */
export function chooseEncoding<T extends Encoding>(accepted: string | undefined, offered: readonly T[]): T | undefined {
  const weights = new Map((accepted ?? '').toLowerCase().split(',').map((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return [name, weight === undefined ? 1 : Number(weight)];
  }));
  return offered.find((encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0);
}

export function compress(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'gzip') return gzipSync(bytes, { level: 9 });
  // 9 of 11: the last two levels take ten times as long for a percent.
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } });
}
