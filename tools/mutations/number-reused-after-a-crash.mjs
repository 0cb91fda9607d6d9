/** The last number is kept in memory, and on the disk only now and then. */
export default {
  name: 'number reused after a crash',
  patches: [
    {
      file: 'sw/journal.ts',
      find: "      const [there, head] = await Promise.all([find(id, at), get<Head>('head', at)]);\n",
      put: "      const [there, kept] = await Promise.all([find(id, at), get<Head>('head', at)]);\n      const head = memory ?? kept;\n",
    },
    { file: 'sw/journal.ts', find: '      if ((now ? now.position : 0) !== position - 1) {', put: '      if (now && position < 1) {' },
    { file: 'sw/journal.ts', find: "      store.put(head, 'head');\n", put: "      if (seq % 10 === 0) store.put(head, 'head');\n      memory = head;\n" },
    { file: 'sw/journal.ts', find: '  const append = (', put: '  let memory: Head | undefined;\n  const append = (' },
  ],
};
