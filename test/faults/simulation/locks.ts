import type { Owner, World } from './world.js';

type Work<T> = (lock: object | null) => Promise<T>;
interface Waiting {
  readonly owner: Owner;
  readonly grant: () => void;
}

/** The Web Locks of one origin. A stopped worker's are free, and what it waited for is forgotten. */
export class Locks {
  readonly #world: World;
  readonly #held = new Map<string, Owner>();
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(world: World) {
    this.#world = world;
  }

  /** `navigator.locks` as this owner sees it. */
  of(owner: Owner): Pick<LockManager, 'request'> {
    const request = <T>(name: string, options: { ifAvailable?: boolean } | Work<T>, given?: Work<T>): Promise<T> => {
      const work = typeof options === 'function' ? options : given;
      if (!work) throw new Error('no work');
      const ifAvailable = typeof options === 'object' && options.ifAvailable === true;
      return this.#request(owner, name, ifAvailable, work);
    };
    return { request: request as LockManager['request'] };
  }

  #request<T>(owner: Owner, name: string, ifAvailable: boolean, work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const grant = (): void => {
        this.#held.set(name, owner);
        this.#world.post(owner, () => {
          if (owner.dead) return;
          work({}).then(resolve, reject).finally(() => this.#free(name, owner));
        });
      };
      if (owner.dead) return;
      if (!this.#held.has(name)) return grant();
      if (ifAvailable) return this.#world.post(owner, () => void work(null).then(resolve, reject));
      this.#waiting.set(name, [...this.#waiting.get(name) ?? [], { owner, grant }]);
    });
  }

  #free(name: string, owner: Owner): void {
    if (this.#held.get(name) !== owner) return;
    this.#held.delete(name);
    const [next, ...rest] = (this.#waiting.get(name) ?? []).filter((waiting) => !waiting.owner.dead);
    this.#waiting.set(name, rest);
    next?.grant();
  }

  /** The owner has been stopped. */
  release(owner: Owner): void {
    for (const [name, holder] of [...this.#held]) if (holder === owner) this.#free(name, owner);
  }
}
