import htm from 'htm';
import { h, type VNode } from 'preact';

/** Templates of the panel's pages. They are not type-checked, so they hold no logic. */
export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
