import type { ColumnType, Generated } from 'kysely';
import type { Recorded } from '../domain/shift.js';

/**
 * The tables of the control panel as Kysely sees them; migrations.ts makes them. Times are ISO 8601 in UTC; amounts
 * are cents; booleans are 0 or 1; ids are UUIDs unless said.
 */
export interface Tables {
  /** One row: the shop. */
  shop: ShopTable;
  outlets: OutletTable;
  registers: RegisterTable;
  links: LinkTable;
  pairing_codes: PairingCodeTable;
  staff: StaffTable;
  panel_sessions: PanelSessionTable;
  setup_tokens: SetupTokenTable;
  categories: CategoryTable;
  products: ProductTable;
  barcodes: BarcodeTable;
  segments: SegmentTable;
  documents: DocumentTable;
  media: MediaTable;
  chain: ChainTable;
  /** A view: the sales of the chain, and nothing else of it. */
  ledger: LedgerTable;
  shifts: ShiftTable;
  ledger_lines: LedgerLineTable;
  ledger_payments: LedgerPaymentTable;
  refused_sales: RefusedSaleTable;
  lost_data: LostDataTable;
  reports: ReportTable;
  audit: AuditTable;
  attempts: AttemptTable;
  migrations: MigrationTable;
}

type Bytes = ColumnType<ArrayBuffer, Uint8Array, Uint8Array>;

export interface ShopTable {
  id: 1;
  name: string;
  tax_number_label: string;
  tax_number: string;
  header: string;
  footer: string;
  currency: string;
  locale: string;
  tax_name: string;
  /** Basis points. */
  tax_rate: number;
  cash_rounding: number;
  /** Number of product segments now: a power of two. */
  segments: number;
}
export interface OutletTable {
  id: string;
  name: string;
  address: string;
  phone: string;
}
export interface RegisterTable {
  id: string;
  /** Shown to people: `Front counter`. */
  name: string;
  /** Starts its receipt numbers: `T1`. Unique. */
  code: string;
  outlet_id: string;
  idle_minutes: number;
  history_days: Generated<number>;
  created_at: string;
  /** The next link has a higher number: a restore knows of links that the backup does not have. */
  link_floor: Generated<number>;
}
/** One pairing of a register with a device. `ended_at` null: the one in force; at most one per register. */
export interface LinkTable {
  register_id: string;
  link: number;
  series: string;
  device: string;
  /** Raw P-256 point, base64url. */
  signing_key: string;
  /** Key for PIN verifiers, base64url, 32 bytes. */
  pin_key: string;
  /** The panel's half of the agreement, base64url: sent again if the same device repeats the pairing. */
  panel_key: string;
  agreement_key: string;
  /** SHA-256 of the session cookie's token, hexadecimal. */
  session_hash: string;
  pairing_code_hash: string;
  created_at: string;
  ended_at: string | null;
  last_heard_at: string | null;
  last_full_sync_at: string | null;
}
export interface PairingCodeTable {
  /** SHA-256 of the normalised code, hexadecimal. */
  code_hash: string;
  register_id: string;
  expires_at: string;
  used_at: string | null;
}
export interface StaffTable {
  id: string;
  name: string;
  email: string | null;
  /** `scrypt$N$r$p$salt$hash`, base64url. */
  password: string | null;
  role: 'owner' | 'manager' | 'staff';
  may_edit_items: number;
  /** base64url of PBKDF2-SHA-256(PIN, pin_salt, pin_iterations, 32 bytes); null: no PIN. */
  pin_hash: string | null;
  pin_salt: string | null;
  pin_iterations: number | null;
  image: string | null;
  active: number;
  created_at: string;
}
export interface PanelSessionTable {
  token_hash: string;
  staff_id: string;
  created_at: string;
  expires_at: string;
}
export interface SetupTokenTable {
  token_hash: string;
  created_at: string;
  used_at: string | null;
}
export interface CategoryTable {
  id: string;
  name: string;
  parent_id: string | null;
  position: number;
}
export interface ProductTable {
  id: string;
  sku: string;
  name: string;
  /** Lower case, accents folded: name and SKU, for the panel's search. */
  search: string;
  price: number;
  category_id: string | null;
  tax_free: number;
  image: string | null;
  /** domain/catalogue.ts `segmentKey(sku)`; indexed. */
  segment_key: number;
  updated_at: string;
}
export interface BarcodeTable {
  barcode: string;
  product_id: string;
}
/** The product documents as they stand. `hash` null: a write touched it, to be rebuilt at the next manifest. */
export interface SegmentTable {
  position: number;
  hash: string | null;
  products: number;
}
/** Documents by content. Kept for a while after they are replaced, so that a register in the middle of a sync still finds them. */
export interface DocumentTable {
  hash: string;
  gzip: Bytes;
  created_at: string;
  /** Null while it is a segment's. Else when it was replaced; for the shop's own, when a manifest last named it. */
  replaced_at: string | null;
}
export interface MediaTable {
  /** `<sha256>.<ext>`. */
  name: string;
  type: string;
  bytes: Bytes;
}
/**
 * Everything that registers sealed and that came, as it came: sales, and the openings and closings of shifts, which have
 * their numbers in the same series. Rows are only ever added. Unique is a hash within its link, not alone: the hash does
 * not hold whose sale it is, so a device could seal another's text as its own, and must not keep that one out.
 */
export interface ChainTable {
  position: Generated<number>;
  hash: string;
  /** The id of the sale, or of the record of a shift. */
  sale_id: string;
  register_id: string;
  link: number;
  seq: number;
  prev: string;
  signature: string;
  body: string;
  receipt_number: string;
  /** The register's clock, as in the body. */
  completed_at: string;
  /** The same instant in UTC, for sorting and ranges. */
  completed_utc: string;
  received_at: string;
  staff_id: string;
  staff_name: string;
  /** 0 in a record of a shift. */
  total: number;
  tax: number;
  /** Flags, space-separated; empty: none. */
  flags: string;
  /** How it came. */
  via: 'network' | 'file';
  kind: Recorded['kind'];
  /** Which shift it is of; null: a sale while none was open. */
  shift: string | null;
}
export type LedgerTable = Omit<ChainTable, 'kind'>;
/** Every shift of which anything has come. */
export interface ShiftTable {
  register_id: string;
  shift: string;
  /** When it began, as far as is known: by its opening, by its closing, or by the first of its sales that came. */
  since: string;
  /** In the chain; null: not here yet. The first that came, as of the closing. */
  opening: number | null;
  closing: number | null;
}
export interface LedgerLineTable {
  ledger_position: number;
  line: number;
  product_id: string;
  sku: string;
  name: string;
  /** Thousandths. */
  quantity: number;
  unit_price: number;
  discount: number;
  order_discount: number;
  total: number;
  tax: number;
}
export interface LedgerPaymentTable {
  ledger_position: number;
  payment: number;
  method: string;
  amount: number;
}
export interface RefusedSaleTable {
  id: Generated<number>;
  received_at: string;
  register_id: string | null;
  reason: string;
  message: string;
  /** The sealed sale's JSON as it came. */
  sealed: string;
  /** How often the same bytes came. */
  times: number;
  sealed_hash: string;
}
/** A device that was this link said that its browser has lost its data; the last report of each link. */
export interface LostDataTable {
  register_id: string;
  link: number;
  /** By the panel's clock. */
  reported_at: string;
  /** The highest number that the link had given. */
  highest: number;
  unsynchronised: number;
  /** When these were so, by the register's clock. */
  as_of: string;
  dismissed_at: string | null;
}
/** What a link's device said of itself last (domain/wire.ts `Report`). */
export interface ReportTable {
  register_id: string;
  link: number;
  /** By the panel's clock: when it said something else than before, or the same an hour later. */
  reported_at: string;
  protocol: number;
  version: string;
  storage: string;
  unsynchronised: number;
  /** By the register's clock. */
  last_full_sync: string | null;
}
export interface AuditTable {
  id: Generated<number>;
  at: string;
  /** Staff id, or `command line`, or `register <id>`. */
  who: string;
  what: string;
  /** JSON. */
  detail: string;
}
/** Failed tries at something that can be guessed, for slowing down. `what`: `pair:<ip>`, `sign-in:<e-mail>`. */
export interface AttemptTable {
  what: string;
  failures: number;
  blocked_until: string | null;
}
export interface MigrationTable {
  number: number;
  name: string;
  applied_at: string;
}
