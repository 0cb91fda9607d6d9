/** What stock Workbox does: the sale is off the list before it is sent. */
export default {
  name: 'delete before send',
  patches: [{
    file: 'sw/outbox.ts',
    find: '    const asking = sendBatch(parts.network, parts.url, batch);\n',
    put: '    await journal.acknowledge(batch.map(({ position }) => position), timestamp(now()));\n    const asking = sendBatch(parts.network, parts.url, batch);\n',
  }],
};
