/** What waits longer than Workbox keeps a request, by the clock on the wall, is dropped. */
export default {
  name: 'retention of 7 days',
  patches: [{
    file: 'sw/outbox.ts',
    find: '    let positions = await journal.waiting();\n',
    put: `    let positions = await journal.waiting();
    for (const { position, sealed } of await journal.read(positions)) {
      const { completedAt } = JSON.parse(sealed.body) as { completedAt: string };
      if (now() - Date.parse(completedAt) > 7 * 24 * 3_600_000) await journal.acknowledge([position], timestamp(now()));
    }
    positions = await journal.waiting();
`,
  }],
};
