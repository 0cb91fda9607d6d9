import type { RegisterConfig } from '../../domain/catalogue.js';
import { paperWords } from '../other-words.js';
import type { Receipt } from '../receipt.js';

/** What is printed, as it stands on the screen, and how a printer without its letters prints it. */
export interface Layouts {
  readonly layout: Receipt;
  /** The same in English words, where the shop's are others. */
  readonly inEnglish?: Receipt;
}

/** Lays it out in the shop's language, and in English if that is another: receipt printers have no letters that are joined, or written from the right. */
export function layouts(config: RegisterConfig, layOut: (config: RegisterConfig, printed: ReturnType<typeof paperWords>) => Receipt): Layouts {
  const [printed, english] = [paperWords(config.locale), paperWords('en')];
  const layout = layOut(config, printed);
  return printed === english ? { layout } : { layout, inEnglish: layOut({ ...config, locale: 'en' }, english) };
}
