import { closeDatabase, openDatabase } from '../../server/database.js';

// A program of its own for database.test.ts: counts a number up, `count-up.ts <folder> <times>`.
const [folder = '', times = ''] = process.argv.slice(2);
const db = await openDatabase(folder);
for (let i = 0; i < Number(times); i++) {
  await db.transaction().execute(async (trx) => {
    const { failures } = await trx.selectFrom('attempts').select('failures').executeTakeFirstOrThrow();
    await trx.updateTable('attempts').set({ failures: failures + 1 }).execute();
  });
}
await closeDatabase(db);
