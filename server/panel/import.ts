import { Hono } from 'hono';
import * as v from 'valibot';
import { IMPORT_FIELDS, type Mapping } from '../../domain/panel.js';
import { parseJson } from '../valid.js';
import type { PanelContext } from '../context.js';
import { importProducts, previewImport } from '../import.js';
import { Refused } from '../refused.js';
import { demandType, readBytes } from './body.js';
import type { UserEnv } from './session.js';

/** What browsers call a .csv; on Windows with a spreadsheet program installed it is the latter's. */
const TYPES = ['text/csv', 'application/csv', 'application/vnd.ms-excel', 'application/octet-stream'];
/** Half a million products or so. */
const MAX_CSV = 50 * 1024 * 1024;

const column = v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(1000, 'must have at most 1000 characters'));
const MappingSchema: v.GenericSchema<unknown, Mapping> = v.record(v.picklist(IMPORT_FIELDS, `must be one of ${IMPORT_FIELDS.join(', ')}`), column);

/** `import/preview` and `import`: the CSV's bytes as the body. */
export function importRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .post('/preview', async (c) => {
      demandType(c, TYPES, 'bad-csv');
      return c.json(await previewImport(await readBytes(c, MAX_CSV)));
    })
    .post('/', async (c) => {
      demandType(c, TYPES, 'bad-csv');
      const mapping = readMapping(c.req.query('map'));
      return c.json(await importProducts(context, await readBytes(c, MAX_CSV), mapping, { who: c.var.user.id }));
    });
}

function readMapping(json: string | undefined): Mapping {
  const parsed = parseJson(MappingSchema, json ?? '');
  if (parsed.ok) return parsed.value;
  throw new Refused('not-valid', `Nothing was imported: the mapping of columns ("map" in the address) is not understood, ${parsed.message}.`, parsed.path ? `map.${parsed.path}` : 'map');
}
