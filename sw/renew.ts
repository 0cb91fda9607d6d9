import { sessionText } from '../domain/chain.js';
import { parse } from '../domain/schema.js';
import { PROTOCOL, SessionOfferSchema } from '../domain/wire.js';
import { sealOf, type DeviceRecord } from './device.js';
import { ask, toPanel, type Network } from './send.js';

/** Asks the panel for a new session, by the device's key. `not`: it gave none this time; `removed`: its words for why there will be none. */
export async function renew(network: Network, url: string, device: DeviceRecord): Promise<'renewed' | 'not' | { readonly removed: string }> {
  const offered = await ask(network, toPanel(url));
  const offer = offered.kind === 'answered' ? parse(SessionOfferSchema, offered.value) : null;
  if (!offer || !offer.ok) return 'not';
  const { registerId, link } = device;
  const { time } = offer.value;
  const signature = await sealOf(device).sign(sessionText(registerId, link, time));
  const answer = await ask(network, toPanel(url, 'POST', { protocol: PROTOCOL, registerId, link, time, signature }));
  if (answer.kind === 'refused' && answer.code === 'link-removed') return { removed: answer.message };
  return answer.kind === 'answered' ? 'renewed' : 'not';
}
