import { del, delMany, get, keys, set, setMany, type UseStore } from 'idb-keyval';
import type { WorkboxPlugin } from 'workbox-core';
import { NetworkFirst } from 'workbox-strategies';
import { HISTORY_DAYS, MOST_HISTORY_DAYS, PACK_DIGITS, type Hash, type StaffMember } from '../domain/catalogue.js';
import { CURRENT, type Committed, type Current, type Plan } from '../domain/local.js';
import { parseJson } from '../domain/schema.js';
import { ManifestSchema, PROTOCOL, RegisterDocument, SHOP_HEADER, StaffDocument, type Manifest } from '../domain/wire.js';
import * as said from '../words/en-AU/worker-others.js';
import { clearAway } from './clear-away.js';
import { timestamp } from './clock.js';
import { readCurrent, SYNCED, type Synced } from './current.js';
import { digest, sha256, utf8 as encode } from './digest.js';
import { checkDocument, isUnchanged, linesOf, named, utf8, type Line } from './documents.js';
import { Refused } from './refuse.js';
import { ask, TIMEOUT, toPanel, type Network } from './send.js';

/** Marks an answer that is a kept copy. */
const FROM_CACHE = 'holdfast-from-cache';
/** Marks a fresh answer that is kept already. */
const AS_KEPT = 'holdfast-as-kept';
/** Key in the mirror of the manifest that is being synchronised to. */
const NEXT = 'next';

export interface CatalogueParts {
  /** The mirror. */
  readonly use: UseStore;
  /** The journal's store. */
  readonly journal: UseStore;
  readonly network: Network;
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly cacheName: string;
  /** Absolute URL of `api/sync/`. */
  readonly url: string;
}
interface Next {
  readonly hash: Hash;
  readonly manifest: Manifest;
}
type Kept = Uint8Array<ArrayBuffer>;
export type Catalogue = ReturnType<typeof openCatalogue>;

/** A kept answer as the page gets it. */
const copy = (body: BodyInit | undefined): Response => new Response(body, { headers: { 'content-type': 'application/json', [FROM_CACHE]: 'true' } });

/**
 * The shop on this register: network first, validated, cached, mirrored. Documents are named by the hash of their
 * bytes, so what is here is right or is not here; a manifest becomes current in one write, when all it names is here.
 */
export function openCatalogue({ use, journal, network, caches, cacheName, url }: CatalogueParts) {
  const current = (): Promise<Current | undefined> => readCurrent(use);
  const next = (): Promise<Next | undefined> => get<Next>(NEXT, use);

  /** A document as the mirror has it: its bytes. Earlier versions kept the text. */
  const document = async (hash: Hash): Promise<Kept | undefined> => {
    const kept = await get<Kept | string>(hash, use);
    return typeof kept === 'string' ? encode(kept) : kept;
  };
  const textOf = async (hash: Hash): Promise<string | undefined> => {
    const kept = await document(hash);
    return kept && utf8.decode(kept);
  };

  /** The manifest that came last and what it names: hundreds of documents follow, and need not read it from the disk each. */
  let latest: { readonly manifest: Manifest; readonly hashes: ReadonlySet<Hash> } | undefined;

  const keepManifest = async (text: string): Promise<void> => {
    const manifest = parseJson(ManifestSchema, text);
    if (!manifest.ok) throw new Error(`the panel's manifest cannot be used: ${manifest.message}`);
    const hash = await digest(text);
    const kept = await next();
    latest = { manifest: manifest.value, hashes: new Set(named(manifest.value)) };
    // Nothing changed, nothing written: most syncs of a day find the shop as it was.
    if (!kept || kept.hash !== hash) await set(NEXT, { hash, manifest: manifest.value } satisfies Next, use);
  };

  /** Checks one document: that it is what its name says, and what a manifest says of it. Resolves to its hash. */
  const checked = async ({ name, text, hash: hashing }: Line): Promise<Hash> => {
    const hash = await hashing;
    if (!hash.startsWith(name)) throw new Error('the document is not the one that the manifest names');
    const manifests = latest && latest.hashes.has(hash) ? [latest.manifest] : [await next(), await current()].flatMap((kept) => kept ? [kept.manifest] : []);
    for (const manifest of manifests) checkDocument(manifest, hash, text);
    return hash;
  };

  /** Checks the documents of an answer, in the order of their names, and keeps them in one transaction: all or none. */
  const keepDocuments = async (names: readonly string[], bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    const entries: [Hash, Kept][] = [];
    // A copy: with a part of a pack the whole of it would be stored.
    for (const line of linesOf(names, bytes)) entries.push([await checked(line), line.bytes.slice()]);
    await setMany(entries, use);
  };

  /** The text of the manifest that is current, where it is kept. */
  const keptManifest = async (): Promise<{ readonly hash: Hash; readonly text: string } | undefined> => {
    const here = await current();
    const kept = here && await (await caches.open(cacheName)).match(`${url}manifest`);
    const text = kept && await kept.text();
    return here && text && await digest(text) === here.hash ? { hash: here.hash, text } : undefined;
  };

  /** Why the last answer from the network could not be used; for the one who asked. */
  let problem: string | null = null;
  /** The panel has answered that this manifest is still its own, and so knows that it is here. */
  let unchanged: Hash | undefined;

  /** Keeps the panel's answer. @returns what the page gets and the cache keeps. */
  const keep = async (request: Request, response: Response): Promise<Response> => {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const names = namesIn(request.url);
    if (names) await keepDocuments(names, bytes);
    else {
      const text = utf8.decode(bytes);
      const ours = request.headers.get(SHOP_HEADER) as Hash | null;
      unchanged = ours && isUnchanged(text, ours) ? ours : undefined;
      const kept = unchanged && await keptManifest();
      await keepManifest(kept ? kept.text : text);
      if (kept) return new Response(kept.text, { headers: { 'content-type': 'application/json', [AS_KEPT]: 'true' } });
    }
    return new Response(bytes, { headers: response.headers });
  };

  const validated: WorkboxPlugin = {
    // The page's request is a plain one: the wire's headers go on here. The signal covers the body as well, which Workbox's own time-out does not.
    requestWillFetch: async ({ request }) => {
      problem = null;
      const asking = toPanel(request.url);
      const kept = namesIn(request.url) ? undefined : await keptManifest();
      if (kept) asking.headers.set(SHOP_HEADER, kept.hash);
      const abort = new AbortController();
      setTimeout(() => abort.abort(), TIMEOUT);
      return new Request(asking, { signal: abort.signal });
    },
    // Reads the whole body before the page gets any of it. Whatever throws here is never cached, and the kept copy answers.
    fetchDidSucceed: async ({ request, response }) => {
      const isOurs = /^application\/(json|x-ndjson)\b/.test(response.headers.get('content-type') || '');
      if (!response.ok || response.redirected || response.type === 'opaqueredirect' || !isOurs) throw new Error(`not the panel's answer: ${response.status}`);
      return keep(request, response).catch((error: unknown) => {
        problem = error instanceof Error ? error.message : 'damaged';
        throw error;
      });
    },
    cacheWillUpdate: async ({ response }) => response.headers.has(AS_KEPT) ? null : response,
    // A kept copy mends the mirror, after the same checks.
    cachedResponseWillBeUsed: async ({ request, cachedResponse }) => {
      if (!cachedResponse) return null;
      const bytes = new Uint8Array(await cachedResponse.arrayBuffer());
      const names = namesIn(request.url);
      try {
        if (names) await keepDocuments(names, bytes);
      } catch {
        return null;
      }
      return copy(bytes);
    },
    // It may have come with others.
    handlerDidError: async ({ request }) => {
      const [name, ...others] = namesIn(request.url) || [];
      if (!name || others.length > 0 || !await refill([name as Hash])) return undefined;
      return copy(await document(name as Hash));
    },
  };
  /** For all of the panel's sync addresses. */
  const strategy = new NetworkFirst({ cacheName, networkTimeoutSeconds: 15, matchOptions: { ignoreVary: true }, plugins: [validated] });

  /**
   * Answers `manifest`, `document/<hash>` and `pack/<names>`. A manifest comes from the network or not at all, so that no
   * old one is taken for the panel's word; documents that are kept are as good as new ones.
   * @throws {@link Refused} `not-valid` when the panel's answer was refused; Error when there was none.
   */
  const handle = async (request: Request, event: ExtendableEvent): Promise<Response> => {
    let failure: unknown = null;
    const response = await strategy.handle({ request, event }).catch((error: unknown) => { failure = error; return null; });
    const names = namesIn(request.url);
    if (response && (names || !response.headers.has(FROM_CACHE))) return response;
    if (problem !== null) throw new Refused(502, 'not-valid', said.unusable(problem));
    throw failure instanceof Error ? failure : new Error('no fresh answer');
  };

  /** The same. Where the panel gave nothing, `ping` says why, or mends a lost session; then it is tried once more. */
  const bring = async (request: Request, event: ExtendableEvent, ping: () => Promise<unknown>): Promise<Response> => {
    try {
      return await handle(request, event);
    } catch (error) {
      if (error instanceof Refused) throw error;
      // The strategy does not say why: the panel itself does, or the network.
      await ping();
      return handle(request, event).catch((again: unknown) => {
        if (again instanceof Refused) throw again;
        throw new Refused(502, 'not-the-panel', namesIn(request.url) ? said.noDocument : said.noManifest);
      });
    }
  };

  /** Verifies documents and takes those that are gone or spoilt from the kept responses. Resolves to whether all are here; the rest is for the next full sync. */
  const refill = async (hashes: readonly Hash[]): Promise<boolean> => {
    const gone = new Set<Hash>();
    for (const hash of hashes) {
      const kept = await document(hash);
      if (!kept || await sha256(kept) !== hash) gone.add(hash);
    }
    if (gone.size === 0) return true;
    await delMany([...gone], use);
    const cache = await caches.open(cacheName);
    for (const request of await cache.keys()) {
      const names = namesIn(request.url);
      if (!names || !names.some((name) => [...gone].some((hash) => hash.startsWith(name)))) continue;
      const kept = await cache.match(request);
      // What is damaged here as well is not to be had.
      await (kept ? kept.arrayBuffer().then((bytes) => keepDocuments(names, new Uint8Array(bytes))) : Promise.reject()).catch(() => undefined);
    }
    const here = new Set<IDBValidKey>(await keys(use));
    return hashes.every((hash) => here.has(hash));
  };

  /** Mends what is sold from, or builds a mirror that is gone anew, without a network. Resolves to whether there is a whole shop now. */
  const mend = async (): Promise<boolean> => {
    const here = await current();
    if (here) return refill(named(here.manifest));
    const kept = await (await caches.open(cacheName)).match(`${url}manifest`);
    if (!kept) return false;
    const text = await kept.text();
    const manifest = parseJson(ManifestSchema, text);
    if (!manifest.ok) return false;
    const hash = await digest(text);
    await set(NEXT, { hash, manifest: manifest.value } satisfies Next, use);
    if (!await refill(named(manifest.value))) return false;
    const syncedAt = timestamp(Date.parse(kept.headers.get('date') || '') || Date.now());
    await set(CURRENT, { hash, manifest: manifest.value, syncedAt } satisfies Current, use);
    return true;
  };

  const nextNamed = async (hash: Hash): Promise<Next> => {
    const kept = await next();
    if (!kept || kept.hash !== hash) throw new Refused(409, 'not-found', said.shopChanged);
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

  /** Makes that manifest current, all at once or not at all; where it is so already only the time is noted, in the journal's store. What it no longer names is cleared by {@link finish}. */
  const commit = async (manifest: Hash, now: number): Promise<Committed> => {
    const kept = await nextNamed(manifest);
    const missing = await missingOf(kept.manifest);
    if (missing.length > 0) throw new Refused(409, 'not-found', said.notArrived(missing.length));
    const syncedAt = timestamp(now);
    const here = await current();
    if (here && here.hash === kept.hash) {
      await set(SYNCED, { hash: kept.hash, at: syncedAt } satisfies Synced, journal);
      return { catalogue: kept.hash, lastFullSync: syncedAt };
    }
    if (await get(SYNCED, journal)) await del(SYNCED, journal);
    await set(CURRENT, { hash: kept.hash, manifest: kept.manifest, syncedAt } satisfies Current, use);
    return { catalogue: kept.hash, lastFullSync: syncedAt };
  };

  /** After a full sync: clears what the current manifest does not name, from mirror and cache, and tells the panel, where it does not know. Neither is needed for selling. */
  const finish = async (manifest: Hash, now: number): Promise<void> => {
    await prune();
    if (manifest !== unchanged) await ask(network, toPanel(`${url}finished`, 'POST', { protocol: PROTOCOL, manifest }));
    await tidy(now);
  };

  const prune = async (): Promise<void> => {
    const kept = await current();
    if (!kept) return;
    const wanted = new Set<IDBValidKey>([CURRENT, NEXT, ...named(kept.manifest)]);
    const stale = (await keys(use)).filter((key) => !wanted.has(key));
    if (stale.length > 0) await delMany(stale, use);
    const cache = await caches.open(cacheName);
    const live = new Map(named(kept.manifest).flatMap((hash) => [hash, hash.slice(0, PACK_DIGITS)].map((name) => [name, hash])));
    for (const request of await cache.keys()) {
      const names = namesIn(request.url);
      const own = names && names.flatMap((name) => live.get(name) || []);
      if (!names || !own || own.length * 2 > names.length) continue;
      // A pack of which little is used would keep all its room for that little.
      for (const hash of own) await cache.put(`${url}document/${hash}`, copy(await document(hash)));
      await cache.delete(request);
    }
  };

  /** Who may sign in, of the shop that is current. */
  const staff = async (): Promise<readonly StaffMember[]> => {
    const kept = await current();
    const text = kept && await textOf(kept.manifest.documents.staff);
    if (!text) throw new Refused(409, 'not-set-up', said.noShop);
    const document = parseJson(StaffDocument, text);
    if (!document.ok) throw new Error(`the staff document is damaged: ${document.message}`);
    return document.value;
  };

  /** How long synchronised sales are kept here, in days. */
  const historyDays = async (): Promise<number> => {
    const kept = await current();
    const text = kept && await textOf(kept.manifest.documents.register);
    const document = text ? parseJson(RegisterDocument, text) : null;
    return document && document.ok ? document.value.historyDays || HISTORY_DAYS : MOST_HISTORY_DAYS;
  };

  /** The hashes, or the starts of them, of what an address gives, in its order; undefined: it gives the manifest. */
  const namesIn = (address: string): string[] | undefined => {
    const match = /^(?:document|pack)\/([0-9a-f-]+)$/.exec(address.startsWith(url) ? address.slice(url.length) : '');
    return match && match[1] ? match[1].split('-') : undefined;
  };

  /** Once a day: what was synchronised long ago leaves the history. */
  const tidy = async (now: number): Promise<void> => {
    await clearAway(journal, await historyDays(), now);
    await set('tidied', now, journal);
  };

  return { bring, plan, commit, finish, tidy, mend, staff };
}
