import type { VNode } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { setUpLink } from '../../domain/set-up-link.js';
import type { PairingCode, RegisterRow } from '../../domain/panel.js';
import { Sheet } from '../dialogs.js';
import { html } from '../html.js';
import { Icon } from '../icon.js';
import { Loading, Trouble } from '../notices.js';
import { usePanel } from '../panel.js';
import { asRefused, type Refused } from '../refused.js';
import { Time, useNow } from '../times.js';
import { deviceName } from './device-name.js';
import { QrCode } from './qr-code.js';
import { CopyLink } from './copy-link.js';

/** A code for the device that will be this register; says so when the device has used it. */
export function PairingSheet({ register, leave }: { readonly register: RegisterRow; readonly leave: () => void }): VNode {
  const { ask } = usePanel();
  const [code, setCode] = useState<PairingCode | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  // Which link there was when the code was made: another one means that the code has been used.
  const before = useRef(register.link?.link ?? 0);
  const path = `api/registers/${register.id}/pairing-code`;
  const make = useCallback(async () => {
    try {
      setCode(await ask<PairingCode>('POST', path));
      setTrouble(null);
    } catch (thrown) {
      setTrouble(asRefused(thrown));
    }
  }, [ask, path]);
  useEffect(() => { void make(); }, [make]);

  const linked = register.link !== null && register.link.link > before.current;
  return html`
    <${Sheet} title=${`Pair ${register.name}`} leave=${leave}>
      <div class="sheet-body pairing">
        <${Trouble} trouble=${trouble} retry=${code ? undefined : make} />
        ${linked
          ? html`<p class="linked-now" role="status"><${Icon} name="tick" /><span><b>Linked.</b> ${deviceName(register.link?.device ?? '')} is ${register.name} now. Its sales will appear under Sales by themselves.</span></p>`
          : code ? html`<${Steps} register=${register} code=${code} again=${make} />` : !trouble && html`<${Loading} />`}
      </div>
      <footer class="sheet-foot"><span class="spring"></span><button type="button" class=${linked ? 'primary' : undefined} onClick=${leave}>Done</button></footer>
    <//>`;
}

interface StepsProps {
  readonly register: RegisterRow;
  readonly code: PairingCode;
  readonly again: () => Promise<void>;
}

function Steps({ register, code, again }: StepsProps): VNode {
  const now = useNow();
  const minutes = Math.ceil((Date.parse(code.expiresAt) - now.getTime()) / 60_000);
  const address = new URL('/register/', location.href).href;
  const link = setUpLink(address, code.code);
  const onlyHere = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  return html`
    ${register.link && html`<p class="note">It is linked to <b>${deviceName(register.link.device)}</b> now. As soon as another device uses the code, that one can send no more sales.</p>`}
    <ol class="steps">
      <li>On the device that will be this register, open <b class="address">${address}</b>${onlyHere && html`<p class="hint">This address works on this computer only. From another device, use this computer’s name or network address in place of “${location.hostname}”, over https.</p>`}</li>
      <li>Type this pairing code there:
        <p class=${minutes > 0 ? 'pairing-code' : 'pairing-code over'} role="status" aria-label="Pairing code">${code.code}</p>
        <p class="hint">${minutes > 0
          ? html`Good for one device, until <${Time} at=${code.expiresAt} />: ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} more.`
          : html`<span class="wrong">It is too late for this code.</span> Make a new one.`}</p>
        <button type="button" class=${minutes > 0 ? undefined : 'primary'} onClick=${again}>New pairing code</button>
      </li>
      ${minutes > 0 && html`<li>Or, in place of both, open this set-up link there. It sets a new device up without a tap:
        <div class="set-up-link"><${QrCode} text=${link} label="Set-up link as a QR code" /><div>
          <p><a class="address" href=${link} aria-label=${`Set-up link ${link}`} onClick=${(event: Event) => event.preventDefault()}>${link}</a></p>
          <p class="hint">Point the device’s camera at the picture, or send it the link. Whoever has the link can pair a device as long as its code is good.</p>
          <${CopyLink} link=${link} />
        </div></div>
      </li>`}
      <li>The register gets its products and is ready to sell. This page says so by itself.</li>
    </ol>`;
}
