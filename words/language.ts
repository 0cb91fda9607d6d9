import type { others } from './en-AU/others.js';
import type { receipt } from './en-AU/receipt.js';
import type { till } from './en-AU/till.js';

/** A language beside English. English is the type: what is missing in another does not compile. */
export interface Language {
  /** BCP 47, as `lang` has it. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly till: typeof till;
  readonly others: typeof others;
  readonly receipt: typeof receipt;
  /** Says what the worker said, whose sentences are English: some are kept on the disk, with the sales. */
  told(message: string): string;
}
