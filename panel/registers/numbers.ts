import { receiptNumber } from '../../domain/chain.js';
import type { LinkProof, NumberRange, Proof, RegisterRow } from '../../domain/panel.js';

/** How many ranges are written out. */
const WRITTEN = 12;

/** Which are missing, as they stand on receipts: `T1-000005, T1-000007 to T1-000009 and 40 more`. Empty: none is. */
export function missingInWords({ missing, missingCount }: Proof, series: string): string {
  const written = missing.slice(0, WRITTEN);
  const more = missingCount - written.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const words = written.map((range) => rangeInWords(range, series));
  return listed(more > 0 ? [...words, `${more.toLocaleString('en')} more`] : words);
}

function rangeInWords([from, to]: NumberRange, series: string): string {
  const [first, last] = [receiptNumber(series, from), receiptNumber(series, to)];
  return from === to ? first : to === from + 1 ? `${first}, ${last}` : `${first} to ${last}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.slice(-1).join('')}`;
}

/** `1 sale`, `1,234 sales`. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** What came of a link: `12 sales`, `12 sales, and 2 openings or closings of shifts`. */
export function receivedInWords({ received, shiftRecords }: Pick<LinkProof, 'received' | 'shiftRecords'>): string {
  const sales = counted(received - shiftRecords, 'sale');
  return shiftRecords === 0 ? sales : `${sales}, and ${shiftRecords.toLocaleString('en')} ${shiftRecords === 1 ? 'opening or closing of a shift' : 'openings or closings of shifts'}`;
}

/** What a register's links come to together. */
export function together(proofs: readonly Proof[]): { readonly missing: number; readonly forks: number; readonly lost: boolean } {
  return { lost: proofs.some(({ lost }) => lost !== null), missing: proofs.reduce((sum, { missingCount }) => sum + missingCount, 0), forks: proofs.reduce((sum, { forks }) => sum + forks, 0) };
}

/** A register's numbers in short: `none missing`, `3 missing`, `1 doubled`. */
export function numbersInWords({ salesReceived, proof }: Pick<RegisterRow, 'salesReceived' | 'proof'>): string {
  const { missing, forks, lost } = together(proof);
  const words = [lost && 'data cleared', missing > 0 && `${missing.toLocaleString('en')} missing`, forks > 0 && `${forks.toLocaleString('en')} doubled`].filter(Boolean);
  return words.join(', ') || (salesReceived > 0 ? 'none missing' : 'none yet');
}

/** A device that has been silent for longer, in ms, may have sold meanwhile. */
const SILENT = 3_600_000;

/** What says that the device in force has sales that have not come: as half a sentence. Empty: nothing says so. */
export function salesToCome({ link, proof }: Pick<RegisterRow, 'link' | 'proof'>, now: Date): string {
  const own = proof.find((one) => one.link === link?.link);
  const silent = link?.lastHeardOf ? now.getTime() - Date.parse(link.lastHeardOf) : 0;
  const hours = Math.floor(silent / SILENT);
  return listed([
    own && own.missingCount > 0 ? `${counted(own.missingCount, 'number')} ${own.missingCount === 1 ? 'is' : 'are'} missing` : '',
    hours > 0 ? `nothing was heard of it for ${counted(hours, 'hour')}` : '',
  ].filter(Boolean));
}
