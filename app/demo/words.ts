import { demo as arabic } from '../../words/ar/demo.js';
import { demo as english } from '../../words/en-AU/demo.js';
import { inUse } from '../language.js';

/** What the demo says besides. It has both of its languages at once: its bytes are no kiosk's. */
export const demoWords = (): typeof english => (inUse()?.lang === 'ar' ? arabic : english);
