import { sentence } from './api.js';
import { findFinished } from './checkout.js';
import { followWorker } from './standing.js';
import { change, read, screenOf, UNKNOWN, watch } from './state.js';
import { considerUpdate, hasUpdate, startWorker } from './updates.js';

/** Starts the worker, and follows what it says and what becomes of it. Nothing that is seen first waits for it. */
export async function followRegister(): Promise<void> {
  await startWorker(mindUpdate);
  await followWorker();
  watch(mindUpdate);
  // Not only a cart that says that it was sent: the power may have gone between the worker's write and the page's.
  if (read().cart.lines.length) await findFinished().catch((error: unknown) => change({ payTrouble: sentence(error) }));
}

function mindUpdate(): void {
  const { cart, status, paying, sync, updateReady } = read();
  if (hasUpdate() !== updateReady) change({ updateReady: hasUpdate() });
  const noSaleOpen = cart.lines.length === 0 && !paying && !sync && !screenOf(read());
  // What cannot be sent must not hold the update up: an old protocol may be the very reason.
  const outboxRests = !status.sending && (status.unsynchronised === status.needsAttention || status.trouble !== null);
  considerUpdate(noSaleOpen && status !== UNKNOWN && outboxRests);
}
