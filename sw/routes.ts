import type { Hash } from '../domain/catalogue.js';
import type { SaleId } from '../domain/sale.js';
import { body, field, type Asked } from './asked.js';
import type { Others } from './others.js';
import { json } from './refuse.js';
import type { Till } from './till.js';

declare const self: ServiceWorkerGlobalScope;

type Verb = (asked: Asked, others: Others, till: Till) => Promise<Response>;

/** The paths of domain/local.ts that index.ts does not answer itself; a pattern is matched against all of what follows `api/`. */
const ROUTES: readonly (readonly [method: 'GET' | 'POST' | 'PUT', pattern: RegExp, verb: Verb])[] = [
  ['GET', /^sales$/, async ({ request }, { history }) => {
    const query = new URL(request.url).searchParams;
    return json(await history(Number(query.get('before')) || Infinity, Number(query.get('limit')) || undefined));
  }],
  ['GET', /^sales\/([\w-]+)$/, async ({ part }, { detail }) => json(await detail(part as SaleId))],
  ['POST', /^sales\/([\w-]+)\/retry$/, async ({ part }, { retry }) => json(await retry(part as SaleId))],
  ['POST', /^shift\/(open|close)$/, async ({ request, event, part }, { changeShift }, { forward }) => {
    const detail = await changeShift(part as 'open' | 'close', await body(request));
    event.waitUntil(forward().catch(console.error));
    return json(detail, 202);
  }],

  ['POST', /^pair$/, async ({ request }, { setUp }) => json(await setUp(await field(request, 'code'), self.navigator.userAgent))],
  ['POST', /^sign-in$/, async ({ request }, { checkPin }) => {
    const { staffId, pin } = await body<{ staffId: string; pin: string }>(request);
    return json(await checkPin(String(staffId), typeof pin === 'string' ? pin : ''));
  }],

  ['GET', /^sync\/(manifest|(document|pack)\/[\da-f-]+)$/, ({ request, event }, { catalogue, passOn }) => catalogue.bring(request, event, () => passOn('api/ping', 'GET'))],
  ['POST', /^sync\/plan$/, async ({ request }, { catalogue }) => json(await catalogue.plan(await field(request, 'manifest') as Hash))],
  // The page could not read the shop.
  ['POST', /^sync\/mend$/, async (_, { mendShop }) => json({ done: await mendShop() })],
  ['POST', /^sync\/commit$/, async ({ request, event }, { commit, finish }) => {
    const manifest = await field(request, 'manifest') as Hash;
    const committed = await commit(manifest);
    event.waitUntil(finish(manifest).catch(console.error));
    return json(committed);
  }],

  ['GET', /^ping$/, async (_, { passOn }) => json(await passOn('api/ping', 'GET'))],
  ['POST', /^items$/, async ({ request }, { passOn }) => json(await passOn('api/items', 'POST', await body(request)))],
  ['PUT', /^items\/([\w-]+)$/, async ({ request, part }, { passOn }) => json(await passOn(`api/items/${part}`, 'PUT', await body(request)))],
  ['POST', /^reset$/, async ({ request }, { reset }) => {
    const { onlyCopy } = await body<{ onlyCopy: boolean }>(request).catch(() => ({ onlyCopy: false }));
    await reset(onlyCopy === true);
    return json({ done: true });
  }],

  ['GET', /^unsynchronised$/, async (_, { unsynchronised }) => json(await unsynchronised())],
  ['POST', /^unsynchronised$/, async ({ request }, { saved }) => json(await saved(await body(request)))],
  ['POST', /^folder$/, async (_, { useFolder }) => json(await useFolder())],
  ['GET', /^disk$/, async (_, { tryDisk }) => json(await tryDisk())],
  ['GET', /^session$/, async (_, { passOn }) => json(await passOn('api/session', 'GET'))],
  ['POST', /^lost$/, async ({ request }, { passOn }) => json(await passOn('api/lost', 'POST', await body(request)))],
];

/** Answers what the page asks; what is none of these goes to the network as if there were no worker. @param asked its `part` is all that follows `api/`. */
export async function answerOthers(asked: Asked, till: Till): Promise<Response> {
  for (const [method, pattern, verb] of ROUTES) {
    const match = method === asked.request.method && pattern.exec(asked.part);
    if (match) return verb({ ...asked, part: match[1] || '' }, await till.others(), till);
  }
  return fetch(asked.request);
}
