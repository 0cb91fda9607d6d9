/** The first result is taken for the first sale's, the second for the second's. */
export default {
  name: 'acknowledge by position',
  patches: [{
    file: 'sw/outbox.ts',
    find: "    const recorded = results.filter(({ result }) => result === 'recorded').flatMap(({ hash }) => positionOf(hash));\n",
    put: "    const recorded = results.flatMap(({ result }, index) => result === 'recorded' ? batch.slice(index, index + 1).map(({ position }) => position) : []);\n",
  }],
};
