import { get, type UseStore } from 'idb-keyval';
import type { Device } from '../domain/local.js';
import { toBase64url, utf8 } from './digest.js';
import type { Seal } from './journal.js';

/** The device's record, kept beside the journal under `device`. The keys cannot be read out, only used. */
export interface DeviceRecord extends Device {
  readonly state: 'linked' | 'removed';
  /** ECDSA P-256: signs sales. */
  readonly signingKey: CryptoKey;
  /** HMAC-SHA-256: turns a PIN's slow hash into its verifier. */
  readonly pinKey: CryptoKey;
}

export const readDevice = (use: UseStore): Promise<DeviceRecord | undefined> => get<DeviceRecord>('device', use);

/** What the journal needs of the device to seal. */
export function sealOf({ registerId, link, series, signingKey }: DeviceRecord): Seal {
  const sign = async (text: string): Promise<string> => toBase64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signingKey, utf8(text)));
  return { registerId, link, series, sign };
}

/** What of it the page may know. */
export function plain({ registerId, name, link, series }: Device): Device {
  return { registerId, name, link, series };
}
