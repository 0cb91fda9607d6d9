import { CHANNEL, type Notice, type Status } from '../domain/local.js';
import { ask, Refused } from './api.js';
import { change, isAway, read, UNKNOWN } from './state.js';
import { controlled, tell } from './worker.js';

/** Longest wait before waiting sales are tried again, in ms. */
const LONGEST = 30_000;
/** Wait before a panel that did not answer is looked for again, in ms: a network says that it is there before it works. */
const LOOK_AGAIN = 5000;
const SHORTEST = 1000;
const HOUR = 3_600_000;

let timer = 0;

/** Keeps {@link State.status} what the worker last said, and sees to it that what waits is sent without anybody touching anything. */
export async function followWorker(): Promise<void> {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Notice>) => (data.type === 'status' ? take(data.status) : tell({ type: 'drain' }));
  window.addEventListener('online', () => { change({ online: true }); void sendNow(); });
  window.addEventListener('offline', () => change({ online: false }));
  document.addEventListener('visibilitychange', () => { if (!document.hidden) wakeUp(); });
  change({ online: navigator.onLine });
  await controlled();
  take(await ask<Status>('GET', 'api/status'));
  wakeUp();
}

function take(status: Status): void {
  change({ status });
  plan();
  import('./screens/others.js').then(({ guard }) => guard(status)).catch(console.warn);
}

/** At start, when somebody comes back to the tab, and as long as something waits. */
function wakeUp(): void {
  tell({ type: 'drain' });
  void look();
}

/** Sends what waits now: a button was pressed, or the connection has come back. */
export async function sendNow(): Promise<void> {
  await ask<Status>('POST', 'api/outbox/drain').then(take, console.warn);
  await look();
}

/** Asks whether the panel answers. Only this tells a network that is there from a panel that is. */
export async function look(): Promise<void> {
  const { status, unreachable: before } = read();
  if (status === UNKNOWN || status.link !== 'linked') return;
  const unreachable = await ask('GET', 'api/ping').then(() => false, (error: unknown) => error instanceof Refused && isAway(error.code));
  change({ unreachable });
  plan();
  if (before && !unreachable) await sendNow();
}

function plan(): void {
  window.clearTimeout(timer);
  const { status, unreachable } = read();
  // A register that nobody sells on is heard of too.
  if (status.unsynchronised === status.needsAttention && !unreachable) return void (timer = window.setTimeout(wakeUp, HOUR));
  const due = status.nextAttempt === null ? LOOK_AGAIN : status.nextAttempt - Date.now();
  timer = window.setTimeout(wakeUp, Math.min(Math.max(due, SHORTEST), LONGEST));
}

