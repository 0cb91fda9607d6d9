import 'fake-indexeddb/auto';
import type { Owner, World } from './world.js';

/** What goes wrong with the next writes of a register. */
export type StorageFault = 'quota-at-commit' | 'quota-at-write' | 'unknown-error' | 'aborted' | 'closed-by-force';
export const STORAGE_FAULTS: readonly StorageFault[] = ['quota-at-commit', 'quota-at-write', 'unknown-error', 'aborted', 'closed-by-force'];

/** Who uses it: told of each transaction, so that a stop can end those under way. */
export interface StorageUser extends Owner {
  /** What is to go wrong with the write that begins now. */
  nextWrite(): StorageFault | null;
  begins(transaction: IDBTransaction): void;
  /** Its bytes are on the disk; nobody has been told yet. */
  commits(transaction: IDBTransaction): void;
}

/** What a stopped worker's code meets at the storage. Nobody is left to hear it. */
export class StoppedUser extends Error {
  constructor() {
    super('this worker has been stopped');
  }
}

/** What IndexedDB in memory has inside, as far as faults are put there. */
interface Inside extends IDBTransaction {
  _state: string;
  readonly _requests: { operation: () => unknown }[];
  _start(): void;
  _abort(name: string | null): void;
  readonly db: Connection;
  /** It is to fail with this error when it would complete. */
  fails?: string;
}
interface Connection extends IDBDatabase {
  user?: StorageUser;
  _closePending: boolean;
}
type Opening = IDBOpenDBRequest & { dispatchEvent(event: Event): boolean };

/** The browser's storage of one schedule: a new, empty IndexedDB whose connections know whose they are. */
export function openStorage(world: World): { readonly close: () => void } {
  const factory = new IDBFactory();
  const open = factory.open.bind(factory);
  factory.open = (name, version) => {
    const owner = world.current;
    const request = open(name, version) as Opening;
    const dispatch = request.dispatchEvent.bind(request);
    // Opening waits for others in promises: what follows is brought back to whoever opened.
    request.dispatchEvent = (event) => {
      if (event.type === 'upgradeneeded') return dispatch(event);
      world.post(owner, () => {
        if (event.type === 'success' && 'begins' in owner) (request.result as Connection).user = owner as StorageUser;
        dispatch(event);
      });
      return true;
    };
    return request;
  };
  const globals = globalThis as { indexedDB: IDBFactory };
  const before = globals.indexedDB;
  globals.indexedDB = factory;
  const transactions = faultyTransactions(world);
  return { close: () => { globals.indexedDB = before; transactions.restore(); } };
}

function faultyTransactions(world: World): { readonly restore: () => void } {
  const databases = IDBDatabase.prototype;
  const kept = IDBTransaction.prototype as Inside;
  const { transaction } = databases;
  const { _start: start } = kept;

  databases.transaction = function (this: Connection, names, mode, options) {
    const { user } = this;
    if (!user) return transaction.call(this, names, mode, options);
    if (user.dead) throw new StoppedUser();
    const fault = mode === 'readwrite' ? user.nextWrite() : null;
    if (fault === 'closed-by-force') this._closePending = true;
    if (fault === 'unknown-error') throw new DOMException('Internal error.', 'UnknownError');
    const begun = transaction.call(this, names, mode, options) as Inside;
    if (fault === 'quota-at-commit') begun.fails = 'QuotaExceededError';
    if (fault === 'aborted') begun.fails = 'AbortError';
    if (fault === 'quota-at-write') refuseWrites(begun);
    user.begins(begun);
    return begun;
  };

  kept._start = function (this: Inside) {
    const { user } = this.db;
    if (user) world.current = user;
    const completes = this._requests.length === 0 && this._state !== 'finished';
    if (completes && this.fails) return this._abort(this.fails);
    if (completes && user) user.commits(this);
    start.call(this);
  };
  return { restore: () => { databases.transaction = transaction; kept._start = start; } };
}

/** As a browser refuses: the request fails, and its transaction with it. */
function refuseWrites(begun: Inside): void {
  const objectStore = begun.objectStore.bind(begun);
  begun.objectStore = (name) => {
    const store = objectStore(name);
    const put = store.put.bind(store);
    store.put = (value, key) => {
      const request = put(value, key);
      const last = begun._requests.at(-1);
      if (last) last.operation = () => { throw new DOMException('The disk is full.', 'QuotaExceededError'); };
      return request;
    };
    return store;
  };
}

/** What a browser does to a stopped worker's transactions: what is not complete never was. */
export function abortTransaction(transaction: IDBTransaction): void {
  const inside = transaction as Inside;
  if (inside._state !== 'finished') inside._abort('AbortError');
}
