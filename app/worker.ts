import type { Message } from '../domain/local.js';

/** The part of the Trusted Types API that the register needs; DOM typings do not have it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/** How often a page that stays open for weeks looks for a new version, in ms. */
const LOOK_FOR_UPDATE = 3_600_000;
/** Pause between two requests to be controlled, in ms. */
const ASK_AGAIN = 500;

let registration: ServiceWorkerRegistration | undefined;
/** A newer worker than this page's shell has taken over: the page must be loaded anew when it is quiet. */
let overtaken = false;
let reloading = false;

/** @returns why this browser cannot be a register, or null. */
export function whyUnfit(): string | null {
  if (!window.isSecureContext) return 'This address is not secure, so the browser keeps the register from working. Open it with https, or on localhost.';
  const missing = !('serviceWorker' in navigator) || !window.indexedDB || !window.BroadcastChannel || !navigator.locks;
  return missing ? 'This browser cannot keep sales safe without a network: it is too old, or this is a private window. Use a current Chrome, Edge, Firefox or Safari in a normal window.' : null;
}

/** Registers the worker and watches for newer ones. `quiet` is called when one may be waiting. */
export async function startWorker(quiet: () => void): Promise<void> {
  const worker = navigator.serviceWorker;
  let had = worker.controller !== null;
  worker.addEventListener('controllerchange', () => {
    overtaken = had;
    had = true;
    quiet();
  });
  registration = await worker.register(scriptUrl('sw.js'), { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => watchInstall(registration?.installing ?? null, quiet));
  watchInstall(registration.installing, quiet);
  const look = (): void => void registration?.update().catch(() => undefined);
  setInterval(look, LOOK_FOR_UPDATE);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  quiet();
}

function scriptUrl(url: 'sw.js'): string {
  const policy = window.trustedTypes?.createPolicy('holdfast', { createScriptURL: (asked) => asked });
  return policy ? policy.createScriptURL(url) : url;
}

function watchInstall(worker: ServiceWorker | null, quiet: () => void): void {
  worker?.addEventListener('statechange', quiet);
}

/** Resolves when requests of this page go through the worker. A hard reload leaves a page without one until it asks. */
export async function controlled(): Promise<void> {
  const worker = navigator.serviceWorker;
  while (!worker.controller) {
    const { active } = await worker.ready;
    const changed = new Promise((resolve) => worker.addEventListener('controllerchange', resolve, { once: true }));
    active?.postMessage({ type: 'claim' } satisfies Message);
    await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, ASK_AGAIN))]);
  }
}

export function tell(message: Message): void {
  navigator.serviceWorker.controller?.postMessage(message);
}

/** A new version is here and waits to be used. */
export function hasUpdate(): boolean {
  return overtaken || Boolean(registration?.waiting);
}

/**
 * The update policy: a till never reloads in the middle of a sale, and never changes its worker while sales are under way.
 * `atRest`: no sale is open, nothing is unsynchronised and nothing is being sent.
 */
export function considerUpdate(atRest: boolean): void {
  if (!atRest || reloading || !hasUpdate()) return;
  if (overtaken) {
    reloading = true;
    return location.reload();
  }
  registration?.waiting?.postMessage({ type: 'take-over' } satisfies Message);
}
