import { del, delMany, get, keys, set, type UseStore } from 'idb-keyval';
import type { WorkboxPlugin } from 'workbox-core';
import { NetworkFirst } from 'workbox-strategies';
import { HISTORY_DAYS, MOST_HISTORY_DAYS, type Hash, type StaffMember } from '../domain/catalogue.js';
import { CURRENT, type Committed, type Current, type Plan } from '../domain/local.js';
import { parseJson } from '../domain/schema.js';
import { CategoriesDocument, ManifestSchema, readProducts, ReceiptDocument, RegisterDocument, StaffDocument, type Manifest } from '../domain/wire.js';
import { timestamp } from './clock.js';
import { readCurrent } from './current.js';
import { digest } from './digest.js';
import { Refused } from './refuse.js';
import { TIMEOUT, toPanel } from './send.js';

/** Marks an answer that is a kept copy. */
const FROM_CACHE = 'holdfast-from-cache';
/** Key in the mirror of the manifest that is being synchronised to. */
const NEXT = 'next';

export interface CatalogueParts {
  /** The mirror. */
  readonly use: UseStore;
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly cacheName: string;
  /** Absolute URL of `api/sync/`. */
  readonly url: string;
}
interface Next {
  readonly hash: Hash;
  readonly manifest: Manifest;
}
export type Catalogue = ReturnType<typeof openCatalogue>;

/** All hashes that a manifest names. */
export function named({ documents }: Manifest): Hash[] {
  return [...new Set([documents.register, documents.receipt, documents.staff, documents.categories, ...documents.products])];
}

/**
 * The shop on this register: network first, validated, cached, mirrored. Documents are named by the hash of their
 * bytes, so what is here is right or is not here; a manifest becomes current in one write, when all it names is here.
 */
export function openCatalogue({ use, caches, cacheName, url }: CatalogueParts) {
  const current = (): Promise<Current | undefined> => readCurrent(use);
  const next = (): Promise<Next | undefined> => get<Next>(NEXT, use);

  /** The manifest that came last: hundreds of documents follow, and need not read it from the disk each. */
  let latest: Manifest | undefined;

  const keepManifest = async (text: string): Promise<void> => {
    const manifest = parseJson(ManifestSchema, text);
    if (!manifest.ok) throw new Error(`the panel's manifest cannot be used: ${manifest.message}`);
    const hash = await digest(text);
    const kept = await next();
    latest = manifest.value;
    // Nothing changed, nothing written: most syncs of a day find the shop as it was.
    if (!kept || kept.hash !== hash) await set(NEXT, { hash, manifest: manifest.value } satisfies Next, use);
  };

  const keepDocument = async (hash: Hash, text: string): Promise<void> => {
    if (await digest(text) !== hash) throw new Error('the document is not the one that the manifest names');
    const manifests = latest && named(latest).includes(hash) ? [latest] : [await next(), await current()].flatMap((kept) => kept ? [kept.manifest] : []);
    for (const manifest of manifests) checkDocument(manifest, hash, text);
    await set(hash, text, use);
  };

  const keep = async (address: string, text: string): Promise<void> => {
    const hash = hashIn(address);
    await (hash ? keepDocument(hash, text) : keepManifest(text));
  };

  /** Why the last answer from the network could not be used; for the one who asked. */
  let problem: string | null = null;

  const validated: WorkboxPlugin = {
    // The page's request is a plain one: the wire's header goes on here. The signal covers the body as well, which Workbox's own time-out does not.
    requestWillFetch: async ({ request }) => {
      problem = null;
      const abort = new AbortController();
      setTimeout(() => abort.abort(), TIMEOUT);
      return new Request(toPanel(request.url), { signal: abort.signal });
    },
    // Reads the whole body before the page gets any of it. Whatever throws here is never cached, and the kept copy answers.
    fetchDidSucceed: async ({ request, response }) => {
      const isJson = /^application\/json\b/.test(response.headers.get('content-type') || '');
      if (!response.ok || response.redirected || response.type === 'opaqueredirect' || !isJson) throw new Error(`not the panel's answer: ${response.status}`);
      try {
        await keep(request.url, await response.clone().text());
      } catch (error) {
        problem = error instanceof Error ? error.message : 'damaged';
        throw error;
      }
      return response;
    },
    // A kept copy mends the mirror, after the same checks.
    cachedResponseWillBeUsed: async ({ request, cachedResponse }) => {
      if (!cachedResponse) return null;
      const text = await cachedResponse.clone().text();
      const hash = hashIn(request.url);
      try {
        if (hash) await keepDocument(hash, text);
      } catch {
        return null;
      }
      return new Response(text, { headers: { 'content-type': 'application/json', [FROM_CACHE]: 'true' } });
    },
  };
  /** For both of the panel's sync addresses. */
  const strategy = new NetworkFirst({ cacheName, networkTimeoutSeconds: 15, matchOptions: { ignoreVary: true }, plugins: [validated] });

  /**
   * Answers `manifest` and `document/<hash>`. A manifest comes from the network or not at all, so that no old one is
   * taken for the panel's word; a document that is kept is as good as a new one.
   * @throws {@link Refused} `not-valid` when the panel's answer was refused; Error when there was none.
   */
  const handle = async (request: Request, event: ExtendableEvent): Promise<Response> => {
    let failure: unknown = null;
    const response = await strategy.handle({ request, event }).catch((error: unknown) => { failure = error; return null; });
    if (response && (hashIn(request.url) || !response.headers.has(FROM_CACHE))) return response;
    if (problem !== null) throw new Refused(502, 'not-valid', `What the control panel sent could not be used (${problem}). The shop on this register stays as it was. Synchronise again; if it stays, restart the panel.`);
    throw failure instanceof Error ? failure : new Error('no fresh answer');
  };

  /** Verifies a manifest's documents and takes those that are gone or spoilt from the kept responses. Resolves to whether all are here; the rest is for the next full sync. */
  const refill = async (manifest: Manifest): Promise<boolean> => {
    const cache = await caches.open(cacheName);
    let whole = true;
    for (const hash of named(manifest)) {
      const text = await get<string>(hash, use);
      if (typeof text === 'string' && await digest(text) === hash) continue;
      await del(hash, use);
      const kept = await cache.match(`${url}document/${hash}`);
      await (kept ? kept.text().then((copy) => keepDocument(hash, copy)) : Promise.reject()).catch(() => { whole = false; });
    }
    return whole;
  };

  /** Mends what is sold from, or builds a mirror that is gone anew, without a network. Resolves to whether there is a whole shop now. */
  const mend = async (): Promise<boolean> => {
    const here = await current();
    if (here) return refill(here.manifest);
    const kept = await (await caches.open(cacheName)).match(`${url}manifest`);
    if (!kept) return false;
    const text = await kept.text();
    const manifest = parseJson(ManifestSchema, text);
    if (!manifest.ok) return false;
    const hash = await digest(text);
    await set(NEXT, { hash, manifest: manifest.value } satisfies Next, use);
    if (!await refill(manifest.value)) return false;
    const syncedAt = timestamp(Date.parse(kept.headers.get('date') || '') || Date.now());
    await set(CURRENT, { hash, manifest: manifest.value, syncedAt } satisfies Current, use);
    return true;
  };

  const nextNamed = async (hash: Hash): Promise<Next> => {
    const kept = await next();
    if (!kept || kept.hash !== hash) throw new Refused(409, 'not-found', 'The shop changed while it was being synchronised. Synchronise again.');
    return kept;
  };
  const missingOf = async (manifest: Manifest): Promise<Hash[]> => {
    const here = new Set<IDBValidKey>(await keys(use));
    return named(manifest).filter((hash) => !here.has(hash));
  };

  /** Which documents of the manifest that was fetched last are still to be fetched. */
  const plan = async (manifest: Hash): Promise<Plan> => {
    const kept = await nextNamed(manifest);
    const missing = await missingOf(kept.manifest);
    return { missing, present: named(kept.manifest).length - missing.length };
  };

  /** Makes that manifest current, all at once or not at all. What it no longer names is cleared by {@link prune}. */
  const commit = async (manifest: Hash, now: number): Promise<Committed> => {
    const kept = await nextNamed(manifest);
    const missing = await missingOf(kept.manifest);
    if (missing.length > 0) throw new Refused(409, 'not-found', `${missing.length} of the shop's documents have not arrived. Synchronise again; only those are fetched.`);
    const syncedAt = timestamp(now);
    await set(CURRENT, { hash: kept.hash, manifest: kept.manifest, syncedAt } satisfies Current, use);
    return { catalogue: kept.hash, lastFullSync: syncedAt };
  };

  /** Deletes what the current manifest does not name, from mirror and cache. */
  const prune = async (): Promise<void> => {
    const kept = await current();
    if (!kept) return;
    const wanted = new Set<IDBValidKey>([CURRENT, NEXT, ...named(kept.manifest)]);
    const stale = (await keys(use)).filter((key) => !wanted.has(key));
    if (stale.length > 0) await delMany(stale, use);
    const cache = await caches.open(cacheName);
    const cached = await cache.keys();
    await Promise.all(cached.map((request) => {
      const hash = hashIn(request.url);
      return hash && !wanted.has(hash) ? cache.delete(request) : undefined;
    }));
  };

  /** Who may sign in, of the shop that is current. */
  const staff = async (): Promise<readonly StaffMember[]> => {
    const kept = await current();
    const text = kept && await get<string>(kept.manifest.documents.staff, use);
    if (!text) throw new Refused(409, 'not-set-up', 'The shop has not been synchronised to this register. Synchronise data first.');
    const document = parseJson(StaffDocument, text);
    if (!document.ok) throw new Error(`the staff document is damaged: ${document.message}`);
    return document.value;
  };

  /** How long synchronised sales are kept here, in days. */
  const historyDays = async (): Promise<number> => {
    const kept = await current();
    const text = kept && await get<string>(kept.manifest.documents.register, use);
    const document = text ? parseJson(RegisterDocument, text) : null;
    return document && document.ok ? document.value.historyDays || HISTORY_DAYS : MOST_HISTORY_DAYS;
  };

  const hashIn = (address: string): Hash | undefined => {
    const match = /^document\/([0-9a-f]{64})$/.exec(address.startsWith(url) ? address.slice(url.length) : '');
    return match ? match[1] as Hash : undefined;
  };

  return { handle, plan, commit, prune, mend, staff, historyDays };
}

/** Parses a document as what the manifest says it is. @throws Error with the path of what is wrong. */
function checkDocument({ documents }: Manifest, hash: Hash, text: string): void {
  const small = [[documents.register, RegisterDocument], [documents.receipt, ReceiptDocument], [documents.staff, StaffDocument], [documents.categories, CategoriesDocument]] as const;
  for (const [name, schema] of small) {
    if (name !== hash) continue;
    const document = parseJson<unknown>(schema, text);
    if (!document.ok) throw new Error(`the panel's document cannot be used: ${document.message}`);
  }
  if (documents.products.includes(hash)) readProducts(text);
}
