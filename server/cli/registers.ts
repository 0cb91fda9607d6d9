import type { RegisterRow } from '../../domain/panel.js';
import { audit, COMMAND_LINE } from '../audit.js';
import type { PanelContext } from '../context.js';
import type { Database } from '../database.js';
import { createPairingCode } from '../pairing.js';
import { createRegister, listRegisters, removeLink, type Register } from '../registers.js';
import { Failure, print, tell, text, type Command } from './command.js';
import { demandName } from './names.js';

export const addRegister: Command = {
  name: 'add-register',
  usage: 'NAME [--outlet NAME]',
  summary: 'adds a register and prints its pairing code',
  details: `The code is alone on the standard output; it is valid for 15 minutes.

  --outlet NAME  the outlet that it stands in; not needed while there is only one`,
  options: { outlet: { type: 'string' } },
  takes: [1, 1],
  run: async (given) => {
    const name = demandName(given.names[0]);
    await given.withShop(async (context) => {
      const outletId = await findOutlet(context.db, text(given, 'outlet'));
      const register = await createRegister(context, { name, outletId }, COMMAND_LINE);
      tell(`${register.name} (${register.code}) stands in ${register.outlet.name}.`);
      await printCode(context, register);
    }, 'make');
  },
};

export const pairingCode: Command = {
  name: 'pairing-code',
  usage: 'NAME',
  summary: 'prints a new pairing code for a register',
  details: 'NAME is the register’s name or its code (T1). The pairing code is alone on the standard output; it is valid for 15 minutes. An older one ends.',
  options: {},
  takes: [1, 1],
  run: (given) => given.withShop(async (context) => printCode(context, await findRegister(context.db, given.names[0]))),
};

export const removeLinkCommand: Command = {
  name: 'remove-link',
  usage: 'NAME',
  summary: 'ends a register’s link to its device',
  details: 'NAME is the register’s name or its code (T1). The device may no longer send; the sales on it stay there and can come in a file.',
  options: {},
  takes: [1, 1],
  run: (given) => given.withShop(async (context) => {
    const register = await findRegister(context.db, given.names[0]);
    const ended = await removeLink(context, register.id, COMMAND_LINE);
    tell(ended ? `${register.name} has no device any more.` : `${register.name} had no device.`);
  }),
};

export const listCommand: Command = {
  name: 'list-registers',
  usage: '[--json]',
  summary: 'lists the registers: code, name, outlet, device, last heard of, sales',
  details: '  --json  as JSON, for programs',
  options: { json: { type: 'boolean' } },
  takes: [0, 0],
  run: (given) => given.withShop(async ({ db }) => {
    const registers = await listRegisters(db);
    print(given.options['json'] === true ? JSON.stringify(registers, null, 2) : table(registers));
  }),
};

async function printCode(context: PanelContext, { id, name }: Register): Promise<void> {
  const { code, expiresAt } = await createPairingCode(context.db, id, context.now());
  await audit(context.db, context.now(), COMMAND_LINE, 'make pairing code', { id, name });
  tell(`The pairing code for ${name} is valid until ${new Date(expiresAt).toLocaleTimeString()}:`);
  print(code);
}

/** By name (in either case), or by code. */
async function findRegister(db: Database, asked = ''): Promise<RegisterRow> {
  const registers = await listRegisters(db);
  const same = (name: string): boolean => name.toLowerCase() === asked.trim().toLowerCase();
  const found = registers.find(({ name }) => same(name)) ?? registers.find(({ code }) => same(code));
  if (!found) throw new Failure(`There is no register “${asked}”. There are: ${registers.map(({ name, code }) => `${name} (${code})`).join(', ') || 'none'}.`);
  return found;
}

async function findOutlet(db: Database, asked: string | undefined): Promise<string> {
  const outlets = await db.selectFrom('outlets').select(['id', 'name']).orderBy('name').execute();
  const names = outlets.map(({ name }) => name).join(', ');
  if (outlets.length === 0) throw new Failure('There is no outlet yet: add one in the control panel, page Outlets.');
  if (asked === undefined && outlets.length > 1) throw new Failure(`There are several outlets: say which with --outlet. There are: ${names}.`);
  const found = asked === undefined ? outlets[0] : outlets.find(({ name }) => name.toLowerCase() === asked.trim().toLowerCase());
  if (!found) throw new Failure(`There is no outlet “${asked}”. There are: ${names}.`);
  return found.id;
}

function table(registers: readonly RegisterRow[]): string {
  const rows = [
    ['CODE', 'NAME', 'OUTLET', 'DEVICE', 'LAST HEARD OF', 'SALES'],
    ...registers.map((row) => [row.code, row.name, row.outlet.name, row.link?.device ?? '-', row.link?.lastHeardOf ?? '-', String(row.salesReceived)]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
