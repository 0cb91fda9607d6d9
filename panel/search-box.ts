import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icon.js';

/** How long after the last key the search begins, in ms. */
const PAUSE = 250;

interface SearchBoxProps {
  readonly label: string;
  /** What can be searched for. */
  readonly hint: string;
  readonly value: string;
  readonly search: (text: string) => void;
}

/** Searches while one types. */
export function SearchBox({ label, hint, value, search }: SearchBoxProps): VNode {
  const [text, setText] = useState(value);
  const timer = useRef(0);
  const asked = useRef(value);
  // The pause may outlast the choices beside the box: what is asked then goes by those that stand.
  const latest = useRef(search);
  latest.current = search;
  // Back and Forward change what is searched for; the echo of one's own typing must not take back a later key.
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (wanted: string) => {
    clearTimeout(timer.current);
    asked.current = wanted.trim();
    latest.current(asked.current);
  };
  const type = (event: Event) => {
    const { value: typed } = event.currentTarget as HTMLInputElement;
    setText(typed);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => ask(typed), PAUSE);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    ask(text);
  };
  return html`
    <form class="search" role="search" onSubmit=${submit}>
      <${Icon} name="search" />
      <input type="search" aria-label=${label} placeholder=${hint} autocomplete="off" value=${text} onInput=${type} />
    </form>`;
}
