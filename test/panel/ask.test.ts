import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { patience, read } from '../../panel/ask.js';
import { Refused } from '../../panel/refused.js';

function refusalOf(work: () => unknown): Refused {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown;
  }
  throw new Error('nothing was refused');
}

test('an answer in JSON is what was asked for', () => {
  assert.equal(read(200, 'application/json; charset=utf-8', '{"a":1}'), { a: 1 });
});

test('a refusal keeps its code, sentence and field', () => {
  const refused = refusalOf(() => read(422, 'application/json', '{"error":{"code":"not-valid","message":"Name is empty.","path":"name"}}'));
  assert.equal([refused.code, refused.message, refused.path], ['not-valid', 'Name is empty.', 'name']);
});

test('a log-in page that answers with 200 is not taken for the panel', () => {
  assert.is(refusalOf(() => read(200, 'text/html', '<h1>Welcome to our hotel</h1>')).code, 'not-the-panel');
});

test('half an answer is not taken for a whole one', () => {
  assert.is(refusalOf(() => read(200, 'application/json', '{"a":')).code, 'not-the-panel');
});

test('an error without a sentence of its own still says what to do', () => {
  assert.match(refusalOf(() => read(500, 'application/json', '{}')).message, /status 500\. Try again/);
});

const signedOut = (): Refused => new Refused('signed-out', 'Sign in.');

test('work that finds nobody signed in is done after one sign-in, however much waits for it', async () => {
  let signIns = 0;
  let signedIn = false;
  const patiently = patience(async () => {
    signIns++;
    await Promise.resolve();
    signedIn = true;
  });
  const work = async (): Promise<string> => {
    if (!signedIn) throw signedOut();
    return 'done';
  };
  assert.equal(await Promise.all([patiently(work), patiently(work)]), ['done', 'done']);
  assert.is(signIns, 1);
});

test('any other refusal is not waited out', async () => {
  const patiently = patience(() => Promise.reject(new Error('asked to sign in')));
  const thrown: unknown = await patiently(() => Promise.reject(new Refused('not-found', 'Gone.'))).catch((error: unknown) => error);
  assert.is(thrown instanceof Refused && thrown.code, 'not-found');
});

test.run();
