import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { API, ask, EVERYBODY, openWorld, PANEL, TABLE, type Row } from './every-address.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';

// Who may what: every address of the panel against everybody who could come to it.

/** Everything in the database that a request could change, but for what is counted of guesses. */
async function everything({ db }: OpenPanel): Promise<string> {
  const tables = [
    'shop', 'outlets', 'registers', 'links', 'pairing_codes', 'staff', 'panel_sessions', 'categories', 'products', 'barcodes', 'media', 'chain', 'ledger_lines', 'shifts', 'refused_sales', 'lost_data', 'audit',
  ] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
}

function title({ route, path }: Row, index: number): string {
  const like = TABLE.filter((row) => row.route === route);
  return like.length === 1 ? route : `${route} (${like.indexOf(TABLE[index] as Row) + 1} of ${like.length}${path ? '' : ', by its body'})`;
}

test('every address that the panel has is in the table, and no other', async () => {
  const panel = await openPanel();
  assert.equal([...new Set(TABLE.map(({ route }) => route))].sort(), [...panel.routes].sort());
  assert.ok(panel.routes.length > 50);
  await panel.close();
});

for (const [index, row] of TABLE.entries()) {
  test(`${title(row, index)} answers ${row.answers.join(' ')}`, async () => {
    const answers: number[] = [];
    let world = await openWorld();
    for (const [column, who] of EVERYBODY.entries()) {
      const [expected = 0, before] = [row.answers[column], await everything(world.panel)];
      const response = await ask(world, row, who);
      answers.push(response.status);
      await response.arrayBuffer();
      if (expected >= 400) {
        assert.is(await everything(world.panel), before, `${who} changed something`);
      } else if (!/^(GET|HEAD) /.test(row.route)) {
        // Who may has changed something: the next one finds the world as it was.
        await world.panel.close();
        world = await openWorld();
      }
    }
    await world.panel.close();
    assert.equal(answers, row.answers);
  });
}

const FOREIGN: readonly (readonly [what: string, headers: Record<string, string>])[] = [
  ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.test' }], ['a neighbour on the same machine', { 'Sec-Fetch-Site': 'same-site', Origin: 'http://panel.test:8081' }],
  ['an old browser on another site', { 'Sec-Fetch-Site': '', Origin: 'https://evil.test' }], ['a page in a sandbox', { 'Sec-Fetch-Site': '', Origin: 'null' }],
  ['a page with an origin that begins like ours', { 'Sec-Fetch-Site': '', Origin: 'http://panel.test.evil.test' }], ['the address bar', { 'Sec-Fetch-Site': 'none' }],
];
const WRITING = TABLE.filter(({ route }) => !/^(GET|HEAD) /.test(route));

for (const [what, headers] of FOREIGN) {
  test(`nothing that writes is done for ${what}, whoever is signed in`, async () => {
    const world = await openWorld();
    const before = await everything(world.panel);
    for (const row of WRITING) {
      const response = await ask(world, row, row.route.includes(PANEL) ? 'owner' : 'device', headers);
      const { status, code } = await refusalOf(response);
      assert.equal([row.route, status, code], [row.route, 403, 'cross-site']);
      assert.is(response.headers.get('Set-Cookie'), null);
    }
    assert.is(await everything(world.panel), before);
    assert.ok(WRITING.length > 30);
    await world.panel.close();
  });
}

test('nothing of the shop is read for another site, whoever is signed in', async () => {
  const world = await openWorld();
  for (const row of TABLE.filter(({ route }) => route.startsWith('GET ') && (route.includes(API) || route.includes(PANEL)))) {
    const response = await ask(world, row, row.route.includes(PANEL) ? 'owner' : 'device', { 'Sec-Fetch-Site': 'cross-site' });
    assert.equal([row.route, (await refusalOf(response)).code], [row.route, 'cross-site']);
  }
  await world.panel.close();
});

test('no answer lets another site in', async () => {
  const world = await openWorld();
  for (const row of TABLE) {
    const response = await ask(world, row, 'owner', { Origin: 'https://evil.test' });
    await response.arrayBuffer();
    assert.equal([...response.headers.keys()].filter((name) => name.startsWith('access-control-')), [], row.route);
  }
  await world.panel.close();
});

test('a session that is over opens nothing', async () => {
  const world = await openWorld();
  world.panel.wait(13 * 3600_000);
  for (const row of TABLE.filter(({ answers }) => answers[0] === 401 && answers[6] < 300)) assert.is((await ask(world, row, 'owner')).status, 401, row.route);
  await world.panel.close();
});

test('a token is not kept as it is: who reads the database opens nothing with what stands there', async () => {
  const world = await openWorld();
  const stored = await everything(world.panel);
  for (const token of Object.values(world.tokens)) assert.not.ok(stored.includes(token));
  const hashes = [...await world.panel.db.selectFrom('panel_sessions').select('token_hash as hash').execute(), ...await world.panel.db.selectFrom('links').select('session_hash as hash').execute()];
  for (const { hash } of hashes) {
    const stolen = { ...world, tokens: { ...world.tokens, owner: hash, device: hash } };
    for (const row of TABLE.filter(({ route }) => route === `GET ${PANEL}/registers` || route === `GET ${API}/ping`)) assert.is((await ask(stolen, row, 'owner')).status, 401);
  }
  assert.ok(hashes.length >= 7);
  await world.panel.close();
});

test.run();
