/** The code pages' package copies its tables, plain data, by what browsers have since 2022 only. */
if (typeof structuredClone === 'undefined') (globalThis as { structuredClone?: unknown }).structuredClone = (data: unknown) => JSON.parse(JSON.stringify(data)) as unknown;
