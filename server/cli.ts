import { parseArgs } from 'node:util';
import { backupCommand, restoreCommand } from './cli/backups.js';
import { Failure, UsageError, type Command } from './cli/command.js';
import { addStaff, ownerLink, resetPassword } from './cli/people.js';
import { exportCommand, importCommand } from './cli/products.js';
import { addRegister, listCommand, pairingCode, removeLinkCommand } from './cli/registers.js';
import { exportSalesCommand } from './cli/sales.js';
import { pathOf, withShop } from './cli/shop.js';
import { takeInCommand } from './cli/take-in.js';
import { StartError } from './database.js';
import { Refused } from './refused.js';

// The control panel's jobs for scripts and fleets: `npm run holdfast -- <command>`. What a script wants goes to
// stdout, what a person wants to stderr. Exit codes: 0 done, 1 could not be done, 2 was called wrongly.

const COMMANDS: readonly Command[] = [
  importCommand, exportCommand, addRegister, pairingCode, removeLinkCommand, listCommand, exportSalesCommand, takeInCommand, addStaff, resetPassword, ownerLink,
  backupCommand, restoreCommand,
];

const COMMON = { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
const CALL = 'npm run holdfast --';

async function main(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    if (name === undefined) throw new UsageError('Say which command.');
    return;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) throw new UsageError(`There is no command “${name}”. There are: ${COMMANDS.map((known) => known.name).join(', ')}.`);
  await run(command, rest);
}

async function run(command: Command, args: string[]): Promise<void> {
  const { values, positionals } = parsed(command, args);
  if (values['help'] === true) {
    process.stdout.write(helpOf(command));
    return;
  }
  const [least, most] = command.takes;
  if (positionals.length < least || positionals.length > most) {
    const why = positionals.length < least ? 'Something is missing' : `“${positionals[most] ?? ''}” is one too many (names with spaces go in quotes)`;
    throw new UsageError(`${why}: it is ${callOf(command)}.`);
  }
  const data = values['data'];
  const dataDir = typeof data === 'string' && data !== '' ? pathOf(data) : process.env['DATA_DIR'] || 'data';
  await command.run({ dataDir, names: positionals, options: values, withShop: (work, make) => withShop(dataDir, work, make) });
}

function parsed(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...command.options, ...COMMON }, allowPositionals: true });
  } catch (error) {
    // Node goes on with advice of its own.
    const why = error instanceof Error ? error.message.split(/\.? To specify|\.?\n|\.$/)[0] : '';
    throw new UsageError(`${why}: ${command.name} --help tells what it takes.`, { cause: error });
  }
}

function callOf({ name, usage }: Command): string {
  return `${CALL} ${name}${usage ? ` ${usage}` : ''}`;
}

function helpOf(command: Command): string {
  return `${callOf(command)}\n\n${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.\n\n${command.details}\n\n${ALWAYS}`;
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const list = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
  return `${CALL} COMMAND\n\nThe control panel’s jobs for scripts and fleets. All but restore may be run while the control panel runs.\n\n${list}\n\n${ALWAYS}`;
}

const ALWAYS = `With every command:

  --data DIR  the shop’s data folder (otherwise the environment’s DATA_DIR, or ./data)
  --help      tells about the command
`;

function failureOf(error: unknown): { readonly sentence: string; readonly code: number } {
  if (error instanceof UsageError) return { sentence: error.message, code: 2 };
  if (error instanceof Refused || error instanceof Failure || error instanceof StartError) return { sentence: error.message, code: 1 };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_BUSY') return { sentence: 'The database is kept busy by another program: nothing was changed. Try again in a moment.', code: 1 };
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return { sentence: 'The disk is full: nothing was changed. Free some space, and try again.', code: 1 };
  return { sentence: `Holdfast failed at this (${error instanceof Error ? error.message : String(error)}): nothing was changed. Set HOLDFAST_TRACE=1 to see where.`, code: 1 };
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main(process.argv.slice(2)).catch((error: unknown) => {
  const { sentence, code } = failureOf(error);
  process.stderr.write(`${sentence}\n`);
  if (process.env['HOLDFAST_TRACE']) console.error(error);
  process.exitCode = code;
});
