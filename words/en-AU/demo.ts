import { figure } from '../figures.js';
import { plural } from './plural.js';

/** What the demo says besides: in its own build alone. */
export const demo = {
  demo: 'Demo',
  nothingReal: 'Demo: nothing here is real.',
  livesHere: 'It lives in this browser alone.',
  codeIs: (code: string) => `The pairing code is ${code}.`,
  pins: (pins: string) => `PINs: ${pins}`,
  panelAway: 'Its control panel does not answer now.',
  privateWindow: 'A private window: all goes with it.',
  setUp: 'Set up the demo',
  refuseNext: 'Refuse next sale',
  workOffline: 'Work offline',
  reset: 'Reset demo',
  resetAsks: 'Reset the demo?',
  resetSays: 'Its sales, shifts and changed items go, and it begins anew. A real register in this browser is not touched.',
  receipt: 'Receipt',
  sold: 'Sold',
  by: 'By',
  total: 'Total',
  takenIn: (count: number, total: string) => plural(count, {
    one: `The demo’s control panel has taken in ${figure(count)} sale of ${total}. The real one also has pages for products, staff, registers, shifts and receipts.`,
    other: `The demo’s control panel has taken in ${figure(count)} sales of ${total}. The real one also has pages for products, staff, registers, shifts and receipts.`,
  }),
  noNetwork: 'The demo has to be loaded once with a network, and the network is away. Nothing is lost; load this page again when it is back.',
  noWorkerFile: (status: string) => `This host has no file sw.js beside this page (it answers ${status}). Publish the whole folder of the demo, with all that is in it. Then load this page again.`,
  wrongType: (type: string) => `This host sends sw.js as “${type}”, and a browser takes a worker only as text/javascript. Set the host to send files that end in .js as text/javascript, or use another host. Then load this page again.`,
  nothing: 'nothing',
  notKept: 'This browser could not keep the demo for offline use: its storage is full, or this is a private window, or a file on the host is not the one that the demo was built with. Free some space, or use a normal window. Then load this page again.',
};
