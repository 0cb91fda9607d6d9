import type { others } from './en-AU/others.js';
import type { receipt } from './en-AU/receipt.js';
import type { till } from './en-AU/till.js';
import type * as workerOthers from './en-AU/worker-others.js';
import type * as workerSale from './en-AU/worker.js';

type Worker = typeof workerSale & typeof workerOthers;
/** What the worker says. It says it in English itself; in other languages the page does (hearing.ts). */
export type WorkerWords = { readonly [Key in keyof Worker]: Worker[Key] extends string ? string : Worker[Key] };

/** A language beside English. English is the type: what is missing in another does not compile. */
export interface Language {
  /** BCP 47, as `lang` has it. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly till: typeof till;
  readonly others: typeof others;
  readonly receipt: typeof receipt;
  readonly worker: WorkerWords;
  /** Says what the worker said, whose sentences are English: some are kept on the disk, with the sales. */
  told(message: string): string;
}
