import type { Connection } from './connection.js';

/** One step of the schema. Forward only: a step that was released is never changed, only followed by another. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: 'the first tables',
    sql: `
      CREATE TABLE shop (
        id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, tax_number_label TEXT NOT NULL, tax_number TEXT NOT NULL,
        header TEXT NOT NULL, footer TEXT NOT NULL, currency TEXT NOT NULL, locale TEXT NOT NULL, tax_name TEXT NOT NULL,
        tax_rate INTEGER NOT NULL, cash_rounding INTEGER NOT NULL, segments INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE outlets (id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL) STRICT;

      CREATE TABLE registers (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL UNIQUE, outlet_id TEXT NOT NULL REFERENCES outlets (id),
        idle_minutes INTEGER NOT NULL, created_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX registers_outlet ON registers (outlet_id);

      CREATE TABLE links (
        register_id TEXT NOT NULL REFERENCES registers (id), link INTEGER NOT NULL, series TEXT NOT NULL, device TEXT NOT NULL,
        signing_key TEXT NOT NULL, pin_key TEXT NOT NULL, panel_key TEXT NOT NULL, agreement_key TEXT NOT NULL,
        session_hash TEXT NOT NULL UNIQUE, pairing_code_hash TEXT NOT NULL, created_at TEXT NOT NULL, ended_at TEXT,
        last_heard_at TEXT, last_full_sync_at TEXT, PRIMARY KEY (register_id, link)
      ) STRICT;
      CREATE UNIQUE INDEX links_in_force ON links (register_id) WHERE ended_at IS NULL;
      CREATE INDEX links_code ON links (pairing_code_hash);

      CREATE TABLE pairing_codes (
        code_hash TEXT PRIMARY KEY, register_id TEXT NOT NULL REFERENCES registers (id), expires_at TEXT NOT NULL, used_at TEXT
      ) STRICT;
      CREATE INDEX pairing_codes_register ON pairing_codes (register_id);

      CREATE TABLE staff (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, password TEXT, role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'staff')),
        may_edit_items INTEGER NOT NULL, pin_hash TEXT, pin_salt TEXT, pin_iterations INTEGER, image TEXT, active INTEGER NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE panel_sessions (
        token_hash TEXT PRIMARY KEY, staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE, created_at TEXT NOT NULL, expires_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX panel_sessions_staff ON panel_sessions (staff_id);

      CREATE TABLE setup_tokens (token_hash TEXT PRIMARY KEY, created_at TEXT NOT NULL, used_at TEXT) STRICT;

      CREATE TABLE categories (id TEXT PRIMARY KEY, name TEXT NOT NULL, parent_id TEXT REFERENCES categories (id), position INTEGER NOT NULL) STRICT;
      CREATE INDEX categories_parent ON categories (parent_id);

      CREATE TABLE products (
        id TEXT PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL, search TEXT NOT NULL, price INTEGER NOT NULL,
        category_id TEXT REFERENCES categories (id), tax_free INTEGER NOT NULL, image TEXT, segment_key INTEGER NOT NULL, updated_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX products_segment ON products (segment_key);
      CREATE INDEX products_category ON products (category_id, search);
      CREATE INDEX products_search ON products (search);
      CREATE INDEX products_image ON products (image) WHERE image IS NOT NULL;

      CREATE TABLE barcodes (barcode TEXT PRIMARY KEY, product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE) STRICT;
      CREATE INDEX barcodes_product ON barcodes (product_id);

      CREATE TABLE segments (position INTEGER PRIMARY KEY, hash TEXT, products INTEGER NOT NULL) STRICT;
      CREATE INDEX segments_dirty ON segments (position) WHERE hash IS NULL;

      CREATE TABLE documents (hash TEXT PRIMARY KEY, gzip BLOB NOT NULL, created_at TEXT NOT NULL, replaced_at TEXT) STRICT;
      CREATE INDEX documents_replaced ON documents (replaced_at) WHERE replaced_at IS NOT NULL;

      CREATE TABLE media (name TEXT PRIMARY KEY, type TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;

      CREATE TABLE ledger (
        position INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL, sale_id TEXT NOT NULL, register_id TEXT NOT NULL,
        link INTEGER NOT NULL, seq INTEGER NOT NULL, prev TEXT NOT NULL, signature TEXT NOT NULL, body TEXT NOT NULL,
        receipt_number TEXT NOT NULL, completed_at TEXT NOT NULL, completed_utc TEXT NOT NULL, received_at TEXT NOT NULL,
        staff_id TEXT NOT NULL, staff_name TEXT NOT NULL, total INTEGER NOT NULL, tax INTEGER NOT NULL, flags TEXT NOT NULL,
        via TEXT NOT NULL CHECK (via IN ('network', 'file')), UNIQUE (hash, register_id, link)
      ) STRICT;
      CREATE INDEX ledger_chain ON ledger (register_id, link, seq);
      CREATE INDEX ledger_sale ON ledger (sale_id);
      CREATE INDEX ledger_completed ON ledger (completed_utc, completed_at, total, flags);
      CREATE INDEX ledger_register ON ledger (register_id, completed_utc, completed_at, total, flags);
      CREATE INDEX ledger_receipt ON ledger (receipt_number);
      CREATE INDEX ledger_flagged ON ledger (completed_utc) WHERE flags <> '';

      CREATE TABLE ledger_lines (
        ledger_position INTEGER NOT NULL REFERENCES ledger (position), line INTEGER NOT NULL, product_id TEXT NOT NULL, sku TEXT NOT NULL,
        name TEXT NOT NULL, quantity INTEGER NOT NULL, unit_price INTEGER NOT NULL, discount INTEGER NOT NULL, order_discount INTEGER NOT NULL,
        total INTEGER NOT NULL, tax INTEGER NOT NULL, PRIMARY KEY (ledger_position, line)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ledger_payments (
        ledger_position INTEGER NOT NULL REFERENCES ledger (position), payment INTEGER NOT NULL, method TEXT NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (ledger_position, payment)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE refused_sales (
        id INTEGER PRIMARY KEY AUTOINCREMENT, received_at TEXT NOT NULL, register_id TEXT, reason TEXT NOT NULL, message TEXT NOT NULL,
        sealed TEXT NOT NULL, times INTEGER NOT NULL, sealed_hash TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
      CREATE INDEX audit_at ON audit (at);

      CREATE TABLE attempts (what TEXT PRIMARY KEY, failures INTEGER NOT NULL, blocked_until TEXT) STRICT;
    `,
  },
  {
    number: 2,
    name: 'link numbers are given once, over a restore too',
    sql: 'ALTER TABLE registers ADD COLUMN link_floor INTEGER NOT NULL DEFAULT 0',
  },
  {
    number: 3,
    name: 'how long a register keeps synchronised sales in its history',
    sql: 'ALTER TABLE registers ADD COLUMN history_days INTEGER NOT NULL DEFAULT 30',
  },
  {
    number: 4,
    name: 'what registers have lost',
    sql: `
      CREATE TABLE lost_data (
        register_id TEXT NOT NULL REFERENCES registers (id), link INTEGER NOT NULL, reported_at TEXT NOT NULL, highest INTEGER NOT NULL,
        unsynchronised INTEGER NOT NULL, as_of TEXT NOT NULL, dismissed_at TEXT, PRIMARY KEY (register_id, link)
      ) STRICT;
    `,
  },
  {
    number: 5,
    name: 'shifts: their records are in the chain with the sales, and the ledger is the sales of it',
    sql: `
      ALTER TABLE ledger RENAME TO chain;
      ALTER TABLE chain ADD COLUMN kind TEXT NOT NULL DEFAULT 'sale' CHECK (kind IN ('sale', 'shift-open', 'shift-close'));
      ALTER TABLE chain ADD COLUMN shift TEXT;
      DROP INDEX ledger_completed;
      DROP INDEX ledger_register;
      DROP INDEX ledger_flagged;
      CREATE INDEX ledger_completed ON chain (completed_utc, completed_at, total, flags, kind);
      CREATE INDEX ledger_register ON chain (register_id, completed_utc, completed_at, total, flags, kind);
      CREATE INDEX ledger_flagged ON chain (completed_utc) WHERE flags <> '';
      CREATE INDEX chain_shift ON chain (register_id, shift, kind, total) WHERE shift IS NOT NULL;
      CREATE INDEX chain_shift_records ON chain (register_id, kind) WHERE kind <> 'sale';
      CREATE VIEW ledger AS SELECT * FROM chain WHERE kind = 'sale';

      CREATE TABLE shifts (
        register_id TEXT NOT NULL, shift TEXT NOT NULL, since TEXT NOT NULL, opening INTEGER REFERENCES chain (position), closing INTEGER REFERENCES chain (position),
        PRIMARY KEY (register_id, shift)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX shifts_since ON shifts (since);
    `,
  },
  {
    number: 6,
    name: 'what registers say of themselves',
    sql: `
      CREATE TABLE reports (
        register_id TEXT NOT NULL REFERENCES registers (id), link INTEGER NOT NULL, reported_at TEXT NOT NULL, protocol INTEGER NOT NULL, version TEXT NOT NULL,
        storage TEXT NOT NULL, unsynchronised INTEGER NOT NULL, last_full_sync TEXT, PRIMARY KEY (register_id, link)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** The newest step that this program knows. */
export const NEWEST = Math.max(...MIGRATIONS.map((migration) => migration.number));

/** The number of the last step that was taken in this database; 0 for an empty one. Changes nothing. */
export function schemaNumber(file: Connection): number {
  if (file.rows(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`).length === 0) return 0;
  const [row] = file.rows('SELECT max(number) AS number FROM migrations');
  return typeof row?.['number'] === 'number' ? row['number'] : 0;
}

/** Takes the steps that are still missing, each in its own transaction. */
export function migrate(file: Connection, now: Date): void {
  file.script('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT');
  for (const migration of MIGRATIONS) step(file, migration, now);
}

function step(file: Connection, migration: Migration, now: Date): void {
  file.script('BEGIN IMMEDIATE');
  try {
    // Asked inside the transaction: the command line may be starting on the same database at this moment.
    if (schemaNumber(file) < migration.number) {
      file.script(migration.sql);
      file.rows('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?) RETURNING number', [migration.number, migration.name, now.toISOString()]);
    }
    file.script('COMMIT');
  } catch (error) {
    file.rollBack();
    throw error;
  }
}
