import { looksBrief } from '../domain/storage.js';
import { REPORT_HEADER, type Report } from '../domain/wire.js';
import type { Network } from './send.js';

/** Where the panel hears how this register is doing: what it asks for at every start, and what it sends sales to. */
const CARRIES = /\/api\/(ping|sync\/finished|sales\/batch)$/;

/** A network that says how this register is doing with what goes out anyway. What cannot be said holds nothing up. */
export function reporting(network: Network, report: () => Promise<Report>): Network {
  return async (request) => {
    if (CARRIES.test(request.url)) await report().then((said) => request.headers.set(REPORT_HEADER, JSON.stringify(said))).catch(console.warn);
    return network(request);
  };
}

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
