import { constants, deflateRawSync, gunzipSync } from 'node:zlib';

// Many documents as one gzip without compressing anything anew: each document's gzip is made so that its blocks can stand
// between those of others. A pack is put together from parts that lie ready, at the cost of copying them.

/** x modulo CRC-32's polynomial, its bits in gzip's order: the highest is the coefficient of x⁰. */
const timesX = (of: number): number => of & 1 ? (of >>> 1) ^ 0xedb88320 : of >>> 1;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = timesX(byte);
  return byte;
});
/** x⁸: one byte further. */
const X8 = 1 << 23;

const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block. Before it all blocks end on a whole byte. */
const END = Buffer.from([3, 0]);
const FLUSHED = Buffer.from([0, 0, 0xff, 0xff, ...END]);
/** The checksum and the length behind it. */
const TAIL = 8;
/** A line's end, in a block that is not compressed. */
const LINE_END = Buffer.from([0, 1, 0, 0xfe, 0xff, 10]);
const LINE_END_CRC = crc32(Buffer.from('\n'));

/** A text as a gzip that {@link pack} can take as it is. */
export function packable(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([HEAD, deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }), END, tail(crc32(bytes), bytes.length)]);
}

/** One gzip of these gzipped texts, each with a line's end behind it. */
export function pack(gzips: readonly Uint8Array[]): Buffer {
  const parts: Buffer[] = [HEAD];
  let [crc, length] = [0, 0];
  for (const gzip of gzips) {
    const whole = asPackable(gzip);
    const end = whole.length - TAIL;
    parts.push(whole.subarray(HEAD.length, end - END.length), LINE_END);
    const own = whole.readUInt32LE(end + 4);
    crc = joined(joined(crc, whole.readUInt32LE(end), own), LINE_END_CRC, 1);
    length += own + 1;
  }
  return Buffer.concat([...parts, END, tail(crc, length)]);
}

/** Documents that an older panel has kept end in another way. */
function asPackable(gzip: Uint8Array): Buffer {
  const whole = Buffer.from(gzip.buffer, gzip.byteOffset, gzip.byteLength);
  const ready = whole.subarray(0, HEAD.length).equals(HEAD) && whole.subarray(-TAIL - FLUSHED.length, -TAIL).equals(FLUSHED);
  return ready ? whole : packable(gunzipSync(whole).toString());
}

function tail(crc: number, length: number): Buffer {
  const bytes = Buffer.alloc(TAIL);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(length % 2 ** 32, 4);
  return bytes;
}

// ---- CRC-32

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The checksum of two texts one behind the other, from theirs: the first is moved along by the length of the second. */
function joined(first: number, second: number, length: number): number {
  let moved = first;
  for (let [rest, power] = [length, X8]; rest > 0; rest = Math.floor(rest / 2), power = product(power, power)) {
    if (rest % 2 === 1) moved = product(moved, power);
  }
  return (moved ^ second) >>> 0;
}

/** Of two polynomials over GF(2), modulo CRC-32's. */
function product(a: number, b: number): number {
  let [sum, by] = [0, b];
  for (let bit = 31; bit >= 0; bit--) {
    if (a >>> bit & 1) sum ^= by;
    by = timesX(by);
  }
  return sum;
}
