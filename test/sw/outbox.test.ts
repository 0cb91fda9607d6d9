import { openTill, type Fault, type OpenTill } from './till-parts.js';
import { del } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, n) => `T1-${String(from + n).padStart(6, '0')}`);
const html = (status = 200): Response => new Response('<title>Log in</title>', { status, headers: { 'content-type': 'text/html' } });
const refuse = (status: number, code: string, headers = {}): Response =>
  new Response(JSON.stringify({ error: { code, message: `it is ${code}` } }), { status, headers: { 'content-type': 'application/json', ...headers } });

/** A panel from before it took more than fifty sales in one request. */
const older: Fault = async (request, panel) => {
  if ((await request.clone().json() as { sales: unknown[] }).sales.length > 50) return refuse(422, 'not-valid');
  const response = await panel(request);
  const { protocol, results } = await response.json() as Record<string, unknown>;
  return new Response(JSON.stringify({ protocol, results }), response);
};

/** What a test claims, of a till and a panel of its own that are always closed. */
function withTill(claim: (till: OpenTill) => Promise<void>): () => Promise<void> {
  return async () => {
    const till = await openTill();
    try {
      await claim(till);
    } finally {
      await till.close();
    }
  };
}

test('what waits is sent in batches, in the order of its numbers, each once', withTill(async (till) => {
  await till.sell(120);
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.ledger(), numbers(1, 120));
  assert.equal(till.sent, [50, 70]);
  assert.equal(await till.journal.counts(), { waiting: 0, refused: 0 });
  assert.equal(await till.toDo.peek(), []);
}));

test('a batch grows to what the panel takes, and no further', withTill(async (till) => {
  await till.sell(260);
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(till.sent, [50, 200, 10]);
  assert.equal(await till.ledger(), numbers(1, 260));
}));

test('a panel that does not say that it takes more gets fifty at a time', withTill(async (till) => {
  await till.sell(120);
  till.breakWire(older);
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(till.sent, [50, 50, 20]);
  assert.equal(await till.ledger(), numbers(1, 120));
}));

test('a panel that is put back in the middle to one that takes fifty holds nothing up, and sets nothing aside', withTill(async (till) => {
  await till.sell(170);
  till.breakWire((request, panel) => till.sent.length > 1 ? older(request, panel) : panel(request));
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(till.sent.filter((sales) => sales > 1), [50, 120]);
  assert.equal(await till.ledger(), numbers(1, 170));
  assert.equal(await till.journal.counts(), { waiting: 0, refused: 0 });
}));

test('a panel that says it in some answers and not in others gets every sale, and the disk is not said to have lost any', withTill(async (till) => {
  await till.sell(260);
  till.breakWire((request, panel) => till.sent.length < 3 ? older(request, panel) : panel(request));
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(till.sent, [50, 50, 50, 50, 60]);
  assert.equal(await till.ledger(), numbers(1, 260));
  assert.equal(await till.journal.counts(), { waiting: 0, refused: 0 });
}));

test('on a line that takes seconds for fifty sales a batch is no larger', withTill(async (till) => {
  await till.sell(120);
  till.breakWire((request, panel) => { till.wait(10_000); return panel(request); });
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(till.sent, [50, 50, 20]);
}));

test('long sales are sent in batches that stay under half a megabyte of them', withTill(async (till) => {
  await till.sell(120, 40);
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(till.sent, [50, 50, 20]);
  assert.equal(await till.ledger(), numbers(1, 120));
}));

test('nothing waits: nothing is sent', withTill(async (till) => {
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(till.sent, []);
}));

test('a sale that the disk has lost is set aside, and the others are sent', withTill(async (till) => {
  await till.sell(3);
  await del(['sale', 2], till.use);
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.ledger(), ['T1-000001', 'T1-000003']);
  assert.equal(await till.journal.counts(), { waiting: 0, refused: 1 });
}));

test('a reply that is lost on its way costs a second sending and no second sale', withTill(async (till) => {
  await till.sell(3);
  till.breakWire(async (request, panel) => { await panel(request); throw new TypeError('Failed to fetch'); });
  assert.is(await till.outbox.drain(), 'paused');
  assert.equal(await till.journal.counts(), { waiting: 3, refused: 0 });
  till.breakWire(null);
  assert.is(await till.outbox.drain(true), 'empty');
  assert.equal(await till.ledger(), numbers(1, 3));
}));

const notAcknowledged: Record<string, Fault> = {
  'no network': async () => { throw new TypeError('Failed to fetch'); },
  'a log-in page with 200': async () => html(),
  'a fault of the panel': async () => refuse(500, 'panel-failed'),
  'a proxy’s 502 in HTML': async () => html(502),
  '401': async () => refuse(401, 'not-paired'),
  '403 for a removed link': async () => refuse(403, 'link-removed'),
  '409 for the protocol': async () => refuse(409, 'protocol-older'),
  '429': async () => refuse(429, 'too-many-tries'),
  'an empty 200': async () => new Response('', { status: 200, headers: { 'content-type': 'application/json' } }),
  'a 204': async () => new Response(null, { status: 204 }),
  'JSON cut off in the middle': async (request, panel) => new Response((await (await panel(request)).text()).slice(0, 40), { headers: { 'content-type': 'application/json' } }),
  'JSON of somebody else': async () => new Response('{"ok":true}', { headers: { 'content-type': 'application/json' } }),
  'results of other sales': async () => new Response(JSON.stringify({ protocol: 1, results: [{ hash: 'f'.repeat(64), id: '00000000-0000-4000-8000-00000000ffff', result: 'recorded', flags: [] }] }), { headers: { 'content-type': 'application/json' } }),
  'the right hash with another id': async (request) => {
    const { sales } = JSON.parse(await request.text()) as { sales: { hash: string }[] };
    return new Response(JSON.stringify({ protocol: 1, results: sales.map(({ hash }) => ({ hash, id: '00000000-0000-4000-8000-00000000ffff', result: 'recorded', flags: [] })) }), { headers: { 'content-type': 'application/json' } });
  },
};
for (const [what, fault] of Object.entries(notAcknowledged)) {
  test(`${what} is no acknowledgement: everything stays, and goes out later`, withTill(async (till) => {
    await till.sell(2);
    till.breakWire(fault);
    assert.is(await till.outbox.drain(), 'paused');
    assert.equal(await till.journal.counts(), { waiting: 2, refused: 0 });
    assert.is((await till.toDo.peek()).length, 2);
    till.breakWire(null);
    assert.is(await till.outbox.drain(true), 'empty');
    assert.equal(await till.ledger(), numbers(1, 2));
  }));
}

test('a removed link is told to the register', withTill(async (till) => {
  await till.sell(1);
  till.breakWire(async () => refuse(403, 'link-removed'));
  await till.outbox.drain();
  assert.equal(till.removed, ['it is link-removed']);
}));

test('pauses grow, are kept to unless it is urgent, and end with a success', withTill(async (till) => {
  await till.sell(1);
  till.breakWire(async () => { throw new TypeError('Failed to fetch'); });
  const pauses: number[] = [];
  for (let n = 0; n < 7; n++) {
    await till.outbox.drain(true);
    pauses.push((till.pause()?.until ?? 0) - till.panel.now().getTime());
  }
  assert.equal(pauses, [1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500]);
  assert.is(till.pause()?.failures, 7);
  const attempts = till.sent.length;
  assert.is(await till.outbox.drain(), 'paused');
  assert.is(till.sent.length, attempts, 'nothing is sent during a pause');
  till.breakWire(null);
  till.wait(31_000);
  assert.is(await till.outbox.drain(), 'empty');
  assert.is(till.pause(), undefined);
}));

test('a clock that was set back makes no pause longer', withTill(async (till) => {
  await till.sell(1);
  till.breakWire(async () => { throw new TypeError('Failed to fetch'); });
  await till.outbox.drain();
  till.breakWire(null);
  till.wait(-30 * 24 * 3_600_000);
  assert.is(await till.outbox.drain(), 'empty');
}));

test('Retry-After is kept to', withTill(async (till) => {
  await till.sell(1);
  till.breakWire(async () => refuse(503, 'panel-failed', { 'retry-after': '120' }));
  await till.outbox.drain();
  till.breakWire(null);
  till.wait(119_000);
  assert.is(await till.outbox.drain(), 'paused');
  till.wait(2_000);
  assert.is(await till.outbox.drain(), 'empty');
}));

test('a sale that was damaged on the device turns red with the reason and holds up none behind it', withTill(async (till) => {
  const [first] = await till.sell(3);
  till.breakWire(async (request, panel) => {
    const batch = JSON.parse(await request.text()) as { sales: { body: string }[] };
    const [damaged] = batch.sales;
    if (damaged) damaged.body = damaged.body.replace('"unitPrice":480', '"unitPrice":180');
    return panel(new Request(request.url, { method: 'POST', headers: request.headers, body: JSON.stringify(batch) }));
  });
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.ledger(), numbers(2, 3));
  const standing = await till.journal.standing(first ?? 0);
  assert.is(standing.state, 'Needs attention');
  assert.is(standing.attempts?.code, 'bad-hash');
  assert.equal(await till.toDo.peek(), []);
  till.breakWire(null);
  await till.journal.retry(first ?? 0);
  assert.is(await till.outbox.drain(true), 'empty');
  assert.equal(await till.ledger(), [...numbers(2, 3), ...numbers(1, 1)]);
}));

test('a batch that the panel cannot read is sent one by one, and only the sale that it is about is set aside', withTill(async (till) => {
  await till.sell(4);
  till.breakWire(async (request, panel) => {
    const batch = JSON.parse(await request.clone().text()) as { sales: { seq: number }[] };
    return batch.sales.some(({ seq }) => seq === 2) ? refuse(422, 'not-valid') : panel(request);
  });
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.ledger(), ['T1-000001', 'T1-000003', 'T1-000004']);
  assert.equal(await till.journal.counts(), { waiting: 0, refused: 1 });
}));

test('a body too large for the panel is sent in smaller ones', withTill(async (till) => {
  await till.sell(5);
  till.breakWire(async (request, panel) => {
    const { sales } = JSON.parse(await request.clone().text()) as { sales: unknown[] };
    return sales.length > 1 ? refuse(413, 'too-large') : panel(request);
  });
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.ledger(), numbers(1, 5));
}));

for (const [where, chokes] of [['the head of the line', [1]], ['many places', [1, 2, 3, 6]], ['the middle', [5]]] as const) {
  test(`sales over which the panel fails each time, at ${where}, hold up no other`, withTill(async (till) => {
    await till.sell(8);
    const ids = await Promise.all(chokes.map(async (position) => (await till.journal.read([position]))[0]?.id ?? ''));
    till.breakWire(async (request, panel) => {
      const text = await request.clone().text();
      return ids.some((id) => text.includes(id)) ? refuse(500, 'panel-failed') : panel(request);
    });
    for (let n = 0; n < 12; n++) assert.is(await till.outbox.drain(true), 'paused');
    assert.equal((await till.ledger()).sort(), numbers(1, 8).filter((_, index) => !chokes.some((position) => position === index + 1)));
    assert.equal(await till.journal.waiting(), [...chokes]);
    till.breakWire(null);
    assert.is(await till.outbox.drain(true), 'empty');
    assert.equal((await till.ledger()).sort(), numbers(1, 8));
  }));
}

test('behind a sale over which the panel fails, also a long line gets through', withTill(async (till) => {
  await till.sell(130);
  const [bad] = await till.journal.read([1]);
  till.breakWire(async (request, panel) => (await request.clone().text()).includes(bad?.id ?? '') ? refuse(500, 'panel-failed') : panel(request));
  for (let n = 0; n < 40; n++) await till.outbox.drain(true);
  assert.equal(await till.journal.waiting(), [1]);
  assert.equal((await till.ledger()).sort(), numbers(2, 130));
}));

test('a panel that has failed over everything, again and again, gets all in the order of the numbers once it is back', withTill(async (till) => {
  await till.sell(8);
  till.breakWire(async () => html(502));
  for (let n = 0; n < 6; n++) await till.outbox.drain(true);
  till.breakWire(null);
  assert.is(await till.outbox.drain(true), 'empty');
  assert.equal(await till.ledger(), numbers(1, 8));
}));

test('a panel that fails over everything is asked four times at the most before the next pause', withTill(async (till) => {
  await till.sell(120);
  till.breakWire(async () => refuse(500, 'panel-failed'));
  for (let n = 0; n < 5; n++) {
    const before = till.sent.length;
    assert.is(await till.outbox.drain(true), 'paused');
    assert.ok(till.sent.length - before <= 4, `${till.sent.length - before} requests`);
  }
  assert.equal(await till.journal.counts(), { waiting: 120, refused: 0 });
}));

test('drains at once send nothing twice', withTill(async (till) => {
  await till.sell(60);
  await Promise.all([till.outbox.drain(), till.outbox.drain(true), till.outbox.drain()]);
  assert.equal(await till.ledger(), numbers(1, 60));
  assert.is(till.sent.reduce((a, b) => a + b, 0), 60);
}));

test('a button pressed while another drain looks on from its pause is answered by a sending of its own', withTill(async (till) => {
  await till.sell(1);
  till.breakWire(async () => refuse(503, 'panel-failed', { 'retry-after': '120' }));
  await till.outbox.drain();
  till.breakWire(null);
  const looking = till.outbox.drain();
  assert.is(await till.outbox.drain(true), 'empty');
  assert.is(await looking, 'empty');
  assert.equal(await till.ledger(), numbers(1, 1));
}));

test('a button pressed while the panel refuses is one more try, and no more', withTill(async (till) => {
  await till.sell(1);
  let pressed: Promise<unknown> | undefined;
  till.breakWire(async () => {
    pressed = pressed ?? till.outbox.drain(true);
    return refuse(503, 'panel-failed', { 'retry-after': '120' });
  });
  assert.is(await till.outbox.drain(), 'paused');
  assert.is(await pressed, 'paused');
  assert.is(till.sent.length, 2);
  assert.is(await till.outbox.drain(), 'paused');
  assert.is(till.sent.length, 2, 'the pause counts again');
}));

test('a sale made while others are being sent goes out with them', withTill(async (till) => {
  await till.sell(1);
  let more = true;
  till.breakWire(async (request, panel) => {
    if (more) {
      more = false;
      await till.sell(2);
      assert.is(await till.outbox.drain(), 'busy');
    }
    return panel(request);
  });
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.ledger(), numbers(1, 3));
}));

test('a to-do list that was dropped is made anew from the journal', withTill(async (till) => {
  await till.sell(3);
  await till.toDo.remove((await till.toDo.peek()).map(({ entry }) => entry));
  let listed = 0;
  till.breakWire(async (request, panel) => {
    while (listed < 3) listed = (await till.toDo.peek()).length;
    return panel(request);
  });
  assert.is(await till.outbox.drain(), 'empty');
  assert.is(listed, 3);
  assert.equal(await till.ledger(), numbers(1, 3));
}));

test('an entry that outlived its sale’s acknowledgement is cleared away', withTill(async (till) => {
  const [first] = await till.sell(2);
  await till.journal.acknowledge([first ?? 0], '2026-11-23T12:00:00.000+11:00');
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.ledger(), ['T1-000002']);
  assert.equal(await till.toDo.peek(), []);
}));

test('an entry that outlived the last sale that waited is cleared away', withTill(async (till) => {
  const [first] = await till.sell(1);
  await till.journal.acknowledge([first ?? 0], '2026-11-23T12:00:00.000+11:00');
  assert.is(await till.outbox.drain(), 'empty');
  assert.equal(await till.toDo.peek(), []);
}));

test('what a slow line cuts off is sent in smaller pieces until it gets through', withTill(async (till) => {
  await till.sell(120);
  till.breakWire(async (request, panel) => {
    if ((await request.clone().text()).length > 20_000) throw new TypeError('Failed to fetch');
    return panel(request);
  });
  let left = 120;
  for (let attempt = 0; attempt < 60 && left > 0; attempt++) {
    await till.outbox.drain(true);
    left = (await till.journal.counts()).waiting;
  }
  assert.equal(await till.ledger(), numbers(1, 120));
}));

test.run();
