/** See try.mjs. */
export const MUTATIONS: readonly string[];
export function tryMutation(file: string): Promise<{ readonly name: string; readonly found: string; readonly seconds: number }>;
