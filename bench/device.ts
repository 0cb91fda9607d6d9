import type { Hash, Product } from '../domain/catalogue.js';
import type { PairReply } from '../domain/wire.js';
import { Device, makeKeys, ORIGIN, pairRequest, type Handle } from '../test/server/device.js';

/** A register without a browser that talks to a panel over HTTP. */
export type RemoteDevice = Device;

/** Sends a test's request to a running panel. */
export function over(origin: string): Handle {
  return async (request) => fetch(new Request(request.url.replace(ORIGIN, origin), request), { redirect: 'manual' });
}

/** Pairs a new device. */
export async function connect(origin: string, code: string): Promise<RemoteDevice> {
  const keys = await makeKeys();
  const handle = over(origin);
  const response = await handle(pairRequest(code, keys));
  if (!response.ok) throw new Error(`not paired: ${response.status} ${await response.text()}`);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return new Device(handle, keys, await response.json() as PairReply, cookie);
}

/** All products' documents, each as the text that the register gets. */
export async function productDocuments(device: RemoteDevice): Promise<string[]> {
  const { documents } = await device.manifest();
  const texts: string[] = [];
  for (const hash of documents.products) texts.push(await textOf(device, hash));
  return texts;
}

async function textOf(device: RemoteDevice, hash: Hash): Promise<string> {
  return (await device.fetch('GET', `sync/document/${hash}`)).text();
}

/** The shop's products and one of its staff, to make sales from. */
export async function goodsOf(device: RemoteDevice): Promise<{ products: Product[]; staff: { id: string; name: string } }> {
  const { documents } = await device.manifest();
  const [member] = await device.document<{ id: string; name: string }[]>(documents.staff);
  if (!member) throw new Error('the shop has no staff');
  const first = documents.products.slice(0, 8);
  const products = await Promise.all(first.map((hash) => device.document<Product[]>(hash)));
  return { products: products.flat(), staff: { id: member.id, name: member.name } };
}
