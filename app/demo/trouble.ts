import { change, read } from '../state.js';

const WHERE = 'Then load this page again.';

/** Says in words why the worker's script was not taken: most often the host names it wrongly. */
export async function whyNoWorker(): Promise<string> {
  const response = await fetch('sw.js', { cache: 'no-store' }).catch(() => null);
  const type = response?.headers.get('content-type') ?? '';
  if (!response) return 'The demo has to be loaded once with a network, and the network is away. Nothing is lost; load this page again when it is back.';
  if (!response.ok) return `This host has no file sw.js beside this page (it answers ${response.status}). Publish the whole folder of the demo, with all that is in it. ${WHERE}`;
  if (!/javascript|ecmascript/.test(type)) return `This host sends sw.js as “${type || 'nothing'}”, and a browser takes a worker only as text/javascript. Set the host to send files that end in .js as text/javascript, or use another host. ${WHERE}`;
  return FULL;
}

const FULL = 'This browser could not keep the demo for offline use: its storage is full, or this is a private window, or a file on the host is not the one that the demo was built with. Free some space, or use a normal window. Then load this page again.';

/** Says so when the worker could not be installed, and there is none from before. */
export function watchInstallation(registration: ServiceWorkerRegistration): void {
  const { installing } = registration;
  installing?.addEventListener('statechange', () => {
    if (installing.state === 'redundant' && !registration.active && !read().shop) change({ unfit: FULL });
  });
}
