import { change, read } from '../state.js';
import { demoWords } from './words.js';

/** Says in words why the worker's script was not taken: most often the host names it wrongly. */
export async function whyNoWorker(): Promise<string> {
  const response = await fetch('sw.js', { cache: 'no-store' }).catch(() => null);
  const type = response?.headers.get('content-type') ?? '';
  const say = demoWords();
  if (!response) return say.noNetwork;
  if (!response.ok) return say.noWorkerFile(String(response.status));
  if (!/javascript|ecmascript/.test(type)) return say.wrongType(type || say.nothing);
  return say.notKept;
}

/** Says so when the worker could not be installed, and there is none from before. */
export function watchInstallation(registration: ServiceWorkerRegistration): void {
  const { installing } = registration;
  installing?.addEventListener('statechange', () => {
    if (installing.state === 'redundant' && !registration.active && !read().shop) change({ unfit: demoWords().notKept });
  });
}
