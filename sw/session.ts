import { sessionText } from '../domain/chain.js';
import { parse } from '../domain/schema.js';
import { PROTOCOL, SessionOfferSchema } from '../domain/wire.js';
import { sealOf, type DeviceRecord } from './device.js';
import { refusal } from './refuse.js';
import { ask, toPanel, type Network } from './send.js';

/**
 * A network that gets itself a new session when the panel does not know the device, and then asks again, once. The
 * cookie can be lost where the device's key is not: browsers write cookies to the disk late.
 * @param url absolute, of `api/session`.
 */
export function renewing(network: Network, url: string, device: () => Promise<DeviceRecord | undefined>): Network {
  return async (request) => {
    const again = request.clone();
    const response = await network(request);
    if (response.status !== 401) return response;
    const record = await device();
    const renewed = record && record.state === 'linked' ? await renew(network, url, record) : 'not';
    if (renewed === 'renewed') return network(again);
    return renewed === 'not' ? response : refusal(403, 'link-removed', renewed.removed);
  };
}

async function renew(network: Network, url: string, device: DeviceRecord): Promise<'renewed' | 'not' | { readonly removed: string }> {
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
