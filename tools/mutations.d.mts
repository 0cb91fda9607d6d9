/** Tries mutations one after the other, all when not said. Resolves to whether the simulation's normal run found each. */
export function findAll(chosen?: readonly string[]): Promise<boolean>;
