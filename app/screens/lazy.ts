import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';

/** A screen that is seldom used: its code is loaded when it is opened, from the worker's cache. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => VNode {
  let loaded: ComponentType<P> | undefined;
  return (props) => {
    const [, again] = useState(0);
    const [failed, fail] = useState(false);
    useEffect(() => {
      if (!loaded) load().then((view) => { loaded = view; again(1); }, (error: unknown) => { console.error(error); fail(true); });
    }, []);
    if (loaded) return html`<${loaded} ...${props} />`;
    return failed
      ? html`<main class="middle" role="alert"><p>This part of the register could not be loaded. The cart and all sales are safe.</p><button class="main" onClick=${() => location.reload()}>Load again</button></main>`
      : html`<main class="middle" aria-busy="true"></main>`;
  };
}
