import { looksBrief } from '../domain/storage.js';
import type { Report } from '../domain/wire.js';

/** Longest wait for a browser to say how it keeps its data, in ms: sales wait behind it. */
const PATIENCE = 500;

/** What this browser says of how it keeps its data. WebKitGTK says nothing at all. */
export async function storageKind(): Promise<Report['storage']> {
  const { storage, deviceMemory } = navigator as WorkerNavigator & { readonly deviceMemory?: number };
  if (!storage || !storage.persisted) return 'unknown';
  const facts = Promise.all([storage.persisted(), storage.estimate()]);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const said = await Promise.race([facts, late]);
  if (!said) return 'unknown';
  const [persisted, { quota }] = said;
  return persisted ? 'persistent' : looksBrief(quota, deviceMemory) ? 'ephemeral' : 'best-effort';
}
