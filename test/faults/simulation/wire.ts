import type { Network } from '../../../sw/send.js';
import type { Life } from './life.js';
import type { SimulatedPanel } from './panel.js';
import type { Tally } from './tally.js';
import type { World } from './world.js';
import { spoil, spoilRequest, type Packet } from './spoil.js';

/** What goes wrong with one request or its reply. */
export type WireFault =
  | { readonly kind: 'request-lost' | 'reply-lost' | 'request-silent' | 'reply-silent' | 'request-twice' | 'reply-of-earlier' | 'results-shuffled' | 'results-partly' | 'body-truncated' | 'body-stalled' | 'body-broken' | 'html' | 'redirect-followed' | 'redirect-opaque' | 'other-json' | 'request-damaged' | 'request-partly' }
  | { readonly kind: 'request-late' | 'reply-late'; readonly delay: number }
  | { readonly kind: 'status'; readonly status: number; readonly words: 'panel' | 'html' | 'json' };

/** The network between one register and the panel. The browser's cookie jar is on the register's side. */
export class Wire {
  readonly #world: World;
  readonly #panel: SimulatedPanel;
  readonly #tally: Tally;
  /** What happens to the next exchanges, in order; none: they go well. */
  readonly #faults: WireFault[] = [];
  #cookie = '';
  #earlier: Packet | null = null;
  /** Whose batches are under way: two at once of one register would be one drain too many. */
  readonly #sending = new Map<Life, Request>();
  readonly #violation: (what: string) => void;

  constructor(world: World, panel: SimulatedPanel, tally: Tally, violation: (what: string) => void) {
    this.#world = world;
    this.#panel = panel;
    this.#tally = tally;
    this.#violation = violation;
  }

  break(faults: readonly WireFault[]): void {
    this.#faults.push(...faults);
  }

  heal(): void {
    this.#faults.length = 0;
  }

  /** The network as this life of the register's worker has it: promises of a stopped one never resolve. */
  of(life: Life): Network {
    return async (request) => {
      const body = request.method === 'GET' ? undefined : await request.text();
      if (life.dead) return new Promise(() => undefined);
      return new Promise<Response>((resolve, reject) => {
        // As a browser's fetch: what was given up is not sent, and not waited for.
        const giveUp = (): void => reject(new DOMException('The operation was aborted.', 'AbortError'));
        if (request.signal.aborted) return giveUp();
        request.signal.addEventListener('abort', giveUp);
        if (isBatch(request)) this.#begin(life, request);
        this.#exchange(request, body, (packet) => this.#world.post(life, () => {
          // The browser takes the cookie even if the worker that asked is gone.
          if (packet?.cookie) this.#cookie = packet.cookie;
          if (this.#sending.get(life) === request) this.#sending.delete(life);
          if (life.dead) return;
          if (packet) resolve(packet.open());
          else reject(new TypeError('Failed to fetch'));
        }));
      });
    };
  }

  #begin(life: Life, request: Request): void {
    for (const [other, theirs] of this.#sending) {
      if (other.dead || theirs.signal.aborted) this.#sending.delete(other);
      else if (other !== life) this.#violation(`${life.name} and ${other.name} send sales at the same time`);
    }
    this.#sending.set(life, request);
  }

  /** Takes one request over and its reply back, or null when the connection breaks. A silent one never calls. */
  #exchange(request: Request, body: string | undefined, back: (packet: Packet | null) => void): void {
    const fault = this.#faults.shift() ?? null;
    if (fault) this.#tally.count(nameOf(fault));
    const latency = (): number => this.#world.chance.whole(1, 40);
    const sent = body === undefined ? undefined : spoilRequest(body, fault, this.#world.chance);
    const there = (then: (packet: Packet | null) => void): void => {
      const cookie = this.#cookie;
      const late = fault?.kind === 'request-late' ? fault.delay : 0;
      this.#world.after(latency() + late, this.#panel, () => void this.#ask(request, sent, cookie).then(then));
    };
    const home = (packet: Packet | null): void => {
      const late = fault?.kind === 'reply-late' ? fault.delay : 0;
      this.#world.after(latency() + late, this.#panel, () => back(packet));
    };
    switch (fault?.kind) {
      case 'request-lost': return home(null);
      case 'request-silent': return;
      case 'reply-lost': return there(() => home(null));
      case 'reply-silent': return there(() => undefined);
      case 'request-twice': {
        there((packet) => home(packet));
        return there(() => undefined);
      }
      case 'status':
      case 'html':
      case 'redirect-followed':
      case 'redirect-opaque':
      case 'other-json': return home(spoil(null, fault, this.#world.chance));
      default: return there((packet) => {
        const spoiled = fault?.kind === 'reply-of-earlier' && isBatch(request) ? this.#earlier ?? packet : fault && packet ? spoil(packet, fault, this.#world.chance) : packet;
        if (packet && isBatch(request)) this.#earlier = packet;
        home(spoiled);
      });
    }
  }

  async #ask(request: Request, body: string | undefined, cookie: string): Promise<Packet | null> {
    const headers = new Headers(request.headers);
    if (cookie) headers.set('Cookie', cookie);
    const response = await this.#panel.handle(new Request(request.url, { method: request.method, headers, ...(body === undefined ? {} : { body }) }));
    if (!response) return null;
    const text = await response.text();
    const { status } = response;
    return {
      cookie: response.headers.get('Set-Cookie')?.split(';')[0] ?? null, text,
      open: () => new Response(text, { status, headers: { 'content-type': response.headers.get('content-type') ?? '' } }),
    };
  }
}

function isBatch({ url }: Request): boolean {
  return url.endsWith('/sales/batch');
}

/** What the table of faults calls it. */
export function nameOf(fault: WireFault): string {
  if (fault.kind === 'status') return `status ${Math.floor(fault.status / 100)}xx (${fault.words})`;
  return fault.kind.replaceAll('-', ' ');
}
