/** Whatever answers 2xx is taken for the panel, and for an acknowledgement of everything that was sent. */
export default {
  name: 'accept any 200',
  patches: [
    {
      file: 'sw/send.ts',
      find: "  if (response.type === 'opaqueredirect' ||",
      put: "  if (response.ok) return { kind: 'answered', value: await response.json().catch(() => null) };\n  if (response.type === 'opaqueredirect' ||",
    },
    {
      file: 'sw/send.ts',
      find: '  if (results.length === 0)',
      put: "  return { kind: 'answered', value: { protocol: PROTOCOL, results: sales.map(({ id, sealed }) => ({ hash: sealed.hash, id: id as never, result: 'recorded', flags: [] })) } };\n  if (results.length === 0)",
    },
    {
      file: 'sw/send.ts',
      find: '  if (!reply.ok) return later',
      put: "  if (!reply.ok) return { kind: 'answered', value: { protocol: PROTOCOL, results: sales.map(({ id, sealed }) => ({ hash: sealed.hash, id: id as never, result: 'recorded', flags: [] })) } };\n  if (!reply.ok) return later",
    },
  ],
};
