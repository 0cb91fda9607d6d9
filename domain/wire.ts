/**
 * The wire between register and panel: everything that crosses it, in one place and its parts. docs/protocol.md tells it in prose.
 * All paths are below the register's own (`/register/`); all bodies are JSON.
 *
 *     POST api/pair                    PairRequest → PairReply, and the device's session cookie
 *     GET  api/sync/manifest           Manifest; to a register that says by {@link SHOP_HEADER} that it has just that shop, Unchanged
 *     GET  api/sync/document/<hash>    one of the documents that the manifest names
 *     GET  api/sync/pack/<names>       many of them, as lines; each name is the start of a hash: {@link PACK}
 *     POST api/sync/finished           FinishedRequest → Done
 *     POST api/sales/batch             BatchRequest → BatchReply
 *     POST api/items, PUT api/items/<id>   ItemRequest → ItemReply
 *     POST api/release                 ReleaseRequest → Done
 *     POST api/lost                    LostRequest → Done: this register's browser has lost its data
 *     GET  api/session                 SessionOffer: the panel's time, to be signed
 *     POST api/session                 SessionRequest → Done, and a new session cookie
 *     GET  api/ping                    Done, if this device may talk to this panel
 *     GET  media/<name>                a picture
 *
 * Every request carries the header {@link PROTOCOL_HEADER}; some carry a {@link Report} too. Every answer that is not 2xx is a {@link Refusal}.
 *
 * In parts, so that a worker's first script holds the schemas of a sale and of its way to the panel, and no others: what
 * nobody imports of a part costs nothing, but a script is loaded with whole files.
 */
export * from './wire/protocol.js';
export * from './wire/refusal.js';
export * from './wire/sale.js';
export * from './wire/shift.js';
export * from './wire/devices.js';
export * from './wire/report.js';
export * from './wire/shop.js';
