import { baseUrl } from '../greeting.js';
import { COMMAND_LINE } from '../audit.js';
import type { Database } from '../database.js';
import { email as emailField, password as passwordField, pin as pinField } from '../panel/fields.js';
import { endSessionsOf } from '../panel/session.js';
import { readSettings } from '../settings.js';
import { createSetupToken, hasOwner } from '../setup.js';
import { forgetFailures } from '../slow-down.js';
import { changeStaff, createStaff, readStaff } from '../staff.js';
import { Failure, print, tell, text, type Command } from './command.js';
import { demand, demandName } from './names.js';
import { askSecret } from './secret.js';

export const addStaff: Command = {
  name: 'add-staff',
  usage: 'NAME [--pin DIGITS] [--edit-items]',
  summary: 'adds somebody who signs in at the registers',
  details: `  --pin DIGITS   four to twelve digits; without one, a tap on the name signs in
  --edit-items   may create and edit items at the register

The registers know the new name after their next full sync. Who uses the control panel is added there, page Staff.`,
  options: { pin: { type: 'string' }, 'edit-items': { type: 'boolean' } },
  takes: [1, 1],
  run: async (given) => {
    const name = demandName(given.names[0]);
    const asked = text(given, 'pin');
    const pin = asked === undefined ? null : demand(pinField, asked, 'the PIN');
    await given.withShop(async (context) => {
      const mayEditItems = given.options['edit-items'] === true;
      const row = await createStaff(context, { name, email: null, role: 'staff', mayEditItems, active: true, pin }, COMMAND_LINE);
      tell(`${row.name} signs in ${row.hasPin ? 'with the PIN' : 'with a tap'}, and may ${row.mayEditItems ? '' : 'not '}edit items.`);
    }, 'make');
  },
};

export const resetPassword: Command = {
  name: 'reset-password',
  usage: 'E-MAIL',
  summary: 'gives somebody a new password for the control panel',
  details: `Asks for the new password (at least ten characters), or reads it from the first line of the standard input. It is no
argument, because those can be seen by everybody on the machine. Whoever is signed in with the old one is signed out.`,
  options: {},
  takes: [1, 1],
  run: async (given) => {
    const email = demand(emailField, given.names[0], 'the e-mail address');
    await given.withShop(async (context) => {
      const id = await findByEmail(context.db, email);
      const password = demand(passwordField, await askSecret('New password: '), 'the password');
      const { name, role, mayEditItems, active } = await readStaff(context.db, id);
      await changeStaff(context, id, { name, email, role, mayEditItems, active, password }, COMMAND_LINE);
      await endSessionsOf(context.db, id);
      await forgetFailures(context.db, `sign-in:${email}`);
      tell(`${name} can sign in with the new password${active && role !== 'staff' ? '' : ', as soon as an owner allows it'}.`);
    });
  },
};

export const ownerLink: Command = {
  name: 'owner-link',
  usage: '',
  summary: 'prints the one-time link that makes its first visitor the owner',
  details: 'Only for a shop without an owner; an older link ends. HOST and PORT are those of the control panel.',
  options: {},
  takes: [0, 0],
  run: async (given) => {
    const { host, port } = readSettings(process.env);
    await given.withShop(async ({ db, now }) => {
      if (await hasOwner(db)) throw new Failure('The shop has its owner already: an owner adds others in the control panel, page Staff; a lost password is mended with reset-password E-MAIL.');
      print(`${baseUrl(host, port)}/panel/#/setup/${await createSetupToken(db, now())}`);
    }, 'make');
  },
};

async function findByEmail(db: Database, email: string): Promise<string> {
  const row = await db.selectFrom('staff').select('id').where('email', '=', email).executeTakeFirst();
  if (row) return row.id;
  const others = await db.selectFrom('staff').select('email').where('email', 'is not', null).orderBy('email').execute();
  throw new Failure(`Nobody has the e-mail address ${email}. There are: ${others.map((other) => other.email).join(', ') || 'none'}.`);
}
