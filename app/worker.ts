import type { Message } from '../domain/local.js';

/** Pause between two requests to be controlled, in ms. */
const ASK_AGAIN = 50;

/** Undefined where the browser has none. Nobody else asks the browser for it. */
export const worker = navigator.serviceWorker;
/** Who had this page when it began. */
export const first = worker?.controller ?? null;

/** Resolves when requests of this page go through the worker. A hard reload leaves a page without one until it asks. */
export async function controlled(): Promise<void> {
  while (!worker.controller) {
    (await worker.ready).active?.postMessage({ type: 'claim' } satisfies Message);
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
  }
}

export function tell(message: Message): void {
  worker.controller?.postMessage(message);
}
