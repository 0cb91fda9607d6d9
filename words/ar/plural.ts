import { pluralOf } from '../plural.js';

export const plural = pluralOf<'zero' | 'one' | 'two' | 'few' | 'many' | 'other'>('ar');

/** Keeps a name, a number or an address, which may be in Latin letters, together and in its own order. */
export const apart = (text: string): string => `\u2068${text}\u2069`;
