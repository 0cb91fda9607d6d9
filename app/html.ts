import htm from 'htm';
import { h, type VNode } from 'preact';

/** Templates. They are not type-checked, so they hold no logic: what they show is worked out before. */
export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
