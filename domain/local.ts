import type { Hash } from './catalogue.js';
import type { SealedSale } from './chain.js';
import { DEMO } from './demo.js';
import type { Cents } from './money.js';
import type { Sale, SaleId } from './sale.js';
import type { Method, Recorded, ShiftId, ShiftRecord, Takings } from './shift.js';
import type { Manifest, SaleRefusal, RefusalCode } from './wire.js';

/**
 * What the page asks of its own worker, by plain `fetch` below the register's path. Types only; the panel never sees
 * these (but for the paths of wire.ts that the worker passes on).
 *
 *     POST api/pair {code}             set up: keys made here, code redeemed at the panel     → Device
 *     GET  api/status                                                                         → Status
 *     POST api/sales  (a Sale's JSON)  seal, write, queue                                     → 202 Receipt; again with the same id: the same
 *     GET  api/sales?before=<position>&limit=<n>   newest first                               → History
 *     GET  api/sales/<id>                                                                     → HistoryDetail, or ShiftDetail
 *     POST api/sales/<id>/retry        a refused sale goes back to waiting and is sent        → Status
 *     POST api/shift/open {OpenRequest}    seals that a shift begins; again with the same id: the same  → 202 ShiftDetail; else `shift-changed`
 *     POST api/shift/close {CloseRequest}  counts the journal's side, seals that it ends; likewise      → 202 ShiftDetail; else `shift-changed`
 *     POST api/outbox/drain            send now, without waiting out a pause (Synchronise data)  → Status
 *     POST api/sign-in {staffId, pin}  checks a PIN; works offline                            → SignIn; else `wrong-pin`, `too-many-tries` with retryAfter
 *     GET  api/sync/manifest, GET api/sync/document/<hash>     through the worker: network first, validated, cached, mirrored
 *     GET  api/sync/pack/<names>       the same of many documents at once (wire.ts), a line each
 *     POST api/sync/plan {manifest}    which of its documents are not here yet                → Plan
 *     POST api/sync/commit {manifest}  all documents are here: make it current                → Committed
 *     POST api/sync/mend               looks the mirror over; what is spoilt comes from the kept responses, or goes → {done}: the shop is whole
 *     POST api/items, PUT api/items/<id>   passed on to the panel
 *     GET  api/unsynchronised          all of them as the text of a file (file.ts), waiting and refused ones     → FileText
 *     POST api/unsynchronised {through, name}   that text is in a file now: those sales count as saved           → Status
 *     POST api/folder                  the page's store has another folder under {@link FOLDER}, or none, or the browser was asked again: write there now → Status
 *     POST api/reset {onlyCopy?}       refused while sales are neither sent nor saved, and, without `onlyCopy`, while some are saved but not sent; releases the device and clears everything → Done
 *     POST api/lost                    passed on to the panel
 *     GET  api/ping                    does the panel answer?                                 → Done
 *     GET  api/session                 passed on to the panel: its time                       → SessionOffer
 *     GET  api/disk                    writes as a sale is written, and reads it back         → DiskTrial
 *
 * Anything that is not 2xx is wire.ts's `Refusal`.
 */

/** `none`: not set up. `linked`: may send. `removed`: the panel ended the link; sales stay here, unsent. */
export type LinkState = 'none' | 'linked' | 'removed';

export interface Device {
  readonly registerId: string;
  readonly name: string;
  readonly link: number;
  readonly series: string;
}

/** What the page shows of the register's state; also broadcast on {@link CHANNEL} when it changes. */
export interface Status {
  readonly device: Device | null;
  readonly link: LinkState;
  /** Sales on this device that the panel has not acknowledged, refused ones included. */
  readonly unsynchronised: number;
  /** Those of them that the panel refused. */
  readonly needsAttention: number;
  /** A transaction sync is running. */
  readonly sending: boolean;
  /** ISO 8601 with offset; null before the first full sync. */
  readonly lastFullSync: string | null;
  /** Hash of the current manifest; null before the first full sync. */
  readonly catalogue: Hash | null;
  /** What stopped the last attempt to send; null after one that went through. */
  readonly trouble: Trouble | null;
  /** When the outbox will try by itself again, ms since 1970; null when nothing waits. */
  readonly nextAttempt: number | null;
  /** The unsynchronised sales that are in no file either; null: there is none. */
  readonly unsaved: Unsaved | null;
  /** The last file that they were saved to; null: none. */
  readonly saved: { readonly name: string; readonly at: string } | null;
  /** The folder that a copy of them is kept in; null: none. */
  readonly folder: Folder | null;
  /** Highest number that this link has given; 0: none. */
  readonly highest: number;
  /** There is no device because somebody has reset this register. */
  readonly wasReset: boolean;
  /** The shift that is open on this register; null: none is. */
  readonly shift: OpenShift | null;
}

export interface Unsaved {
  readonly count: number;
  /** Receipt numbers of the first and the last of them. */
  readonly first: string;
  readonly last: string;
}

export interface FileText {
  readonly text: string;
  /** Position in the journal up to which it has everything. */
  readonly through: number;
}

/** Key in the page's store of the `FileSystemDirectoryHandle` that the file is kept current in. */
export const FOLDER = 'folder';

export interface Folder {
  readonly name: string;
  /** The file in it. */
  readonly file: string;
  /** ISO 8601 with offset; null: not yet. */
  readonly writtenAt: string | null;
  /** How many sales it had then. */
  readonly sales: number;
  readonly trouble: FolderTrouble | null;
}
/** Why the folder's file is not current. `not-allowed`: the browser wants its user to allow it again. */
export interface FolderTrouble {
  readonly code: 'not-allowed' | 'gone' | 'full' | 'failed';
  readonly message: string;
}

/** What a register leaves outside of IndexedDB, to know after a loss what it was. */
export interface Sentinel {
  readonly registerId: string;
  readonly name: string;
  readonly link: number;
  readonly series: string;
  readonly highest: number;
  readonly unsynchronised: number;
  /** ISO 8601 with offset: when all this was so. */
  readonly at: string;
}

/** A shift that is open, as it is on the disk: written together with the record that opened it, and with each of its sales. */
export interface OpenShift {
  readonly id: ShiftId;
  readonly openedAt: string;
  /** Name of the person. */
  readonly openedBy: string;
  readonly currency: string;
  readonly float: Cents;
  /** Of its sales until now. */
  readonly takings: Takings;
  /** Of its opening in the journal. */
  readonly position: number;
}

/** What a person says when a shift begins. `id` is made by the page, for this one opening. */
export interface OpenRequest {
  readonly id: SaleId;
  readonly staff: Sale['staff'];
  readonly register: string;
  readonly currency: string;
  readonly float: Cents;
}
/** What was counted at its end. */
export interface CloseRequest extends Pick<OpenRequest, 'id' | 'staff' | 'register'> {
  readonly shift: ShiftId;
  readonly counted: Readonly<Record<Method, Cents>>;
}

/** A reason why sales wait, for people. */
export interface Trouble {
  readonly code: RefusalCode;
  readonly message: string;
  readonly at: string;
}

/** The answer to a sale: on disk, numbered, queued. */
export interface Receipt {
  readonly id: SaleId;
  readonly receiptNumber: string;
  readonly seq: number;
  readonly hash: Hash;
}

export type SaleState = 'Synchronised' | 'Waiting' | 'Needs attention';

/** One failed attempt to send a sale, or why it was refused. */
export interface Attempts {
  readonly count: number;
  /** ISO 8601 with offset. */
  readonly last: string;
  readonly code: SaleRefusal | RefusalCode;
  readonly message: string;
}

export interface HistoryItem {
  /** Place in the journal: pass the last one as `before` to get the next page. */
  readonly position: number;
  readonly id: SaleId;
  readonly kind: Recorded['kind'];
  readonly receiptNumber: string;
  readonly completedAt: string;
  /** Of a sale; the float of a shift that began, all that was counted of one that ended. */
  readonly total: number;
  readonly state: SaleState;
}
export interface History {
  readonly items: readonly HistoryItem[];
  readonly more: boolean;
}
interface Detail extends HistoryItem {
  readonly sealed: SealedSale;
  readonly attempts: Attempts | null;
  /** When the panel acknowledged it. */
  readonly synchronisedAt: string | null;
}
export interface HistoryDetail extends Detail {
  readonly sale: Sale;
}
/** The same of the opening or closing of a shift. */
export interface ShiftDetail extends Detail {
  readonly record: ShiftRecord;
}

export interface SignIn {
  readonly staffId: string;
  readonly name: string;
  readonly mayEditItems: boolean;
}

/** What came of writing on trial. `not-strict`: the browser did not wait for the disk. `spoilt`: what was read was not what was written. */
export interface DiskTrial {
  readonly result: 'written' | 'not-strict' | 'full' | 'failed' | 'spoilt';
}

/** What is still to be fetched for a manifest, and what is here already. */
export interface Plan {
  readonly missing: readonly Hash[];
  readonly present: number;
}
export interface Committed {
  readonly catalogue: Hash;
  readonly lastFullSync: string;
}
export type { Manifest };

/** BroadcastChannel on which the worker says that something changed. */
export const CHANNEL = DEMO ? 'holdfast-demo' : 'holdfast';
export type Notice =
  | { readonly type: 'status'; readonly status: Status }
  | { readonly type: 'more' };

/** What the page says to the worker by `postMessage`. An urgent drain does not wait out a pause: for when the connection has come back. */
export type Message = { readonly type: 'claim' } | { readonly type: 'wake' } | { readonly type: 'drain'; readonly urgent?: boolean } | { readonly type: 'take-over' };

/** What the mirror (names.ts) has under {@link CURRENT}: the shop that is sold from. Every document is under its hash, as bytes. */
export const CURRENT = 'current';
export interface Current {
  readonly hash: Hash;
  readonly manifest: Manifest;
  readonly syncedAt: string;
}
