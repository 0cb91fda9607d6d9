import type { IncomingMessage } from 'node:http';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { clientOf } from '../../server/client-address.js';
import { baseUrl } from '../../server/greeting.js';

/** A request as node:http describes it. */
function from(remoteAddress: string, headers: Record<string, string> = {}): Pick<IncomingMessage, 'socket' | 'headers'> {
  return { socket: { remoteAddress } as IncomingMessage['socket'], headers };
}

test('an address is printed so that it can be opened', () => {
  assert.is(baseUrl('127.0.0.1', 8080), 'http://127.0.0.1:8080');
  assert.is(baseUrl('::1', 8080), 'http://[::1]:8080');
  assert.is(baseUrl('till.example', 80), 'http://till.example:80');
});

test('who listens on all addresses is reached as localhost', () => {
  assert.is(baseUrl('0.0.0.0', 8080), 'http://localhost:8080');
  assert.is(baseUrl('::', 8080), 'http://localhost:8080');
});

test('a client is known by the address of its connection', () => {
  assert.equal(clientOf(from('192.0.2.7'), false), { address: '192.0.2.7', secure: false });
  assert.equal(clientOf(from('::ffff:192.0.2.7'), false), { address: '192.0.2.7', secure: false });
});

test('a proxy on this machine is believed, as to what it has seen itself', () => {
  const headers = { 'x-forwarded-for': '203.0.113.1, 198.51.100.2', 'x-forwarded-proto': 'https' };
  assert.equal(clientOf(from('127.0.0.1', headers), false), { address: '198.51.100.2', secure: true });
  assert.equal(clientOf(from('::1', headers), false), { address: '198.51.100.2', secure: true });
});

test('any other machine is believed only where it was said that there is a proxy', () => {
  const headers = { 'x-forwarded-for': '198.51.100.2', 'x-forwarded-proto': 'https' };
  assert.equal(clientOf(from('192.0.2.7', headers), false), { address: '192.0.2.7', secure: false });
  assert.equal(clientOf(from('192.0.2.7', headers), true), { address: '198.51.100.2', secure: true });
});

test.run();
