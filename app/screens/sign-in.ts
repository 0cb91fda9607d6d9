import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { StaffMember } from '../../domain/catalogue.js';
import { Refused, sentence } from '../api.js';
import { html } from '../html.js';
import type { Shop } from '../shop.js';
import { signIn } from '../staff.js';
import { change, type State } from '../state.js';
import { Face } from './face.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Icon } from './icon.js';
import { Pad } from './pad.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
}

/** Who sells? A tap, and a PIN for whoever has one. Works offline: the worker checks it. */
export function SignIn({ state: { switching, cart }, shop }: Props): VNode {
  const [chosen, choose] = useState<StaffMember | null>(null);
  const [trouble, setTrouble] = useState('');
  const pick = (member: StaffMember): void => {
    setTrouble('');
    if (member.pin) choose(member);
    else signIn(member.id, '').catch((error: unknown) => setTrouble(sentence(error)));
  };
  const faces = shop.staff.map((member) => html`<li key=${member.id}><button class="person-key" aria-pressed=${chosen?.id === member.id} onClick=${() => pick(member)}><${Face} name=${member.name} image=${member.image} /><span>${member.name}</span></button></li>`);
  const back = switching ? html`<button class="plain" aria-label="Back to sale" onClick=${() => change({ switching: false })}><${Icon} name="back" /></button>` : null;
  const kept = cart.lines.length ? html`<p class="soft">The cart is kept.</p>` : null;
  const pin = chosen && html`<${PinEntry} key=${chosen.id} member=${chosen} />`;
  return html`<div class=${chosen ? 'sign-in with-pin' : 'sign-in'}>
    <main class="people">${back}<p class="soft">${shop.receipt.shopName} · ${shop.config.name}</p><h1>Who is selling?</h1>${kept}<ul aria-label="Staff">${faces}</ul><p class="trouble" role="alert">${trouble}</p></main>
    ${pin}
  </div>`;
}

function PinEntry({ member }: { readonly member: StaffMember }): VNode {
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (!wait) return undefined;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const refuse = (error: unknown): void => {
    setBusy(false);
    setPin('');
    setWrong(sentence(error));
    if (error instanceof Refused) setWait(error.retryAfter);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy || wait || !pin) return;
    setBusy(true);
    signIn(member.id, pin).catch(refuse);
  };
  const says = wait ? `Too many wrong PINs. Wait ${wait} seconds, or let somebody else sign in.` : wrong;
  return html`<form class="side" aria-label=${`PIN of ${member.name}`} onSubmit=${submit}>
    <${Field} label="PIN" text=${pin} change=${setPin} wrong=${says} mode="none" look="pin-field" refer=${focused} />
    <${Pad} label="Digits" text=${pin} extra="" change=${setPin} />
    <button class="main pay" disabled=${busy || wait > 0 || !pin}>Sign in</button>
  </form>`;
}
