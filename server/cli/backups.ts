import { backUp, restore } from '../backup.js';
import { audit, COMMAND_LINE } from '../audit.js';
import { tell, type Command } from './command.js';
import { pathOf } from './shop.js';

export const backupCommand: Command = {
  name: 'backup',
  usage: 'FILE',
  summary: 'writes a copy of the whole shop while the control panel runs',
  details: `FILE must not exist yet. The copy is one consistent moment; it is checked before it gets its name, so a file that is
there is whole. It holds everything: sales, products, pictures, staff and the hashes of their passwords. Keep it safe.`,
  options: {},
  takes: [1, 1],
  run: (given) => given.withShop(async ({ db, now }) => {
    const path = pathOf(given.names[0] ?? '');
    const { sales, products } = await backUp(db, path);
    await audit(db, now(), COMMAND_LINE, 'backup', { sales, products });
    tell(`${path} holds ${sales.toLocaleString('en')} sales and ${products.toLocaleString('en')} products, and was checked.`);
  }),
};

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE',
  summary: 'puts a backup in the place of the shop; the control panel must be stopped',
  details: `The backup is checked first. The database that was there, even a damaged one, is not deleted: it stays in the data folder under a name of its own.
Sales that came after the backup was made are in that one only: export-sales --data reads them there.`,
  options: {},
  takes: [1, 1],
  run: async (given) => {
    const { sales, products, aside } = await restore(given.dataDir, pathOf(given.names[0] ?? ''), new Date());
    tell(`The shop is that of the backup, with ${sales.toLocaleString('en')} sales and ${products.toLocaleString('en')} products. Start the control panel again.`);
    if (aside !== null) tell(`The shop that was there before is in ${aside}.`);
  },
};
