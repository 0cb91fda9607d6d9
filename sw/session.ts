import type { DeviceRecord } from './device.js';
import type { Platform } from './platform.js';
import { refusal } from './refuse.js';
import type { Network } from './send.js';

/**
 * A network that gets itself a new session (renew.ts) when the panel does not know the device, and then asks again, once.
 * The cookie can be lost where the device's key is not: browsers write cookies to the disk late.
 * @param url absolute, of `api/session`.
 */
export function renewing(network: Network, url: string, device: () => Promise<DeviceRecord | undefined>, seldom: Platform['seldom']): Network {
  return async (request) => {
    const again = request.clone();
    const response = await network(request);
    if (response.status !== 401) return response;
    const record = await device();
    const renewed = record && record.state === 'linked' ? await (await seldom()).renew(network, url, record) : 'not';
    if (renewed === 'renewed') return network(again);
    return renewed === 'not' ? response : refusal(403, 'link-removed', renewed.removed);
  };
}
