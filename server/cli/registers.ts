import type { RegisterRow } from '../../domain/panel.js';
import { setUpLink } from '../../domain/set-up-link.js';
import { audit, COMMAND_LINE } from '../audit.js';
import type { PanelContext } from '../context.js';
import type { Database } from '../database.js';
import { baseUrl } from '../greeting.js';
import { createPairingCode } from '../pairing.js';
import { createRegister, listRegisters, removeLink, type Register } from '../registers.js';
import { readSettings } from '../settings.js';
import { Failure, print, tell, text, UsageError, type Command, type Given } from './command.js';
import { demandName } from './names.js';

const LINK = { address: { type: 'string' }, link: { type: 'boolean' } } as const;
const LINK_OPTIONS = `  --address URL  where devices find this control panel: https://pos.example.com; otherwise HOST and PORT of the environment
  --link         the set-up link on the standard output in place of the code`;

export const addRegister: Command = {
  name: 'add-register',
  usage: 'NAME [--outlet NAME] [--address URL] [--link]',
  summary: 'adds a register and prints its pairing code and set-up link',
  details: `The code is alone on the standard output; it is valid for 15 minutes, and so is the link.

  --outlet NAME  the outlet that it stands in; not needed while there is only one
${LINK_OPTIONS}`,
  options: { outlet: { type: 'string' }, ...LINK },
  takes: [1, 1],
  run: async (given) => {
    const name = demandName(given.names[0]);
    const address = addressOf(given);
    await given.withShop(async (context) => {
      const outletId = await findOutlet(context.db, text(given, 'outlet'));
      const register = await createRegister(context, { name, outletId }, COMMAND_LINE);
      tell(`${register.name} (${register.code}) stands in ${register.outlet.name}.`);
      await printCode(context, register, address, given);
    }, 'make');
  },
};

export const pairingCode: Command = {
  name: 'pairing-code',
  usage: 'NAME [--address URL] [--link]',
  summary: 'prints a new pairing code and set-up link for a register',
  details: `NAME is the register’s name or its code (T1). The pairing code is alone on the standard output; it is valid for 15 minutes, and so is the link. An older one ends.

${LINK_OPTIONS}`,
  options: LINK,
  takes: [1, 1],
  run: (given) => {
    const address = addressOf(given);
    return given.withShop(async (context) => printCode(context, await findRegister(context.db, given.names[0]), address, given));
  },
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

async function printCode(context: PanelContext, { id, name }: Pick<Register, 'id' | 'name'>, address: string, { options }: Given): Promise<void> {
  const { code, expiresAt } = await createPairingCode(context.db, id, context.now());
  await audit(context.db, context.now(), COMMAND_LINE, 'make pairing code', { id, name });
  const link = setUpLink(`${address}register/`, code);
  const until = new Date(expiresAt).toLocaleTimeString();
  const [said, other] = options['link'] === true ? [link, `The pairing code in it is ${code}.`] : [code, `Or open this set-up link on the device: ${link}`];
  tell(`The ${said === link ? 'set-up link' : 'pairing code'} for ${name} is valid until ${until}:`);
  print(said);
  tell(other);
}

/** Of the control panel, with its slash, as devices see it. Throws {@link UsageError} for what is no address. */
function addressOf(given: Given): string {
  const said = text(given, 'address');
  if (said === undefined) {
    const { host, port } = readSettings(process.env);
    return `${baseUrl(host, port)}/`;
  }
  if (!/^https?:\/\/[^/?#]+\/?$/i.test(said) || !URL.canParse(said)) throw new UsageError(`--address must be the control panel’s address without a path, like https://pos.example.com, not “${said}”.`);
  return new URL(said).href;
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
