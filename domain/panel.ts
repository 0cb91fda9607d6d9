import type { Cents } from './money.js';
import type { BasisPoints, Thousandths } from './pricing.js';
import type { Sale } from './sale.js';
import type { MethodCount, Reconciled, Takings } from './shift.js';
import type { Flag, Report, SaleRefusal } from './wire.js';

/**
 * What the control panel's pages ask of its server, below `/panel/`. Types only: server/ parses with its own schemas.
 * Answers that are not 2xx are wire.ts's `Refusal` with any of its codes or one of {@link PANEL_REFUSALS}.
 *
 *     GET    api/session                        → Session      (401 `signed-out` when nobody is signed in; `needsOwner` in its body tells first-run)
 *     POST   api/session {email, password}      → Session      (sign in)
 *     DELETE api/session                        → {}           (sign out)
 *     POST   api/setup {token, name, email, password} → Session (redeems the one-time link `/panel/#/setup/<token>`)
 *     GET    api/registers                      → RegisterRow[]
 *     POST   api/registers {name, outletId}     → RegisterRow
 *     PATCH  api/registers/<id> {name?, outletId?, idleMinutes?, historyDays?} → RegisterRow
 *     POST   api/registers/<id>/pairing-code    → PairingCode
 *     DELETE api/registers/<id>/link            → RegisterRow  ("Remove link to device")
 *     GET    api/registers/<id>/proof           → LinkProof[], the latest link first
 *     DELETE api/registers/<id>/lost/<link>     → RegisterRow  (a report of lost data is dismissed)
 *     POST   api/take-in?name=FILE  (the bytes of a file of sales, domain/file.ts)  → TakeInReport
 *     GET    api/shop                           → Shop
 *     PUT    api/shop (Shop)                    → Shop
 *     GET    api/outlets                        → OutletRow[]
 *     POST   api/outlets, PUT api/outlets/<id> (name, address, phone), DELETE api/outlets/<id>
 *     GET    api/staff                          → StaffRow[]
 *     POST   api/staff, PUT api/staff/<id> (StaffInput) → StaffRow;  DELETE api/staff/<id>
 *     PUT    api/staff/<id>/image, PUT api/products/<id>/image   raw bytes, image/png|jpeg|webp|svg+xml, at most 500 kB → {image}; DELETE the same → {image: null}
 *     GET    api/categories                     → CategoryRow[];  POST, PUT /<id> {name, parentId}, DELETE /<id>
 *     GET    api/products?q=&category=&page=    → ProductPage  (50 a page, from 1)
 *     GET    api/products/<id>                  → ProductRow;  POST, PUT /<id> (ProductInput), DELETE /<id>
 *     POST   api/import/preview?name=FILE  (the CSV's bytes)                  → ImportPreview
 *     POST   api/import?map=<URL-encoded JSON of Mapping>  (the CSV's bytes)  → ImportReport
 *     GET    api/products.csv, GET api/sales.csv?(same filters as api/sales)   downloads
 *     GET    api/sales?q=&state=&register=&from=&to=&page=   → SalePage (50 a page). state: `flagged`, `refused`, or absent = recorded
 *     GET    api/sales/<position>               → SaleDetail
 *     GET    api/shifts?register=&page=         → ShiftPage (50 a page, the latest first)
 *     GET    api/shifts/<register>/<shift>      → ShiftDetail
 *     GET    media/<name>                       a picture
 */

/** Refusals that only the panel's pages see, besides those of the wire. */
export const PANEL_REFUSALS = ['signed-out', 'wrong-password', 'setup-used', 'name-taken', 'email-taken', 'in-use', 'last-owner', 'bad-csv', 'bad-picture', 'bad-file'] as const;
export type PanelRefusal = (typeof PANEL_REFUSALS)[number];

export interface Session {
  readonly user: { readonly id: string; readonly name: string; readonly role: 'owner' | 'manager' };
  readonly shop: { readonly name: string; readonly currency: string; readonly locale: string };
}
export interface RegisterRow {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly outlet: { readonly id: string; readonly name: string };
  readonly idleMinutes: number;
  /** How long synchronised sales stay in the register's own Sales history. */
  readonly historyDays: number;
  /** The device in force; null: not paired. */
  readonly link: {
    readonly link: number;
    readonly device: string;
    readonly since: string;
    readonly lastHeardOf: string | null;
    readonly lastFullSync: string | null;
    /** What the device said of itself last; null: nothing yet. */
    readonly report: RegisterReport | null;
  } | null;
  /** Sales alone, of all its links. */
  readonly salesReceived: number;
  readonly lastSaleAt: string | null;
  /** One for each of its links that sales came from or that has lost its data, and for the one in force; by link. */
  readonly proof: readonly Proof[];
}

/** What a register says of itself by the way, and when: by the panel's clock, to the hour. */
export interface RegisterReport extends Report {
  readonly at: string;
  readonly protocol: number;
}

/** Numbers from the first to the second, both included. */
export type NumberRange = readonly [from: number, to: number];
/**
 * What came of a link's numbers. A link counts its sales, and the openings and closings of its shifts, from 1 without
 * gaps, so up to `highest` the ledger itself tells what is missing. What is said of sales here is said of all three. Sales above `highest` that were never sent leave no trace here.
 */
export interface LinkNumbers {
  readonly link: number;
  /** In the ledger, shifts' records included. `received = highest − missingCount + forks`. */
  readonly received: number;
  /** 0: none came. */
  readonly highest: number;
  /** The first {@link SHOWN_RANGES}, ascending. */
  readonly missing: readonly NumberRange[];
  /** Numbers, not ranges. */
  readonly missingCount: number;
  /** Sales beyond the first under a number that several came with. */
  readonly forks: number;
}
/** The same with what the device itself has said of its loss. */
export interface Proof extends LinkNumbers {
  /** Its browser has lost its data, and not all the numbers that it had given have come; null: no such thing, or dismissed. */
  readonly lost: LostData | null;
}
/** What a browser that was a register knew of what it has lost. */
export interface LostData {
  /** By the panel's clock. */
  readonly reportedAt: string;
  /** Highest number that it had given, by its own account. */
  readonly highest: number;
  /** How many of its sales it had not sent. */
  readonly unsynchronised: number;
  /** When it knew these, by its own clock. */
  readonly asOf: string;
}
/** How many ranges of missing numbers {@link LinkNumbers} names. */
export const SHOWN_RANGES = 50;

/** A link's proof with what it rests on. */
export interface LinkProof extends Proof {
  /** Start of its receipt numbers: `T1b`. */
  readonly series: string;
  readonly device: string;
  readonly since: string;
  /** Null: in force. */
  readonly endedAt: string | null;
  readonly lastHeardOf: string | null;
  /** When its last sale arrived. */
  readonly lastReceivedAt: string | null;
  /** How many of what was received are no sales. */
  readonly shiftRecords: number;
  /** Sales that do not continue from any that is here under the number before. */
  readonly chainBroken: number;
  /** Of the forks and the broken ones, the first 100, by number. */
  readonly odd: readonly OddSale[];
}
export interface OddSale {
  readonly seq: number;
  readonly receiptNumber: string;
  /** In the ledger: `api/sales/<position>`. */
  readonly position: number;
  /** Which shift it opens or closes, when it is no sale: `api/shifts/<register>/<shift>`. */
  readonly shift: string | null;
  readonly fork: boolean;
  readonly chainBroken: boolean;
}
export interface PairingCode {
  /** As shown: `K7QM-2XFD`. */
  readonly code: string;
  readonly expiresAt: string;
}
export interface Shop {
  readonly name: string;
  readonly taxNumberLabel: string;
  readonly taxNumber: string;
  readonly header: string;
  readonly footer: string;
  readonly currency: string;
  readonly locale: string;
  readonly taxName: string;
  readonly taxRate: BasisPoints;
  readonly cashRounding: number;
}
export interface OutletRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly registers: number;
}
export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: 'owner' | 'manager' | 'staff';
  readonly mayEditItems: boolean;
  readonly hasPin: boolean;
  readonly hasPassword: boolean;
  readonly image: string | null;
  readonly active: boolean;
}
export interface StaffInput {
  readonly name: string;
  readonly email: string | null;
  readonly role: 'owner' | 'manager' | 'staff';
  readonly mayEditItems: boolean;
  readonly active: boolean;
  /** Absent: unchanged. null: none. Four to twelve digits. */
  readonly pin?: string | null;
  /** Absent: unchanged. At least ten characters. */
  readonly password?: string | null;
}
export interface CategoryRow {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly products: number;
}
export interface ProductInput {
  readonly sku: string;
  readonly name: string;
  readonly price: Cents;
  readonly barcodes: readonly string[];
  readonly categoryId: string | null;
  readonly taxFree: boolean;
}
export interface ProductRow extends ProductInput {
  readonly id: string;
  readonly image: string | null;
  readonly updatedAt: string;
}
export interface ProductPage {
  readonly rows: readonly ProductRow[];
  readonly total: number;
  readonly page: number;
}

/** The members of a product that a CSV column can fill. */
export const IMPORT_FIELDS = ['sku', 'name', 'price', 'barcode', 'category', 'subCategory', 'taxFree'] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
/**
 * Which column (its heading) fills which field. `name` and `price` are needed. A row without `sku` means the product
 * with its barcode, or the one that an equal row (name, category, sub-category) made before: its SKU is derived from
 * these, with a number when several rows are equal, so that importing the same file again doubles nothing. Of a product
 * that is there only the mapped fields change. `category` and `subCategory` may be paths, `Drinks > Coffee`.
 */
export type Mapping = Partial<Record<ImportField, string>>;
export interface ImportPreview {
  /** Each by a name of its own: one without heading is `column 10`, the second `price` is `price (2)`. */
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** What the headings suggest. */
  readonly mapping: Mapping;
  /** The first rows as they stand in the file. */
  readonly sample: readonly (readonly string[])[];
}
export interface RowError {
  /** Number of the row in the file; the heading is row 1. */
  readonly row: number;
  readonly field: ImportField | null;
  readonly message: string;
}
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first 1,000. */
  readonly errors: readonly RowError[];
  readonly categoriesCreated: number;
}

/** What a file of sales is sent as. */
export const FILE_TYPE = 'application/x-ndjson';
/** What became of a file of sales. Lines are counted from 1. */
export interface TakeInReport {
  /** New in the ledger. */
  readonly recorded: number;
  /** In the ledger before, by the network or a file. */
  readonly already: number;
  /** Of what was refused and what was damaged, the first {@link SHOWN_LINES} each. */
  readonly refused: readonly { readonly line: number; readonly reason: SaleRefusal; readonly message: string }[];
  readonly refusedCount: number;
  readonly damaged: readonly { readonly line: number; readonly message: string }[];
  readonly damagedCount: number;
  /** The same by register, in the order in which they stand in the file. */
  readonly registers: readonly RegisterTotals[];
}
export interface RegisterTotals {
  readonly registerId: string;
  /** Null: not one of this control panel's. */
  readonly register: string | null;
  readonly recorded: number;
  readonly already: number;
  readonly refused: number;
}
/** How many lines of each kind a {@link TakeInReport} names. */
export const SHOWN_LINES = 1000;

export interface SaleRow {
  readonly position: number;
  readonly receiptNumber: string;
  readonly register: string;
  readonly staff: string;
  readonly completedAt: string;
  readonly receivedAt: string;
  readonly total: Cents;
  readonly tax: Cents;
  readonly payments: readonly { readonly method: string; readonly amount: Cents }[];
  readonly flags: readonly Flag[];
}
export interface RefusedRow {
  readonly id: number;
  readonly receivedAt: string;
  readonly register: string | null;
  readonly reason: string;
  readonly message: string;
  readonly times: number;
}
export interface SalePage {
  readonly rows: readonly SaleRow[];
  readonly refused: readonly RefusedRow[];
  readonly total: number;
  /** Sum over all pages. */
  readonly sum: Cents;
  readonly page: number;
  readonly counts: { readonly recorded: number; readonly flagged: number; readonly refused: number };
}
export interface SaleDetail extends SaleRow {
  readonly sale: Sale;
  readonly registerId: string;
  readonly link: number;
  readonly seq: number;
  readonly hash: string;
  readonly via: 'network' | 'file';
}

/** `open`: no closing has come. The others: the closing held against the sales that have come, at this moment. */
export type ShiftState = 'open' | Reconciled['state'];
export interface ShiftRow {
  readonly registerId: string;
  readonly shift: string;
  readonly register: string;
  /** Null: its opening is not here yet. */
  readonly openedAt: string | null;
  readonly openedBy: string | null;
  /** Null: it is open, or its closing is not here yet. */
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly float: Cents | null;
  /** As counted at the closing; empty before. */
  readonly methods: readonly MethodCount[];
  /** How many of its sales are in the ledger, and how many its closing says that it had. */
  readonly sales: { readonly received: number; readonly stated: number | null };
  readonly state: ShiftState;
  /** Of its opening and closing; its sales have their own. */
  readonly flags: readonly Flag[];
}
export interface ShiftPage {
  readonly rows: readonly ShiftRow[];
  readonly total: number;
  readonly page: number;
}
export interface ShiftDetail extends ShiftRow {
  /** What the sales that have come add up to. */
  readonly received: Takings;
  /** The sum that its closing states; null before. */
  readonly statedTotal: Cents | null;
  /** How many of its sales were still on the device when it was closed. */
  readonly unsynchronised: number | null;
  /** Of the series that its receipts are of. */
  readonly openingNumber: string | null;
  readonly closingNumber: string | null;
}
export type { Thousandths };
