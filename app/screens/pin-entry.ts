import type { StaffMember } from '../../domain/catalogue.js';
import { Refused, sentence } from '../api.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { remembers } from '../remembers.js';
import { signIn } from '../staff.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Pad } from './pad.js';

interface Props {
  readonly member: StaffMember;
}

/** `wait`: seconds until the next try; -1 while the worker checks one. */
export const PinEntry = remembers(() => ({ pin: '', wrong: '', wait: 0 }), ({ member }: Props, { pin, wrong, wait }, put) => {
  const pause = (seconds: number): void => {
    put({ wait: seconds });
    if (seconds > 0) setTimeout(() => pause(seconds - 1), 1000);
    else put({ wrong: '' });
  };
  const refuse = (error: unknown): void => {
    put({ pin: '', wrong: sentence(error), wait: 0 });
    if (error instanceof Refused && error.retryAfter) pause(error.retryAfter);
    document.getElementById('pin')?.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (wait || !pin) return;
    put({ wait: -1 });
    signIn(member.id, pin).catch(refuse);
  };
  const type = (typed: string): void => put({ pin: typed });
  return html`<form class="side pin" aria-label=${words.pinOf(member.name)} onSubmit=${submit}>
    <${Field} id="pin" label=${words.pin} text=${pin} change=${type} wrong=${wait > 0 ? wrong.replace(/\d+/, String(wait)) : wrong} mode="none" look="pin-field" refer=${focused} />
    <${Pad} label=${words.digits} text=${pin} change=${type} />
    <button class="main pay" disabled=${wait !== 0 || !pin}>${words.signIn}</button>
  </form>`;
});
