import type { VNode } from 'preact';
import type { RegisterRow, SalePage } from '../../domain/panel.js';
import { html } from '../html.js';
import { goInstead, hashFor, type Route } from '../route.js';
import { SearchBox } from '../search-box.js';

const STATES = [['', 'All', 'recorded'], ['flagged', 'Flagged', 'flagged'], ['refused', 'Refused', 'refused']] as const;

interface FiltersProps {
  readonly query: Route['query'];
  readonly counts: SalePage['counts'] | null;
  readonly registers: readonly RegisterRow[];
}

/** Which sales are shown. Every choice begins again at the first page. */
export function Filters({ query, counts, registers }: FiltersProps): VNode {
  const { page: _, ...kept } = query;
  const choose = (name: string) => (event: Event) => {
    goInstead(hashFor(['sales'], { ...kept, [name]: (event.currentTarget as HTMLInputElement | HTMLSelectElement).value }));
  };
  return html`
    <div class="filters">
      <nav class="states" aria-label="State">
        ${STATES.map(([state, title, count]) => html`
          <a key=${state} href=${hashFor(['sales'], { ...kept, state })} aria-current=${(query['state'] ?? '') === state ? 'true' : undefined}>
            ${title} <span class=${state && counts?.[count] ? `count ${state}` : 'count'}>${counts ? counts[count].toLocaleString('en') : ''}</span>
          </a>`)}
      </nav>
      <${SearchBox} label="Search sales" hint="Receipt number, person, product" value=${query['q'] ?? ''} search=${(q: string) => goInstead(hashFor(['sales'], { ...kept, q }))} />
      ${registers.length > 1 && html`<${RegisterFilter} registers=${registers} chosen=${query['register'] ?? ''} choose=${choose('register')} />`}
      <div class="days">
        <label class="filter">From <input type="date" value=${query['from'] ?? ''} max=${query['to']} onChange=${choose('from')} /></label>
        <label class="filter">To <input type="date" value=${query['to'] ?? ''} min=${query['from']} onChange=${choose('to')} /></label>
      </div>
    </div>`;
}

interface RegisterFilterProps {
  readonly registers: readonly RegisterRow[];
  readonly chosen: string;
  readonly choose: (event: Event) => void;
}

/** Which register's. */
export function RegisterFilter({ registers, chosen, choose }: RegisterFilterProps): VNode {
  return html`
    <label class="filter">Register
      <select value=${chosen} onChange=${choose}>
        <option value="">All registers</option>
        ${registers.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}
      </select>
    </label>`;
}
