import { spread, type Results } from './figures.js';

/** How something grows with the catalogue: pairs of products and ms. */
interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

const [WIDTH, HEIGHT] = [760, 420];
const EDGE = { left: 64, right: 190, top: 24, bottom: 44 };
const COLOURS = ['#0b6e4f', '#b3541e', '#3b5b92', '#8a3b73'];

/** What the plot shows, from the scripts' facts: `grow.<what>.<products>`. */
export function curves(results: readonly Results[]): Curve[] {
  const facts = Object.entries(Object.assign({}, ...results.map((one) => one.facts)) as Record<string, number>);
  const names = [...new Set(facts.flatMap(([fact]) => /^grow\.(.+)\.\d+$/.exec(fact)?.[1] ?? []))];
  return names.map((name) => ({
    name, points: facts.flatMap(([fact, ms]) => (fact.startsWith(`grow.${name}.`) ? [[Number(fact.split('.').pop()), ms] as const] : [])).sort((a, b) => a[0] - b[0]),
  }));
}

/** Both axes in powers of ten: what grows in proportion is a straight line of the same steepness as the grey ones. */
export function plot(of: readonly Curve[]): string {
  const all = of.flatMap(({ points }) => points);
  const x = scale(all.map(([products]) => products), EDGE.left, WIDTH - EDGE.right);
  const y = scale(all.map(([, ms]) => ms), HEIGHT - EDGE.bottom, EDGE.top);
  const vertical = x.steps.map((step) => `<line x1="${x.at(step)}" x2="${x.at(step)}" y1="${EDGE.top}" y2="${HEIGHT - EDGE.bottom}" class="grid"/><text x="${x.at(step)}" y="${HEIGHT - 22}" text-anchor="middle">${step.toLocaleString('en')}</text>`);
  const horizontal = y.steps.map((step) => `<line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${y.at(step)}" y2="${y.at(step)}" class="grid"/><text x="${EDGE.left - 8}" y="${y.at(step) + 4}" text-anchor="end">${step.toLocaleString('en')}</text>`);
  const lines = of.map(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const [lastX, lastY] = points[points.length - 1] ?? [1, 1];
    const dots = points.map(([products, ms]) => `<circle cx="${x.at(products)}" cy="${y.at(ms)}" r="3.5" fill="${colour}"/>`).join('');
    return `<polyline points="${points.map(([products, ms]) => `${x.at(products)},${y.at(ms)}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}<text x="${x.at(lastX) + 10}" y="${y.at(lastY) + 4}" fill="${colour}">${name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Milliseconds by number of products">`,
    '<style>.grid{stroke:#d5dad8}text{fill:#4a524f}</style><rect width="100%" height="100%" fill="#ffffff"/>', ...vertical, ...horizontal, ...lines,
    `<text x="${(EDGE.left + WIDTH - EDGE.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">products (or sales waiting)</text><text x="${EDGE.left - 8}" y="14" text-anchor="end">ms</text></svg>`,
  ].join('\n');
}

function scale(values: readonly number[], start: number, end: number): { at(value: number): number; readonly steps: number[] } {
  const { min, max } = spread(values.map(Math.log10));
  const [low, high] = [Math.floor(min), Math.max(Math.ceil(max), Math.floor(min) + 1)];
  return { at: (value) => Math.round((start + (end - start) * (Math.log10(value) - low) / (high - low)) * 10) / 10, steps: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)) };
}

/** By how much something grows when the catalogue grows tenfold, over the whole of its curve. */
export function tenfold({ points }: Curve): number {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last || first === last) return NaN;
  return 10 ** (Math.log10(last[1] / first[1]) / Math.log10(last[0] / first[0]));
}
