import { REPORT_HEADER, type Report } from '../domain/wire.js';
import type { Network } from './send.js';

/** Where the panel hears how this register is doing: what it asks for at every start, and (the second part) what it sends sales to. */
const CARRIES = /\/api\/(?:ping|sync\/finished|(sales\/batch))$/;

/**
 * A network that says how this register is doing with what goes out anyway. What cannot be said holds nothing up.
 * @param report is told whether sales wait for it.
 */
export function reporting(network: Network, report: (ofSales: boolean) => Promise<Report | undefined>): Network {
  return async (request) => {
    const carries = CARRIES.exec(request.url);
    if (carries) await report(carries[1] !== undefined).then((said) => { if (said) request.headers.set(REPORT_HEADER, JSON.stringify(said)); }).catch(console.warn);
    return network(request);
  };
}
