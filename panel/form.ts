import { useRef, useState } from 'preact/hooks';
import { asRefused, Refused } from './refused.js';

export type Values = Record<string, string | boolean>;

/** A form that keeps what was typed whatever the server says. The names of its fields are those of the request's members. */
export interface Form<T extends Values = Values> {
  readonly values: T;
  readonly set: (name: string, value: string | boolean) => void;
  readonly dirty: boolean;
  readonly busy: boolean;
  /** What is wrong with the field `name`; empty: nothing. */
  readonly wrong: (name: string) => string;
  /** What was refused and belongs to no field. */
  readonly trouble: Refused | null;
  /** A handler for `onSubmit` that runs `work` once at a time; what it throws is shown. */
  readonly submit: (work: (values: T) => Promise<void>) => (event: Event) => void;
}

export function useForm<T extends Values>(initial: T): Form<T> {
  const [values, setValues] = useState(initial);
  const [dirty, setDirty] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const running = useRef(false);
  const field = trouble ? fieldOf(trouble.path, Object.keys(values)) : '';

  const run = async (work: (values: T) => Promise<void>, form: Element | null) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await work(values);
      setTrouble(null);
      setDirty(false);
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      // After the next drawing the field that is wrong says so.
      setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  return {
    values, dirty, busy,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      setDirty(true);
      if (name === field) setTrouble(null);
    },
    wrong: (name) => (trouble && name === field ? trouble.message : ''),
    trouble: field === '' ? trouble : null,
    submit: (work) => (event) => {
      event.preventDefault();
      void run(work, event.currentTarget instanceof Element ? event.currentTarget : null);
    },
  };
}

/** Which of `names` a server's path (`price`, `barcodes.0`) speaks of; empty: none. */
export function fieldOf(path: string, names: readonly string[]): string {
  return names.find((name) => path === name || path.startsWith(`${name}.`)) ?? '';
}
