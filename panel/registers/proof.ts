import type { VNode } from 'preact';
import { receiptNumber } from '../../domain/chain.js';
import type { LinkProof, RegisterRow } from '../../domain/panel.js';
import { Sheet } from '../dialogs.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Tag } from '../notices.js';
import { Standing } from '../page.js';
import { hashFor } from '../route.js';
import { Ago, Time } from '../times.js';
import { deviceName } from './device-name.js';
import { Lost } from './lost.js';
import { counted, missingInWords, numbersInWords, receivedInWords, together } from './numbers.js';

/** In the list of registers: how many sales came, and whether their numbers are all there. */
export function Received({ register }: { readonly register: RegisterRow }): VNode {
  const { missing, forks, lost } = together(register.proof);
  return html`
    ${register.salesReceived.toLocaleString('en')}
    <small class="numbers"><a class="plain" href=${hashFor(['registers', register.id, 'proof'])} aria-label=${`Numbers: ${numbersInWords(register)}`}>
      ${lost && html`<${Tag} kind="bad">data cleared<//>`}
      ${missing > 0 && html`<${Tag} kind="warn">${missing.toLocaleString('en')} missing<//>`}
      ${forks > 0 && html`<${Tag} kind="bad">${forks.toLocaleString('en')} doubled<//>`}
      ${missing + forks === 0 && !lost && numbersInWords(register)}
    </a></small>`;
}

interface ProofSheetProps {
  readonly register: RegisterRow;
  readonly leave: () => void;
  readonly changed: () => Promise<void>;
}

/** What the control panel can prove about a register's sales, device by device. */
export function ProofSheet({ register, leave, changed }: ProofSheetProps): VNode {
  const loaded = useLoaded<LinkProof[]>(`api/registers/${register.id}/proof`);
  return html`
    <${Sheet} title=${`Numbers of ${register.name}`} leave=${leave} wide>
      <div class="sheet-body">
        <p class="soft">Every device numbers its sales, and the openings and closings of its shifts, from 1 without a gap, so the numbers themselves tell whether one is missing.</p>
        <${Standing} loaded=${loaded} />
        ${loaded.value?.length === 0 && html`<p>No device has been linked to this register yet.</p>`}
        ${loaded.value?.map((proof) => html`<${Link} key=${proof.link} proof=${fresh(proof, register)} register=${register} changed=${changed} />`)}
      </div>
    <//>`;
}

/** The list behind the sheet is asked for again and again: a gap that closes closes here too. */
function fresh(proof: LinkProof, register: RegisterRow): LinkProof {
  return { ...proof, ...register.proof.find(({ link }) => link === proof.link) };
}

function Link({ proof, register, changed }: { readonly proof: LinkProof } & Pick<ProofSheetProps, 'register' | 'changed'>): VNode {
  const id = `link-${proof.link}`;
  return html`
    <section class="link-proof" aria-labelledby=${id}>
      <h3 id=${id}>${proof.series}<small> · ${deviceName(proof.device)}</small></h3>
      <${Lost} proof=${proof} register=${register} changed=${changed} />
      <${Verdict} proof=${proof} />
      <dl class="facts">
        <dt>Received</dt><dd>${receivedInWords(proof)}</dd>
        <dt>Highest number</dt><dd>${proof.highest > 0 ? receiptNumber(proof.series, proof.highest) : 'none yet'}</dd>
        <dt>Missing</dt><dd>${missingInWords(proof, proof.series) || 'none'}</dd>
        <dt>Doubled numbers</dt><dd>${proof.forks > 0 ? `${counted(proof.forks, 'sale')} under a number that another has too` : 'none'}</dd>
        <dt>Chain</dt><dd>${proof.chainBroken > 0 ? `${counted(proof.chainBroken, 'sale')} that ${proof.chainBroken === 1 ? 'does' : 'do'} not continue from the one before` : 'unbroken'}</dd>
        <dt>Linked</dt><dd><${Time} at=${proof.since} />${proof.endedAt ? html` until <${Time} at=${proof.endedAt} />` : ', and still is'}</dd>
        <dt>Last heard of</dt><dd><${Ago} at=${proof.lastHeardOf} never="Not yet" /></dd>
        <dt>Last sale came</dt><dd><${Ago} at=${proof.lastReceivedAt} never="None yet" /></dd>
      </dl>
      <${Odd} proof=${proof} register=${register} />
    </section>`;
}

function Verdict({ proof }: { readonly proof: LinkProof }): VNode {
  const later = proof.endedAt ? '' : ' What it has sold since it was last heard of is not known here.';
  if (proof.highest === 0) return html`<p class="verdict">No sale has come from this device.${later}</p>`;
  if (proof.missingCount === 0) {
    return html`<p class="verdict good"><b>Nothing is missing</b> up to ${receiptNumber(proof.series, proof.highest)}.${later}</p>`;
  }
  return html`
    <p class="verdict warn"><b>${counted(proof.missingCount, 'sale')} ${proof.missingCount === 1 ? 'is' : 'are'} missing.</b> Look on the device: bring it to a network, or choose “Save unsynchronised sales” there
    and take the file in on the Sales page. A sale that comes late closes its gap by itself.</p>`;
}

/** Sales that somebody should look at. */
function Odd({ proof, register }: { readonly proof: LinkProof; readonly register: string }): VNode | null {
  if (proof.odd.length === 0) return null;
  const why = (fork: boolean, broken: boolean): string => [fork && 'number used twice', broken && 'chain broken'].filter(Boolean).join(', ');
  return html`
    <ul class="odd" aria-label="Sales to look at">
      ${proof.odd.map(({ position, shift, receiptNumber: number, fork, chainBroken }) => html`
        <li key=${position}><a href=${hashFor(shift === null ? ['sales', String(position)] : ['shifts', register, shift])}>${number}</a> <span class="soft">${why(fork, chainBroken)}</span></li>`)}
    </ul>`;
}
