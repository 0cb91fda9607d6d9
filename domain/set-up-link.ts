/**
 * A set-up link: the address of a control panel's register with a pairing code in it, `<register>#/set-up/<CODE>`. What is
 * behind `#` is sent to no server and stands in no log; it is good for one device, as long as the code is.
 */

const PLACE = '#/set-up/';
/** As server/pairing.ts makes them: no letter or digit that can be taken for another one. */
const CODE = /^[2-9A-HJ-NP-Z]{8}$/;

/** @param register address of the register, with its slash. @param code with or without its dash. */
export function setUpLink(register: string, code: string): string {
  return `${register}${PLACE}${code.replace(/-/g, '')}`;
}

/** `K7QM-2XFD` of however it was typed; null: that is no pairing code. */
export function pairingCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '');
  return CODE.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : null;
}

/** What somebody has put where a pairing code is asked for: a code, or a whole link. `elsewhere`: of the control panel at that address. */
export type Given = { readonly kind: 'code'; readonly code: string } | { readonly kind: 'elsewhere'; readonly address: string } | { readonly kind: 'malformed' };

/** @param typed a code goes on as it is: the panel knows what is wrong with it. @param register address of this register, without what is behind `#`. */
export function readGiven(typed: string, register: string): Given {
  const text = typed.trim();
  if (!/^https?:/i.test(text)) return { kind: 'code', code: text };
  // Some scanners type capitals only.
  const at = text.toLowerCase().indexOf(PLACE);
  const code = at < 0 ? null : pairingCode(text.slice(at + PLACE.length));
  if (!code) return { kind: 'malformed' };
  const address = text.slice(0, at);
  return address.toLowerCase() === register.toLowerCase() ? { kind: 'code', code } : { kind: 'elsewhere', address };
}
