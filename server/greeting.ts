import { isIPv6 } from 'node:net';
import { setUpLink } from '../domain/set-up-link.js';
import { resolve } from 'node:path';
import type { Database } from './database.js';
import { createPairingCode } from './pairing.js';
import { readSample } from './sample.js';
import { createSetupToken, hasOwner } from './setup.js';

export interface Greeting {
  readonly host: string;
  /** The port that it listens on. */
  readonly port: number;
  readonly dataDir: string;
  /** Folder of the sample shop. */
  readonly sample: string;
}

/** The address to open in a browser on this machine. Whoever listens on all addresses is reached as localhost. */
export function baseUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/**
 * What is printed when the control panel has started: the addresses and the next step. As long as the shop has no owner
 * that is a fresh one-time link, and as long as no register is paired a pairing code, so that a newcomer can go on at once.
 */
export async function greet(db: Database, { host, port, dataDir, sample }: Greeting, now: Date): Promise<string> {
  const base = baseUrl(host, port);
  const owned = await hasOwner(db);
  const parts = [
    `Holdfast is running.\n\n  Register       ${base}/register/\n  Control panel  ${base}/panel/`,
    owned ? 'Sign in to the control panel with your e-mail address and password.' : await ownerLink(db, base, now),
    ...(await hasLink(db) ? [] : [await firstPairing(db, base, now)]),
    ...(owned ? [] : [await samplePins(sample)]),
    ...(base.includes('//localhost:') ? ['From other machines the register needs https: docs/operations.md tells how to put a proxy before it.'] : []),
    `The data is in ${resolve(dataDir)}. Ctrl+C stops the control panel.`,
  ];
  return `\n${parts.filter(Boolean).join('\n\n')}\n`;
}

async function ownerLink(db: Database, base: string, now: Date): Promise<string> {
  return `Become the owner of this shop (the link works once):\n\n  ${base}/panel/#/setup/${await createSetupToken(db, now)}`;
}

async function hasLink(db: Database): Promise<boolean> {
  return await db.selectFrom('links').select('link').executeTakeFirst() !== undefined;
}

async function firstPairing(db: Database, base: string, now: Date): Promise<string> {
  const register = await db.selectFrom('registers').select(['id', 'name']).orderBy('created_at').orderBy('code').executeTakeFirst();
  if (!register) return '';
  const { code } = await createPairingCode(db, register.id, now);
  return `Set up this browser as the register "${register.name}" with the pairing code (valid for 15 minutes):\n\n  ${code}\n\nor open the set-up link there:\n\n  ${setUpLink(`${base}/register/`, code)}`;
}

async function samplePins(folder: string): Promise<string> {
  const { staff } = await readSample(folder);
  return `The sample shop’s staff and their PINs:\n\n${staff.map(({ name, pin }) => `  ${name.padEnd(14)} ${pin}`).join('\n')}`;
}
