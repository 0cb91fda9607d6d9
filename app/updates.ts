import { DEMO } from '../domain/demo.js';
import type { Message } from '../domain/local.js';
import { watchInstallation } from './demo/trouble.js';
import { first, worker } from './worker.js';

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
/** How long the register is at rest before a worker that waits is told that it may take over, and told again. */
const REST = 1000;

let registration: ServiceWorkerRegistration | undefined;
/** A newer worker than this page's shell has taken over: the page must be loaded anew when it is quiet. */
let overtaken = false;
let reloading = false;
let lookAgain: (() => void) | undefined;
let timer = 0;

/** Registers the worker and watches for newer ones. `quiet` is called when one may be waiting. */
export async function startWorker(quiet: () => void): Promise<void> {
  lookAgain = quiet;
  let before = worker.controller;
  // Another tab may have had a newer one take over before this page came to look.
  overtaken = first !== null && before !== first;
  worker.oncontrollerchange = () => {
    overtaken = overtaken || before !== null;
    before = worker.controller;
    quiet();
  };
  const found = registration = await worker.register(scriptUrl(), { updateViaCache: 'none' });
  const follow = (): void => found.installing?.addEventListener('statechange', quiet);
  found.onupdatefound = follow;
  follow();
  if (DEMO) watchInstallation(found);
  setInterval(() => found.update().catch(console.warn), LOOK_FOR_UPDATE);
  quiet();
}

function scriptUrl(): string {
  const policy = window.trustedTypes?.createPolicy('holdfast', { createScriptURL: (url) => url });
  return policy ? policy.createScriptURL('sw.js') : 'sw.js';
}

/** For who tries out what this browser does: the worker's registration, and whether the worker has this page. */
export function registered(): { readonly registration: ServiceWorkerRegistration | undefined; readonly controls: boolean } {
  return { registration, controls: worker.controller !== null };
}

/** A new version is here and waits to be used. */
export function hasUpdate(): boolean {
  return overtaken || Boolean(registration?.waiting);
}

/**
 * The update policy: a till never reloads in the middle of a sale, and never changes its worker while sales are under way.
 * `atRest`: no sale is open, nothing is being sent, and what waits cannot go out now.
 */
export function considerUpdate(atRest: boolean): void {
  if (!atRest || reloading || !hasUpdate()) return pause();
  if (overtaken) {
    reloading = true;
    location.reload();
    return;
  }
  // A request that comes in the moment of the change would start the old worker again, for minutes; so not at once. And
  // while somebody is sending the new one does nothing, and says nothing of it: hence again.
  timer = timer || window.setTimeout(() => {
    pause();
    registration?.waiting?.postMessage({ type: 'take-over' } satisfies Message);
    lookAgain?.();
  }, REST);
}

function pause(): void {
  clearTimeout(timer);
  timer = 0;
}
