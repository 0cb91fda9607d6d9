/** A printer that is open, whatever it hangs on. */
export interface Link {
  /** Resolves when the printer has taken the bytes; rejects when it is gone. */
  send(bytes: Uint8Array): Promise<void>;
  /** What the printer says next; rejects when it is closed. Absent: it has no way to say anything. */
  readonly hear?: () => Promise<Uint8Array>;
  /** Waits until all has left; `atOnce`, it throws away what the printer has not taken. */
  close(atOnce: boolean): Promise<void>;
}
