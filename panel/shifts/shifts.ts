import type { VNode } from 'preact';
import type { RegisterRow, ShiftPage } from '../../domain/panel.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Empty } from '../notices.js';
import { Head, Pager, Standing } from '../page.js';
import { go, goInstead, hashFor, type Route } from '../route.js';
import { RegisterFilter } from '../sales/filters.js';
import { ShiftSheet } from './detail.js';
import { ShiftsTable } from './table.js';

/** How often the list asks for what is new, in ms. */
const EVERY = 4000;

/** Every shift that registers opened or closed; what is still to come arrives by itself. */
export function Shifts({ route }: { readonly route: Route }): VNode {
  const { query, path: [, register, shift] } = route;
  const shifts = useLoaded<ShiftPage>(`api/shifts?${new URLSearchParams(query).toString()}`, EVERY);
  const registers = useLoaded<RegisterRow[]>('api/registers');
  const choose = (event: Event) => goInstead(hashFor(['shifts'], { register: (event.currentTarget as HTMLSelectElement).value }));
  const page = shifts.value;
  return html`
    <${Head} title="Shifts" />
    ${registers.value && registers.value.length > 1 && html`<div class="filters"><${RegisterFilter} registers=${registers.value} chosen=${query['register'] ?? ''} choose=${choose} /></div>`}
    <${Standing} loaded=${shifts} />
    ${page && (page.rows.length === 0
      ? html`<${Nothing} narrowed=${Object.keys(query).length > 0} />`
      : html`<${ShiftsTable} rows=${page.rows} query=${query} /><${Pager} path=${['shifts']} query=${query} page=${page.page} total=${page.total} nouns=${['shift', 'shifts']} />`)}
    ${register !== undefined && shift !== undefined && html`<${ShiftSheet} key=${shift} register=${register} shift=${shift} leave=${() => go(hashFor(['shifts'], query))} />`}`;
}

function Nothing({ narrowed }: { readonly narrowed: boolean }): VNode {
  if (narrowed) return html`<${Empty} title="No shift here"><p>This register has opened none, or nothing of it has come yet.</p><p><a class="button" href="#/shifts">Show all registers</a></p><//>`;
  return html`<${Empty} title="No shifts yet"><p>On a register, choose “Open shift” in the side menu and count the float. The shift appears here by itself, and at its end what was counted.</p><//>`;
}
