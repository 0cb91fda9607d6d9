import * as v from 'valibot';

/** `page` of an address: counted from 1. */
export const pageNumber = v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/, 'must be a page number from 1'), v.transform(Number));
