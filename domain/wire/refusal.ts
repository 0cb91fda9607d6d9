import { object, optional, type Schema } from '../schema.js';
import { oneOf, text, whole } from './pieces.js';
import { REFUSALS, type RefusalCode } from './protocol.js';

/** Every answer that is not 2xx, from panel and worker alike. `message` is for people: what is wrong and what to do. */
export interface Refusal {
  readonly error: {
    readonly code: RefusalCode;
    readonly message: string;
    /** Dotted path of the field: `sales.0.seq`. */
    readonly path?: string | undefined;
    /** Seconds until it makes sense to try again. */
    readonly retryAfter?: number | undefined;
    /** The panel's protocol, with `protocol-older` and `protocol-newer`. */
    readonly protocol?: number | undefined;
  };
}
export const RefusalSchema = object<Refusal>({
  error: object<Required<Refusal['error']>>({
    code: oneOf(...REFUSALS), message: text(10_000), path: optional(text(1000)), retryAfter: optional(whole(0, Number.MAX_SAFE_INTEGER)), protocol: optional(whole(0, Number.MAX_SAFE_INTEGER)),
  } as never) as Schema<Refusal['error']>,
});
