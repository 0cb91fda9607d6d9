import { others } from '../words/en-AU/others.js';
import { receipt } from '../words/en-AU/receipt.js';
import { inUse } from './language.js';
import { languageOf } from './languages.js';
import { watch } from './state.js';

/** What the screens say that come with the second script: see {@link words}. */
export let otherWords = others;

const follow = (): void => { otherWords = inUse()?.others ?? others; };
watch(follow);
follow();

/** What stands on the paper of a shop with this locale. */
export const paperWords = (locale: string): typeof receipt => languageOf(locale)?.receipt ?? receipt;
