import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { StaffInput, StaffRow } from '../../domain/panel.js';
import { Question } from '../dialogs.js';
import { ChoiceField, FieldSet, TextField, TickField } from '../fields.js';
import { FormSheet } from '../form-sheet.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { usePanel } from '../panel.js';
import { KEEP, PictureField, savePicture } from '../pictures.js';
import { ROLE_HINTS, ROLE_WORDS } from './roles.js';

interface StaffSheetProps {
  /** Null: somebody new. */
  readonly person: StaffRow | null;
  readonly leave: () => void;
  readonly changed: () => Promise<void>;
}

export function StaffSheet({ person, leave, changed }: StaffSheetProps): VNode {
  const { ask, announce, session } = usePanel();
  const form = useForm(typed(person));
  const [picture, setPicture] = useState(KEEP);
  const [asking, setAsking] = useState(false);
  // Somebody new whose picture was refused is there already: the next try changes them.
  const saved = useRef(person);

  const save = async (values: Typed) => {
    const input = read(values);
    saved.current = saved.current
      ? await ask<StaffRow>('PUT', `api/staff/${saved.current.id}`, input)
      : await ask<StaffRow>('POST', 'api/staff', input);
    await savePicture(ask, `api/staff/${saved.current.id}/image`, picture);
    announce(`${input.name} saved. Registers know at their next “Synchronise data”.`);
    await changed();
    leave();
  };
  const remove = async () => {
    await ask('DELETE', `api/staff/${person?.id}`);
    announce(`${person?.name} deleted.`);
    leave();
    await changed();
  };
  const { role, removePin, removePassword } = form.values;
  const entersPanel = role !== 'staff';
  // A manager can make nobody an owner.
  const roles = Object.entries(ROLE_WORDS).filter(([name]) => name !== 'owner' || session.user.role === 'owner' || person?.role === 'owner');
  const aside = person && html`<button type="button" class="quiet danger" onClick=${() => setAsking(true)}>Delete person</button>`;
  return html`
    <${FormSheet} title=${person ? person.name : 'New person'} form=${form} save="Save person" work=${save} leave=${leave} touched=${picture.kind !== 'keep'} aside=${aside}>
      <${TextField} form=${form} name="name" label="Name" required autofocus=${!person} />
      <${PictureField} label="Picture" image=${person?.image ?? null} change=${picture} setChange=${setPicture} />
      <${ChoiceField} form=${form} name="role" label="Role" options=${roles} hint=${ROLE_HINTS[role]} />
      <${TickField} form=${form} name="mayEditItems" label="May edit items" hint="Makes and changes products at the register." />
      <${FieldSet} title="On the registers">
        <${TextField} form=${form} name="pin" label=${person?.hasPin ? 'New PIN' : 'PIN'} type="password" inputmode="numeric" autocomplete="new-password" disabled=${removePin}
          hint=${person?.hasPin ? 'Empty leaves the one that is set.' : 'Four to twelve digits. Without one, a tap on the name signs in.'} />
        ${person?.hasPin && html`<${TickField} form=${form} name="removePin" label="Remove the PIN" />`}
      <//>
      ${entersPanel && html`
        <${FieldSet} title="In the control panel">
          <${TextField} form=${form} name="email" label="E-mail" type="email" />
          <${TextField} form=${form} name="password" label=${person?.hasPassword ? 'New password' : 'Password'} type="password" autocomplete="new-password" disabled=${removePassword}
            hint=${person?.hasPassword ? 'Empty leaves the one that is set.' : 'At least ten characters.'} />
          ${person?.hasPassword && html`<${TickField} form=${form} name="removePassword" label="Remove the password: no more access here" />`}
        <//>`}
      <${TickField} form=${form} name="active" label="Active" hint="Somebody inactive can sign in nowhere, and stays on the sales they made." />
      ${asking && html`
        <${Question} title=${`Delete ${person?.name}?`} confirm="Delete person" danger leave=${() => setAsking(false)} work=${remove}>
          <p>They can sign in nowhere any more. Their sales keep their name. To keep them for later, make them inactive instead.</p>
        <//>`}
    <//>`;
}

type Typed = { name: string; email: string; role: StaffRow['role']; mayEditItems: boolean; active: boolean; pin: string; removePin: boolean; password: string; removePassword: boolean };

function typed(person: StaffRow | null): Typed {
  const secrets = { pin: '', removePin: false, password: '', removePassword: false };
  if (!person) return { name: '', email: '', role: 'staff', mayEditItems: false, active: true, ...secrets };
  const { name, email, role, mayEditItems, active } = person;
  return { name, email: email ?? '', role, mayEditItems, active, ...secrets };
}

/** An untouched secret is left out, which leaves it as it is. */
function read(values: Typed): StaffInput {
  const { name, email, role, mayEditItems, active } = values;
  return {
    name: name.trim(), email: email.trim() || null, role, mayEditItems, active,
    ...secret('pin', values.pin.trim(), values.removePin), ...secret('password', values.password, values.removePassword),
  };
}

function secret(name: 'pin' | 'password', typedIn: string, remove: boolean): Partial<Record<'pin' | 'password', string | null>> {
  if (remove) return { [name]: null };
  return typedIn === '' ? {} : { [name]: typedIn };
}
