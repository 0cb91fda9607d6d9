import type { Language } from '../language.js';
import { others } from './others.js';
import { receipt } from './receipt.js';
import { till } from './till.js';

/** العربية */
export const language: Language = { lang: 'ar', dir: 'rtl', till, others, receipt, told: (message) => message };
