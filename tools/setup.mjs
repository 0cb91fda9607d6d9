/**
 * Makes the clone ready to run: `node tools/setup.mjs [--browser] [--quiet]`. npm runs it before start, test, holdfast
 * and replay. It does only what is not done yet, and takes a moment when nothing is.
 *
 * This file imports nothing and uses no new syntax, so that an old Node still gets as far as the sentence below.
 */
var version = process.versions.node;
if (Number(version.split('.')[0]) < 20) {
  console.error('Holdfast needs Node 20 or newer, and this is Node ' + version + '. Install one from https://nodejs.org and run the command again.');
  process.exit(1);
}
import('./prepare.mjs')
  .then(function (module) {
    return module.prepare({ browser: process.argv.includes('--browser'), quiet: process.argv.includes('--quiet') });
  })
  .catch(function (error) {
    console.error(error.name === 'Stop' ? error.message : error);
    process.exit(1);
  });
