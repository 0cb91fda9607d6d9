import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hash } from '../../domain/catalogue.js';
import type { SealedSale } from '../../domain/chain.js';
import { readFile, writeFile, type FilePart } from '../../domain/file.js';

const HEAD = { registerId: 'register-1', register: 'Front counter', series: 'T1', savedAt: '2026-11-23T14:06:11.120+11:00' };

/** Sealed as far as a reader can tell: the parser looks at the form only. */
function sealed(seq: number, body = '{"name":"Zoë\'s \\"flat\\" white {\\"registerId\\":"}'): SealedSale {
  return { registerId: 'register-1', link: 1, seq, prev: 'a'.repeat(64) as Hash, hash: 'b'.repeat(64) as Hash, signature: 'A'.repeat(86), body };
}

const three = [sealed(1), sealed(2), sealed(3)];
const [FIRST = '', ONE = '', TWO = '', THREE = ''] = writeFile(HEAD, three).split('\n');

function read(text: string): FilePart[] {
  return [...readFile(text.split('\n'))];
}

/** In short: `2:1` is number 1 on line 2, `1:head`, `3:damaged`. */
function outline(text: string): string {
  return read(text).map((part) => `${part.line}:${part.kind === 'sale' ? part.sealed.seq : part.kind}`).join(' ');
}

/** What is said of the one damaged line. */
function complaint(text: string): string {
  const [only, ...more] = read(text).flatMap((part) => (part.kind === 'damaged' ? [part.message] : []));
  if (only === undefined || more.length > 0) throw new Error('not one damaged line');
  return only;
}

test('a file begins with a head that a person can read, and has one sealed sale a line', () => {
  assert.is(FIRST, '{"holdfast":"unsynchronised sales","protocol":1,"registerId":"register-1","register":"Front counter","series":"T1","savedAt":"2026-11-23T14:06:11.120+11:00","sales":3}');
  assert.equal(JSON.parse(TWO), three[1]);
  assert.ok(writeFile(HEAD, three).endsWith('}\n'));
});

test('what was written is read', () => {
  const parts = read(writeFile(HEAD, three));
  assert.equal(parts[0], { kind: 'head', line: 1, head: JSON.parse(FIRST) });
  assert.equal(parts.slice(1), three.map((sale, index) => ({ kind: 'sale', line: index + 2, sealed: sale })));
});

test('a file of no sales is a head', () => {
  assert.is(outline(writeFile(HEAD, [])), '1:head');
});

test('line ends of another system, byte order marks and blank lines are nothing', () => {
  assert.is(outline(`\ufeff${FIRST}\r\n\r\n  ${ONE} \r\n\t\r\n${TWO}\r\n\ufeff${THREE}\r\n`), '1:head 3:1 5:2 6:3');
});

test('a file without a head is read', () => {
  assert.is(outline(`${TWO}\n${ONE}`), '1:2 2:1');
});

test('a head that is there twice is one', () => {
  assert.is(outline(`${FIRST}\n${FIRST}\n${ONE}\n${TWO}\n${THREE}\n`), '1:head 3:1 4:2 5:3');
});

test('files that were joined are read one after the other', () => {
  const other = writeFile({ ...HEAD, registerId: 'register-2' }, [sealed(9)]);
  assert.is(outline(writeFile(HEAD, three) + other), '1:head 2:1 3:2 4:3 5:head 6:9');
});

test('files that were joined without an end of line between them are read', () => {
  assert.is(outline(`${FIRST}\n${ONE}\n${TWO}\n${THREE}${writeFile({ ...HEAD, savedAt: '2026-11-24T00:00:00Z' }, [sealed(9)])}`), '1:head 2:1 3:2 4:3 4:head 5:9');
});

test('lines that a Mac of old ended are read', () => {
  assert.is(outline(`${FIRST}\r${ONE}\r${TWO}\r${THREE}\r`), '1:head 1:1 1:2 1:3');
});

test('a sale that was cut off is told by its line, and what follows is read', () => {
  assert.is(outline(`${FIRST}\n${ONE}\n${TWO.slice(0, 100)}\n${THREE}\n`), '1:head 2:1 3:damaged 4:3');
  assert.match(complaint(`${ONE.slice(0, -1)}\n${TWO}`), /^The line was cut off or altered: it is not JSON\. Look for another copy of the file\.$/);
});

test('behind a sale that was cut off in the middle of its line the next is found', () => {
  assert.is(outline(`${ONE.slice(0, 100)}${TWO}\n${THREE}`), '1:2 1:damaged 2:3');
});

test('what was appended to a sale is told, and the sale is read', () => {
  assert.is(outline(`${ONE}\u0000\u0000\u0000\n${TWO} // ours`), '1:1 1:damaged 2:2 2:damaged');
});

test('zeros at the end, as a power cut leaves them, are told', () => {
  assert.is(outline(`${ONE}\n${'\0'.repeat(4096)}`), '1:1 2:damaged');
});

test('a line whose bytes are no text is told', () => {
  assert.equal([...readFile([ONE, null])].map(({ kind }) => kind), ['sale', 'damaged']);
});

test('a line that is JSON and no sale is told with the path of what is wrong', () => {
  assert.match(complaint(JSON.stringify({ ...sealed(1), seq: '1' })), /^The line is not a sale as registers save it: seq must be a whole number from 1 to \d+\. Look/);
  assert.match(complaint(JSON.stringify({ ...sealed(1), prev: undefined })), /: prev is missing\. Look/);
  assert.match(complaint('[]'), /: it must be an object\. Look/);
  assert.match(complaint('7'), /: it must be an object\. Look/);
});

test('a head that was altered is told, and the sales below it are read', () => {
  assert.is(outline(`${FIRST.replace(':3}', ':-3}')}\n${ONE}`), '1:damaged 2:1');
  assert.match(complaint(FIRST.replace(':3}', ':-3}')), /^The file’s head was altered: sales must be a whole number from 0\. The sales below it are taken all the same\.$/);
});

test('a file that ends before its last sale is told at its head', () => {
  assert.is(outline(`${FIRST}\n${ONE}\n`), '1:head 2:1 1:damaged');
  assert.match(complaint(`${FIRST}\n${ONE}\n`), /^The file says that 3 sales follow, and 1 does: the rest was cut off\. Save it again/);
  assert.is(outline(`${FIRST}\n${ONE}\n${FIRST.replace('T1', 'T2')}\n${ONE}\n${TWO}\n${THREE}\n`), '1:head 2:1 1:damaged 3:head 4:1 5:2 6:3');
});

test('a damaged sale is not said to be missing too', () => {
  assert.is(outline(`${FIRST}\n${ONE}\n${TWO}\n${THREE.slice(1)}\n`), '1:head 2:1 3:2 4:damaged');
});

test('a head of a later protocol is a head', () => {
  assert.is(outline(`${FIRST.replace('"protocol":1', '"protocol":2,"more":true')}\n${ONE}\n${TWO}\n${THREE}`), '1:head 2:1 3:2 4:3');
});

test('members that nobody knows are left out', () => {
  const [part] = read(JSON.stringify({ ...sealed(1), more: 1, __proto__: { x: 1 } }));
  assert.equal(part, { kind: 'sale', line: 1, sealed: sealed(1) });
});

test('any text is read without a failure, and every sound line in it is found', () => {
  const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom(...[ONE, FIRST, TWO].map((line) => line.slice(1)), '{', '}', '{"registerId":', '\0'));
  fc.assert(fc.property(fc.array(fc.oneof(noise, fc.integer({ min: 1, max: 9 })), { maxLength: 12 }), (lines) => {
    const text = lines.map((line) => (typeof line === 'number' ? JSON.stringify(sealed(line)) : line.replaceAll('\n', ' '))).join('\n');
    const found = read(text).flatMap((part) => (part.kind === 'sale' ? [part.sealed.seq] : []));
    assert.equal(found, lines.filter((line) => typeof line === 'number'));
  }), { numRuns: 1000 });
});

test.run();
