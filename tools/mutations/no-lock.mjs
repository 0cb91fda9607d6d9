/** Tabs and workers number and send without asking each other. */
export default {
  name: 'no lock',
  patches: [
    { file: 'sw/till.ts', find: 'locks.request(name, work) as Promise<T>;', put: 'work();' },
    { file: 'sw/till.ts', find: 'ifFree: (work) => locks.request(`${names.lock}-outbox`, { ifAvailable: true }, async (lock) => lock ? work() : undefined),', put: 'ifFree: (work) => work(),' },
  ],
};
