/** See try.mjs. */
export const MUTATIONS: readonly string[];
export function tryMutation(file: string): Promise<{ readonly name: string; readonly found: string; readonly seconds: number }>;
/** Throws when a patch does not fit the sources any more. */
export function checkMutation(file: string): Promise<void>;
