import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Connection } from '../../server/connection.js';
import { closeDatabase, openDatabase, type Database } from '../../server/database.js';
import { together } from '../../server/group-commit.js';
import { openFolder } from '../folder.js';

async function openHere() {
  const folder = openFolder();
  const db = await openDatabase(folder.path);
  const runs: string[] = [];
  const write = async (trx: Database, what: string): Promise<string> => {
    runs.push(what);
    await trx.insertInto('attempts').values({ what, failures: 0, blocked_until: null }).execute();
    return what;
  };
  return {
    db, runs,
    put: (what: string, rows?: number) => together(db, (trx) => write(trx, what), rows),
    fail: (what: string) => together(db, async (trx) => { throw new Error(`no ${await write(trx, what)}`); }),
    rows: async () => (await db.selectFrom('attempts').select('what').orderBy('what').execute()).map(({ what }) => what),
    close: async () => { await closeDatabase(db); folder.close(); },
  };
}

/** Counts how often a connection is asked to commit. */
function countCommits() {
  const { prepare } = Connection.prototype;
  let count = 0;
  Connection.prototype.prepare = function counting(this: Connection, text) {
    if (text === 'commit') count++;
    return prepare.call(this, text);
  };
  return { count: () => count, stop: () => { Connection.prototype.prepare = prepare; } };
}

test('what is asked for in one turn shares a commit, each with its own result; what is asked for after it has the next', async () => {
  const here = await openHere();
  const commits = countCommits();
  assert.equal(await Promise.all([here.put('one'), here.put('two'), here.put('three')]), ['one', 'two', 'three']);
  assert.equal([commits.count(), await here.put('four'), commits.count()], [1, 'four', 2]);
  commits.stop();
  assert.equal(here.runs, ['one', 'two', 'three', 'four']);
  await here.close();
});

test('one that fails takes none of the others with it, and leaves nothing', async () => {
  const here = await openHere();
  const all = await Promise.allSettled([here.put('one'), here.fail('two'), here.put('three')]);
  assert.equal(all.map((one) => one.status === 'fulfilled' ? one.value : (one.reason as Error).message), ['one', 'no two', 'three']);
  assert.equal(await here.rows(), ['one', 'three']);
  await here.close();
});

test('a statement that fails is its own work\u2019s failure alone', async () => {
  const here = await openHere();
  const all = await Promise.allSettled([here.put('one'), here.put('one'), here.put('two')]);
  assert.equal(all.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled']);
  assert.equal(await here.rows(), ['one', 'two']);
  await here.close();
});

test('what writes much shares its commit with fewer others, and what writes more than all may stands alone', async () => {
  const here = await openHere();
  const commits = countCommits();
  await Promise.all([['one', 400], ['two', 400], ['three', 200], ['four', 900], ['five', 1]].map(([what, rows]) => here.put(String(what), Number(rows))));
  commits.stop();
  assert.equal([commits.count(), here.runs], [4, ['one', 'two', 'three', 'four', 'five']]);
  await here.close();
});

test('between two commits others have their turn', async () => {
  const here = await openHere();
  const seen: string[] = [];
  let over = false;
  const look = (): void => {
    seen.push(here.runs.join());
    if (!over) setImmediate(look);
  };
  look();
  await Promise.all(['one', 'two', 'three'].map((what) => here.put(what, 700)));
  over = true;
  assert.equal(['one', 'one,two'].filter((some) => seen.includes(some)), ['one', 'one,two']);
  await here.close();
});

test('more than fit into one transaction are all committed, in the order in which they came', async () => {
  const here = await openHere();
  const names = Array.from({ length: 50 }, (_, at) => `n${at}`);
  assert.equal(await Promise.all(names.map((name) => here.put(name))), names);
  assert.equal([here.runs, (await here.rows()).length], [names, 50]);
  await here.close();
});

test.run();
