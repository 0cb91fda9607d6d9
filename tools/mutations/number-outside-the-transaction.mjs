/** The sale is written, and then the number. */
export default {
  name: 'number outside the transaction',
  patches: [{
    file: 'sw/journal.ts',
    find: "      store.put(head, 'head');\n      await promisifyRequest(store.transaction);\n    });\n",
    put: "      await promisifyRequest(store.transaction);\n    });\n    await use('readwrite', (store) => { store.put(head, 'head'); return promisifyRequest(store.transaction); });\n",
  }],
};
