import { generate } from 'lean-qr/nano';
import type { VNode } from 'preact';
import { html } from '../html.js';

/** Light margin that readers need, in modules. */
const MARGIN = 4;

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** A text for a camera. Black on white whatever the page's colours are: not every reader takes the reverse. */
export function QrCode({ text, label }: QrCodeProps): VNode {
  const { size, path } = qrPath(text);
  const side = size + 2 * MARGIN;
  return html`<svg class="qr-code" role="img" aria-label=${label} viewBox=${`${-MARGIN} ${-MARGIN} ${side} ${side}`} shape-rendering="crispEdges"><path d=${path} /></svg>`;
}

/** The dark modules as an SVG path, a bar for each row's run of them. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { size, get } = generate(text);
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0, run = 0; x < size; x += run + 1) {
      for (run = 0; get(x + run, y);) run++;
      if (run > 0) path += `M${x} ${y}h${run}v1h-${run}z`;
    }
  }
  return { size, path };
}
