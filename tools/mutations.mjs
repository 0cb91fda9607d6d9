/**
 * Shows that the simulation can fail: `npm run mutations [-- part of a name]`. Each file in tools/mutations has a bug
 * that somebody might make; it is put into a copy of the sources in a temporary folder, never into the product's, and
 * the simulation's normal run must find it. Exit code 1 when one is not found, or its patch no longer fits the sources.
 */
import { fileURLToPath } from 'node:url';
import { MUTATIONS, tryMutation } from './mutations/try.mjs';

async function main(filters) {
  const chosen = MUTATIONS.filter((name) => filters.length === 0 || filters.some((part) => name.includes(part)));
  if (chosen.length === 0) {
    console.log(`No mutation is called ${filters.join(' or ')}: there are ${MUTATIONS.join(', ')}.`);
    return 2;
  }
  return await findAll(chosen) ? 0 : 1;
}

/** Tries them one after the other. Resolves to whether the simulation found each. */
export async function findAll(chosen = MUTATIONS) {
  let missed = 0;
  for (const file of chosen) {
    const { name, found, seconds } = await tryMutation(file);
    if (!found) missed += 1;
    console.log(`${found ? 'found ' : 'MISSED'}  ${name}  ${seconds.toFixed(1)} s${found ? `  ${found}` : ''}`);
  }
  console.log(`${chosen.length - missed} of ${chosen.length} found`);
  return missed === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
