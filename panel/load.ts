import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { usePanel } from './panel.js';
import { asRefused, type Refused } from './refused.js';

/** Something from the server, kept while it is asked for again: what is on the screen never blinks. */
export interface Loaded<T> {
  /** The last answer; null before the first. */
  readonly value: T | null;
  /** The path that `value` answers. */
  readonly path: string | null;
  /** Why the last try gave nothing; null after one that did. */
  readonly trouble: Refused | null;
  /** When `value` was last known to be true, ms since 1970. */
  readonly at: number;
  readonly reload: () => Promise<void>;
}

interface Held<T> {
  readonly value: T | null;
  readonly path: string | null;
  readonly text: string;
  readonly trouble: Refused | null;
  readonly at: number;
}

/**
 * Reads `path`, again whenever it changes, and, with `every` (ms), again and again while the page is visible.
 * A null path reads nothing.
 */
export function useLoaded<T>(path: string | null, every = 0): Loaded<T> {
  const { ask } = usePanel();
  const [held, setHeld] = useState<Held<T>>({ value: null, path: null, text: '', trouble: null, at: 0 });
  const turn = useRef(0);

  const reload = useCallback(async () => {
    if (path === null) return;
    // An answer that another question has overtaken is dropped.
    const mine = ++turn.current;
    try {
      const value = await ask<T>('GET', path);
      if (mine === turn.current) setHeld((before) => renewed(before, path, value));
    } catch (thrown) {
      if (mine === turn.current) setHeld((before) => ({ ...before, trouble: asRefused(thrown) }));
    }
  }, [ask, path]);

  useEffect(() => {
    void reload();
    return () => { turn.current++; };
  }, [reload]);
  useEffect(() => (every > 0 ? repeat(reload, every) : undefined), [reload, every]);
  return { value: held.value, path: held.path, trouble: held.trouble, at: held.at, reload };
}

/** The same answer keeps the same object, so nothing is drawn again. */
function renewed<T>(before: Held<T>, path: string, value: T): Held<T> {
  const text = JSON.stringify(value);
  return { value: text === before.text && before.value !== null ? before.value : value, path, text, trouble: null, at: Date.now() };
}

/** Runs `work` every `every` ms after it was done, but only while somebody can see the page; at once when it comes back into view. */
function repeat(work: () => Promise<void>, every: number): () => void {
  let timer = 0;
  let stopped = false;
  const next = () => {
    clearTimeout(timer);
    if (!stopped && document.visibilityState === 'visible') timer = window.setTimeout(run, every);
  };
  const run = () => void work().finally(next);
  const look = () => (document.visibilityState === 'visible' ? run() : clearTimeout(timer));
  document.addEventListener('visibilitychange', look);
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
