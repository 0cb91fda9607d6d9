import { Component, type ComponentClass, type VNode } from 'preact';
import { words } from './language.js';

/** Changes some of what a component remembers. */
export type Put<S> = (part: Partial<S>) => void;

/**
 * A component that remembers something between two renderings: Preact's own class, in the form that the screens need.
 * (preact/hooks does the same in six times the bytes.)
 * @param start what it remembers at first
 * @param view what it shows
 * @param after called when it is on the screen and after each change; `before` are the properties of the last time
 */
export function remembers<P extends object, S extends object>(
  start: (props: P) => S, view: (props: P, state: S, put: Put<S>) => VNode | null, after?: (props: P, put: Put<S>, before?: P) => void,
): ComponentClass<P, S> {
  return class extends Component<P, S> {
    override state = start(this.props);
    put: Put<S> = (part) => this.setState(part);
    override componentDidMount(): void { after?.(this.props, this.put); }
    override componentDidUpdate(before: P): void { after?.(this.props, this.put, before); }
    override render(): VNode | null { return view(this.props, this.state, this.put); }
  };
}

/** Remembers the last result, and gives it again for the same arguments, in the same language: what has not changed is not worked out, or compared, again. */
export function lastResult<A extends readonly unknown[], R>(work: (...of: A) => R): (...of: A) => R {
  let last: { readonly of: A; readonly said: typeof words; readonly result: R } | undefined;
  return (...of) => {
    if (!last || last.said !== words || of.some((one, index) => one !== last?.of[index])) last = { of, said: words, result: work(...of) };
    return last.result;
  };
}
