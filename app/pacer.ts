/** Longest that one task works, in ms: a tap in between must not wait. */
const TASK = 12;

/** @returns what lets other tasks run when this one has worked for long enough. */
export function pacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TASK) return;
    await turn();
    since = performance.now();
  };
}

/** Lets whatever waits have its turn. A timer would take 4 ms each time. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
