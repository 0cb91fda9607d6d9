import type { IncomingMessage } from 'node:http';
import type { Client } from './context.js';

/**
 * Who sent a request. A proxy before us says so in `X-Forwarded-For` and `-Proto`; it is believed when it runs on this
 * machine, or when `trustProxy` says that only a proxy can reach us.
 */
export function clientOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, trustProxy: boolean): Client {
  const peer = (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
  if (!trustProxy && !isLoopback(peer)) return { address: peer, secure: false };
  // The last one is what our own proxy has seen; those before it are what the client claims.
  const address = listed(headers['x-forwarded-for']).pop();
  return { address: address ?? peer, secure: listed(headers['x-forwarded-proto']).pop() === 'https' };
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function listed(header: string | string[] | undefined): string[] {
  return [header ?? []].flat().join(',').split(',').map((part) => part.trim()).filter(Boolean);
}
