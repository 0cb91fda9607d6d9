import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What a guess costs: `N` and `r` the memory (128 · N · r bytes), `p` how often. Kept in every hash, so that it can grow. */
export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}
/** 32 MB and about a quarter of a second on a small server. */
const COST: Cost = { N: 32_768, r: 8, p: 3 };
const BYTES = 32;

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** The password as it is kept: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await work(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Is it this password? `kept` null (nobody there, or no password): false, after the same work, so that the time tells nothing. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [kind, N, r, p, salt = '', hash = ''] = kept?.split('$') ?? [];
  if (kind !== 'scrypt') {
    await work(password, Buffer.alloc(16), COST);
    return false;
  }
  const expected = Buffer.from(hash, 'base64url');
  const found = await work(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** Keyboards write the same letter in several ways: é is one sign or two. */
function work(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return derive(password.normalize('NFKC'), salt, BYTES, { N, r, p, maxmem: 256 * N * r });
}
