import { del, get, set, setMany } from 'idb-keyval';
import { seriesOf, sessionText } from '../../domain/chain.js';
import { PROTOCOL, type LostRequest, type PairReply, type PairRequest, type SessionRequest } from '../../domain/wire.js';
import { agree, isSignedBy, signingKey } from './keys.js';
import { readAll, refused, type DemoParts } from './parts.js';

/** The demo's one register. */
export const REGISTER_ID = 'demo-register';
/** How old the panel's own time may be when it comes back signed, in ms. */
const OFFERED = 60_000;

/** One pairing of the register with this browser. */
export interface Link {
  readonly number: number;
  readonly series: string;
  /** Public points and agreed secret, base64url. */
  readonly signingKey: string;
  readonly agreementKey: string;
  readonly pinKey: string;
  readonly panelKey: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export const readLinks = ({ use }: DemoParts): Promise<Link[]> => readAll<Link>(use, 'link');
export const readLink = ({ use }: DemoParts, number: number): Promise<Link | undefined> => get<Link>(['link', number], use);

/** The code that makes a link. Each pairs once, as the panel's do; it does not run out, because nobody is there to make another. */
export function codeOf(link: number): string {
  return `CAFE-${2344 + link}`;
}

/** Redeems a code, and ends the link before. The same keys with the same code again (the reply was lost) get the same reply. @throws `code-unknown`, `code-used`, `not-valid`. */
export async function pair(parts: DemoParts, request: PairRequest): Promise<PairReply> {
  const { use, sample, now } = parts;
  await signingKey(request.signingKey);
  const agreement = await agree(request.agreementKey);
  const links = await readLinks(parts);
  const code = plain(request.code);
  const used = links.find(({ number }) => plain(codeOf(number)) === code);
  if (used) {
    if (used.endedAt !== null || used.signingKey !== request.signingKey || used.agreementKey !== request.agreementKey) throw refused('code-used', `This pairing code has been used. The demo’s next one is ${codeOf(links.length + 1)}.`, 'code');
    await set('session', used.number, use);
    return replyOf(parts, used);
  }
  const number = links.length + 1;
  if (code !== plain(codeOf(number))) throw refused('code-unknown', `This is not the demo’s pairing code: that is ${codeOf(number)}.`, 'code');
  const at = new Date(now()).toISOString();
  const link: Link = { number, series: seriesOf(sample.register.code, number), signingKey: request.signingKey, agreementKey: request.agreementKey, ...agreement, createdAt: at, endedAt: null };
  const ended = links.filter(({ endedAt }) => endedAt === null).map((before) => [['link', before.number], { ...before, endedAt: at }] as [IDBValidKey, unknown]);
  await setMany([...ended, [['link', number], link], ['session', number]], use);
  return replyOf(parts, link);
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '');
}

function replyOf({ sample }: DemoParts, { number, series, panelKey }: Link): PairReply {
  return { protocol: PROTOCOL, registerId: REGISTER_ID, name: sample.register.name, link: number, series, panelKey };
}

/** The link whose session this browser has. @throws `not-paired`, `link-removed` */
export async function linked(parts: DemoParts): Promise<Link> {
  const session = await get<number>('session', parts.use);
  const link = session === undefined ? undefined : await readLink(parts, session);
  if (!link) throw notPaired();
  if (link.endedAt !== null) throw removed();
  return link;
}

/** A new session for a device that proves who it is. @throws `not-paired`, `link-removed` */
export async function newSession(parts: DemoParts, { registerId, link: number, time, signature }: SessionRequest): Promise<void> {
  const link = registerId === REGISTER_ID ? await readLink(parts, number) : undefined;
  const age = parts.now() - Date.parse(time);
  const proven = link !== undefined && age >= 0 && age <= OFFERED && await isSignedBy(await signingKey(link.signingKey), signature, sessionText(registerId, number, time));
  if (!proven) throw notPaired();
  if (link.endedAt !== null) throw removed();
  await set('session', number, parts.use);
}

/** Ends the link and its session. */
export async function release({ use, now }: DemoParts, link: Link): Promise<void> {
  await set(['link', link.number], { ...link, endedAt: new Date(now()).toISOString() } satisfies Link, use);
  await del('session', use);
}

/** Writes down that this browser has lost a link's data. @throws `not-permitted`, `not-valid` */
export async function recordLost({ use }: DemoParts, own: Link, lost: LostRequest): Promise<void> {
  if (lost.registerId !== REGISTER_ID) throw refused('not-permitted', 'A device reports lost data of its own register only: nothing was written down.', 'registerId');
  if (lost.link > own.number) throw refused('not-valid', `Nothing was written down: link must be at most ${own.number}.`, 'link');
  await set(['lost', lost.link], lost, use);
}

const notPaired = () => refused('not-paired', 'This browser is not set up with the demo’s shop: enter the pairing code that the demo shows.');
const removed = () => refused('link-removed', 'The link of this register was removed. Its sales are safe on it; to send them and to go on, set it up again with the code that the demo shows.');
