import { pluralOf } from '../plural.js';

export const plural = pluralOf<'one' | 'other'>('en-AU');
