import * as workerOthers from '../en-AU/worker-others.js';
import * as workerSale from '../en-AU/worker.js';
import { hearing } from '../hearing.js';
import type { Language } from '../language.js';
import { others } from './others.js';
import { apart } from './plural.js';
import { receipt } from './receipt.js';
import { till } from './till.js';
import { worker } from './worker.js';

/** العربية */
export const language: Language = { lang: 'ar', dir: 'rtl', till, others, receipt, worker, told: hearing({ ...workerSale, ...workerOthers }, worker, apart) };
