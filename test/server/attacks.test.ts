import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sealHash, sessionText, type SealedSale } from '../../domain/chain.js';
import { PROTOCOL } from '../../domain/wire.js';
import type { Client } from '../../server/context.js';
import { createPairingCode } from '../../server/pairing.js';
import { digest } from '../../server/secrets.js';
import { count, flagsOf, only, reasonOf, soldAt } from './batches.js';
import { Device, makeKeys, pairRequest, saleOf, wireRequest } from './device.js';
import { at, ledger, sealMany } from './files.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { addPerson, panelRequest } from './office.js';
import { SHOP } from './shop.js';

const DAY = 24 * 3600_000;

/** A device that says it is another, and has nothing of it but what went over the wire. */
function impostor(device: Device, of: Device): Device {
  return new Device(device.handle, device.keys, of.pairing, device.cookie);
}

async function signedSession(device: Device, time: string): Promise<Record<string, unknown>> {
  const { registerId, link } = device.pairing;
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, device.keys.signing.privateKey, new TextEncoder().encode(sessionText(registerId, link, time)));
  return { protocol: PROTOCOL, registerId, link, time, signature: Buffer.from(signature).toString('base64url') };
}

// ---- a released register

test('what a released register sends, or anybody who has recorded it sends again, records nothing', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const [sent, kept] = [await sealMany(panel, device, 2), await sealMany(panel, device, 2)];
  await device.send(sent);
  const before = await signedSession(device, panel.now().toISOString());
  await device.fetch('POST', 'release', { protocol: PROTOCOL });
  for (const sales of [sent, kept]) {
    const { status, code } = await refusalOf(await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales }));
    assert.equal([status, code], [403, 'link-removed']);
  }
  for (const body of [before, await signedSession(device, panel.now().toISOString())]) assert.is((await panel.handle(wireRequest('POST', 'session', body))).status, 403);
  assert.equal(await ledger(panel), sent);
  await panel.close();
});

/** Asks with a body of which the end is held back until the panel has looked at the rest. */
function slowly(panel: OpenPanel, device: Device, method: string, path: string, body: unknown): { readonly answer: Promise<Response>; finish(): void } {
  const text = JSON.stringify(body);
  let finish = (): void => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(0, 1)));
      finish = () => { controller.enqueue(new TextEncoder().encode(text.slice(1))); controller.close(); };
    },
  });
  const headers = { 'Holdfast-Protocol': '1', 'Content-Type': 'application/json', Cookie: device.cookie };
  return { answer: panel.handle(new Request(`http://panel.test/register/api/${path}`, { method, headers, body: stream, duplex: 'half' } as RequestInit)), finish };
}

const ITEM = { protocol: PROTOCOL, staffId: SHOP.asha, item: { sku: 'NEW-1', name: 'New', price: 100, barcode: '', category: null, taxFree: false } };
for (const [what, method, path, body] of [['a release', 'POST', 'release', { protocol: PROTOCOL }], ['an item', 'POST', 'items', ITEM]] as const) {
  test(`${what} whose end a device holds back until another has its register does nothing to either`, async () => {
    const panel = await openPanel();
    const stolen = await panel.pairedDevice();
    const held = slowly(panel, stolen, method, path, body);
    await new Promise((resolve) => setImmediate(resolve));
    const successor = await panel.pairedDevice();
    held.finish();
    const { status, code } = await refusalOf(await held.answer);
    assert.equal([status, code], [403, 'link-removed']);
    assert.is((await successor.fetch('GET', 'ping')).status, 200);
    assert.is(await panel.db.selectFrom('products').select('sku').where('sku', '=', 'NEW-1').executeTakeFirst(), undefined);
    await panel.close();
  });
}

test('a released register cannot come back by the code that paired it', async () => {
  const panel = await openPanel();
  const keys = await makeKeys();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const first = await panel.handle(pairRequest(code, keys));
  const device = new Device((request) => panel.handle(request), keys, await first.json() as Device['pairing'], first.headers.get('Set-Cookie')?.split(';')[0] ?? '');
  await device.fetch('POST', 'release', { protocol: PROTOCOL });
  assert.is((await refusalOf(await panel.handle(pairRequest(code, keys)))).code, 'code-used');
  await panel.close();
});

test('a session that was signed for is void when the register has a new device, and the request cannot be sent again', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const request = await signedSession(device, panel.now().toISOString());
  assert.is((await panel.handle(wireRequest('POST', 'session', request))).status, 200);
  await panel.pairedDevice();
  assert.is((await panel.handle(wireRequest('POST', 'session', request))).status, 403);
  panel.wait(61_000);
  assert.is((await panel.handle(wireRequest('POST', 'session', request))).status, 401);
  await panel.close();
});

// ---- in another's name

test('a register that sends in another’s name is refused, whichever way it says so, and the other’s own sale is recorded', async () => {
  const panel = await openPanel();
  const [victim, thief] = [await panel.pairedDevice(SHOP.register), await panel.pairedDevice(SHOP.otherRegister)];
  const body = JSON.stringify(saleOf(soldAt(panel)));
  const first = await victim.seal(saleOf(soldAt(panel)));
  // Its own session, the other's name; signed by itself.
  assert.is(await reasonOf(thief, await impostor(thief, victim).sealAs(1, first.prev, body)), 'foreign-register');
  // Its own name over the other's seal.
  assert.is(await reasonOf(thief, { ...first, registerId: SHOP.otherRegister }), 'bad-signature');
  // The other's sale as it is.
  assert.is(await reasonOf(thief, first), 'foreign-register');
  // A link that is not its own.
  assert.is(await reasonOf(thief, { ...await thief.seal(saleOf(soldAt(panel))), link: 7 }), 'unknown-link');
  assert.is(await count(panel, 'ledger'), 0);
  assert.equal(await flagsOf(victim, first), []);
  await panel.close();
});

test('the register’s new device cannot seal in the name of the one before', async () => {
  const panel = await openPanel();
  const before = await panel.pairedDevice();
  const sealed = await before.seal(saleOf(soldAt(panel)));
  const present = await panel.pairedDevice();
  assert.is(await reasonOf(present, await impostor(present, before).sealAs(2, sealed.hash, JSON.stringify(saleOf(soldAt(panel))))), 'bad-signature');
  await panel.close();
});

test('a sale that is given another number, or another place in the chain, is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const [first, second] = await sealMany(panel, device, 2);
  if (!first || !second) throw new Error('not two sales');
  for (const changed of [{ ...second, seq: 3 }, { ...second, prev: first.prev }, { ...second, hash: first.hash }, { ...first, hash: second.hash, seq: 2 }]) {
    assert.is(await reasonOf(device, changed), 'bad-hash');
  }
  assert.is(await reasonOf(device, { ...second, signature: first.signature }), 'bad-signature');
  assert.equal((await device.send([first, second])).map(({ result }) => result), ['recorded', 'recorded']);
  await panel.close();
});

test('forged sales hold up no authentic one, however many there are, and each is kept once', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 10);
  const mixed = sales.flatMap((sale) => [{ ...sale, body: sale.body.replace('1860', '1') }, sale, { ...sale, signature: 'A'.repeat(86) }]);
  for (let i = 0; i < 3; i++) {
    const results = await device.send(mixed);
    assert.is(results.filter(({ result }) => result === 'recorded').length, 10);
  }
  assert.equal(await ledger(panel), sales);
  assert.is(await count(panel, 'refused_sales'), 20);
  assert.ok(panel.logged.some(({ level, message }) => level === 'warn' && message === 'sales refused'));
  await panel.close();
});

test('an answer to a forged sale does not tell whether the real one is there', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const [sale] = await sealMany(panel, device, 1);
  const forged = { ...at([sale], 0), signature: 'A'.repeat(86) } as NonNullable<typeof sale>;
  const before = await only(device.send([forged]));
  await device.send(sale ? [sale] : []);
  assert.equal(await only(device.send([forged])), before);
  await panel.close();
});

// ---- one signature for a stretch of the chain

/** What becomes of each sale of a batch: `recorded`, or the reason why not. */
async function resultsOf(device: Device, sales: readonly SealedSale[]): Promise<string[]> {
  return (await device.send(sales)).map((result) => result.result === 'refused' ? result.reason : result.result);
}

/** A sale with another text under a hash that is right for it, in the place that it had. */
async function rewritten(sealed: SealedSale, prev = sealed.prev): Promise<SealedSale> {
  const body = sealed.body.replaceAll('Flat white', 'Flat black');
  return { ...sealed, prev, body, hash: await sealHash(prev, sealed.seq, body, digest) };
}

const unsigned = (sealed: SealedSale): SealedSale => ({ ...sealed, signature: 'A'.repeat(86) });

test('a signature vouches for the unbroken chain behind it, and for nothing that comes after', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 5);
  const [one, two, three, four, five] = sales.map((sale, index) => index === 2 ? sale : unsigned(sale));
  assert.equal(await resultsOf(device, [four, five] as SealedSale[]), ['bad-signature', 'bad-signature']);
  assert.equal(await resultsOf(device, [one, two, three] as SealedSale[]), ['recorded', 'recorded', 'recorded']);
  assert.equal(await resultsOf(device, [at(sales, 3), five] as SealedSale[]), ['recorded', 'bad-signature']);
  await panel.close();
});

test('where the last of a stretch is forged, the others stand for themselves', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 4);
  assert.equal(await resultsOf(device, [at(sales, 0), unsigned(at(sales, 1)), at(sales, 2), { ...at(sales, 3), signature: at(sales, 2).signature }]), ['recorded', 'bad-signature', 'recorded', 'bad-signature']);
  assert.equal(await ledger(panel), [at(sales, 0), at(sales, 2)]);
  await panel.close();
});

test('a text that is altered together with its hash is vouched for by no sale behind which it would have to stand', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 3);
  const altered = await rewritten(at(sales, 1));
  assert.equal(await resultsOf(device, [at(sales, 0), altered, at(sales, 2)]), ['recorded', 'bad-signature', 'recorded']);
  // The chain mended behind it as well.
  assert.equal(await resultsOf(device, [at(sales, 0), altered, await rewritten(at(sales, 2), altered.hash)]), ['recorded', 'bad-signature', 'bad-signature']);
  assert.equal(await ledger(panel), [at(sales, 0), at(sales, 2)]);
  await panel.close();
});

test('with another’s session and a key of his own nobody seals a chain, also not in front of a real sale', async () => {
  const panel = await openPanel();
  const [victim, thief] = [await panel.pairedDevice(SHOP.register), await panel.pairedDevice(SHOP.otherRegister)];
  const real = await sealMany(panel, victim, 3);
  const forged = await sealMany(panel, new Device(victim.handle, thief.keys, victim.pairing, victim.cookie), 3);
  assert.equal(await resultsOf(victim, forged), ['bad-signature', 'bad-signature', 'bad-signature']);
  assert.equal(await resultsOf(victim, [...forged.slice(0, 2), at(real, 2)]), ['bad-signature', 'bad-signature', 'recorded']);
  assert.equal(await resultsOf(victim, [...forged.slice(0, 2), { ...at(forged, 2), signature: at(real, 2).signature }]), ['bad-signature', 'bad-signature', 'bad-signature']);
  assert.equal(await ledger(panel), [at(real, 2)]);
  await panel.close();
});

test('a link vouches for no other, though its sale names the other’s as the one before', async () => {
  const panel = await openPanel();
  const before = await panel.pairedDevice();
  const forged = unsigned(at(await sealMany(panel, before, 1), 0));
  const present = await panel.pairedDevice();
  const chained = await present.sealAs(2, forged.hash, JSON.stringify(saleOf(soldAt(panel))));
  assert.equal(await resultsOf(present, [forged, chained]), ['bad-signature', 'recorded']);
  await panel.close();
});

test('a stretch that comes again, or twice in one batch, is recorded once', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 3);
  for (const batch of [[...sales, ...sales], sales, [...sales].reverse()]) assert.equal(new Set(await resultsOf(device, batch)), new Set(['recorded']));
  assert.equal(await ledger(panel), sales);
  await panel.close();
});

// ---- guessing

interface Siege {
  /** Guesses that were looked at. */
  readonly tried: number;
  /** Guesses that were turned away unseen. */
  readonly turnedAway: number;
}

/** Guesses for a day, each as soon as it is worth while, from one address after the other. */
async function besiege(panel: OpenPanel, addresses: number, guess: (client: Client, number: number) => Promise<Response>): Promise<Siege> {
  const end = panel.now().getTime() + DAY;
  let [tried, turnedAway, number] = [0, 0, 0];
  while (panel.now().getTime() < end) {
    let wait = Infinity;
    for (let i = 0; i < Math.min(addresses, 250); i++) {
      const response = await guess({ address: `203.${number >> 16 & 255}.${number >> 8 & 255}.${(number % addresses) & 255}`, secure: true }, number++);
      const { status, retryAfter = 0 } = await refusalOf(response);
      if (status === 429) turnedAway++;
      else tried++;
      wait = Math.min(wait, retryAfter);
      if (status === 429 && addresses > 1) break;
    }
    panel.wait(Math.max(1, wait) * 1000);
  }
  return { tried, turnedAway };
}

test('somebody who guesses pairing codes for a whole day has tried some hundred of 850 billion', async () => {
  const panel = await openPanel();
  const keys = await makeKeys();
  await createPairingCode(panel.db, SHOP.register, panel.now());
  const { tried, turnedAway } = await besiege(panel, 1, (client, number) => panel.handle(pairRequest(String(number).padStart(8, '2'), keys), client));
  assert.ok(tried < 150, `${tried} were tried`);
  assert.ok(turnedAway > 0 && tried > 50, `${turnedAway} were turned away`);
  await panel.close();
});

test('a crowd that guesses pairing codes from ever new addresses for a whole day has tried some two thousand', async () => {
  const panel = await openPanel();
  const keys = await makeKeys();
  const { tried } = await besiege(panel, 65_536, (client, number) => panel.handle(pairRequest(String(number).padStart(8, '2'), keys), client));
  assert.ok(tried > 200 && tried < 2500, `${tried} were tried`);
  await panel.close();
});

test('a crowd that guesses one person’s password for a whole day has tried some three hundred', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner', 'Olive');
  const { tried } = await besiege(panel, 65_536, (client, number) => panel.handle(panelRequest('POST', 'session', { email: olive.email, password: `password ${number}` }), client));
  assert.ok(tried > 100 && tried < 400, `${tried} were tried`);
  await panel.close();
});

test('who is signed in, and a register that is paired, feel nothing of it', async () => {
  const panel = await openPanel();
  const [olive, device] = [await addPerson(panel, 'owner', 'Olive'), await panel.pairedDevice()];
  const keys = await makeKeys();
  for (let i = 0; i < 300; i++) {
    const client = { address: `203.0.${i % 256}.${i >> 8}`, secure: true };
    await panel.handle(panelRequest('POST', 'session', { email: olive.email, password: `password ${i}` }), client);
    await panel.handle(pairRequest(`2222222${i % 8 + 2}`, keys), client);
  }
  assert.is((await olive.ask('GET', 'sales')).status, 200);
  assert.is((await device.send(await sealMany(panel, device, 1))).length, 1);
  await panel.close();
});

test('guesses leave little behind', async () => {
  const panel = await openPanel();
  const keys = await makeKeys();
  for (let hour = 0; hour < 5; hour++) {
    for (let i = 0; i < 40; i++) await panel.handle(pairRequest(`2222222${i % 8 + 2}`, keys), { address: `203.${hour}.0.${i}`, secure: true });
    panel.wait(2 * 3600_000);
  }
  const { n } = await panel.db.selectFrom('attempts').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  assert.ok(n <= 45, `${n} rows`);
  await panel.close();
});

test.run();
