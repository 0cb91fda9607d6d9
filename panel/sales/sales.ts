import type { VNode } from 'preact';
import type { RegisterRow, SalePage } from '../../domain/panel.js';
import { useMoney } from '../amounts.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Empty } from '../notices.js';
import { Head, Pager, Standing } from '../page.js';
import { go, hashFor, type Route } from '../route.js';
import { SaleSheet } from './detail.js';
import { Filters } from './filters.js';
import { RefusedTable, SalesTable } from './tables.js';
import { TakeIn } from './take-in.js';

/** How often the list asks for what is new, in ms. */
const EVERY = 3000;

/** Every sale that the registers sent; new ones appear by themselves. */
export function Sales({ route }: { readonly route: Route }): VNode {
  const asked = new URLSearchParams(route.query).toString();
  const sales = useLoaded<SalePage>(`api/sales?${asked}`, EVERY);
  const registers = useLoaded<RegisterRow[]>('api/registers');
  const money = useMoney();
  const page = sales.value;
  const position = route.path[1];
  const refused = route.query['state'] === 'refused';
  const leave = () => go(hashFor(['sales'], route.query));
  return html`
    <${Head} title="Sales">
      <button type="button" onClick=${() => go(hashFor(['sales', 'take-in'], route.query))}>Take in file</button>
      <a class="button" href=${`api/sales.csv?${asked}`} download>Export sales</a>
    <//>
    <${Filters} query=${route.query} counts=${page?.counts ?? null} registers=${registers.value ?? []} />
    <${Standing} loaded=${sales} />
    ${page && (isEmpty(page)
      ? html`<${Nothing} query=${route.query} registers=${registers.value} />`
      : html`
        ${refused ? html`<${RefusedTable} rows=${page.refused} />` : html`<${SalesTable} rows=${page.rows} query=${route.query} />`}
        <${Pager} path=${['sales']} query=${route.query} page=${page.page} total=${page.total} nouns=${['sale', 'sales']}>
          ${!refused && html`<p class="sum">Sum <b>${money(page.sum)}</b></p>`}
        <//>`)}
    ${position === 'take-in' && html`<${TakeIn} leave=${leave} changed=${sales.reload} />`}
    ${position !== undefined && position !== 'take-in' && html`<${SaleSheet} key=${position} position=${position} leave=${leave} />`}`;
}

function isEmpty(page: SalePage): boolean {
  return page.rows.length === 0 && page.refused.length === 0;
}

/** What to do when there is nothing to see, which depends on why. */
function Nothing({ query, registers }: { readonly query: Route['query']; readonly registers: readonly RegisterRow[] | null }): VNode {
  const { state, page, ...narrowing } = query;
  if (Object.keys(narrowing).length > 0 || Number(page) > 1) {
    return html`<${Empty} title="No sale matches"><p>Search for less, or choose other days.</p><p><a class="button" href=${hashFor(['sales'], { state })}>Show everything</a></p><//>`;
  }
  if (state === 'refused') return html`<${Empty} title="Nothing was refused"><p>Every sale that a register sent has been recorded.</p><//>`;
  if (state === 'flagged') return html`<${Empty} title="Nothing is flagged"><p>No recorded sale looks odd.</p><//>`;
  if (registers?.some(({ link }) => link)) {
    return html`<${Empty} title="No sales yet"><p>Sell something on the register: the sale appears here within seconds, by itself.</p><//>`;
  }
  return html`<${Empty} title="No sales yet"><p>First link a register to a device. Its sales then appear here by themselves.</p><p><a class="button primary" href="#/registers">Set up a register</a></p><//>`;
}
