import type { StaffMember } from '../../domain/catalogue.js';
import { sentence } from '../api.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { remembers } from '../remembers.js';
import { signIn } from '../staff.js';
import { change } from '../state.js';
import { Face } from './face.js';
import { Icon } from './icon.js';
import { PinEntry } from './pin-entry.js';
import type { ScreenProps } from './seldom.js';

const start = () => ({ chosen: null as StaffMember | null, trouble: '' });

/** Who sells? A tap, and a PIN for whoever has one. Works offline: the worker checks it. */
export const SignIn = remembers(start, ({ state: { switching, cart }, shop }: ScreenProps, { chosen, trouble }, put) => {
  const pick = (member: StaffMember): void => {
    put({ chosen: member.pin ? member : null, trouble: '' });
    if (!member.pin) signIn(member.id, '').catch((error: unknown) => put({ trouble: sentence(error) }));
  };
  const faces = shop.staff.map((member) => html`<li><button class="person-key" aria-pressed=${chosen?.id === member.id} onClick=${() => pick(member)}><${Face} ...${member} shop=${shop} /><span>${member.name}</span></button></li>`);
  const back = switching && html`<button class="plain" aria-label=${words.backToSale} onClick=${() => change({ switching: false })}><${Icon} name="back" /></button>`;
  return html`<div class=${chosen ? 'sign-in with-pin' : 'sign-in'}>
    <main class="people">${back}<p class="soft">${shop.receipt.shopName} · ${shop.config.name}</p><h1>${words.whoSells}</h1>
      <p class="soft">${cart.lines.length > 0 && words.cartKept}</p><ul aria-label=${words.staff}>${faces}</ul><p class="trouble" role="alert">${trouble}</p></main>
    ${chosen && html`<${PinEntry} key=${chosen.id} member=${chosen} />`}
  </div>`;
});

