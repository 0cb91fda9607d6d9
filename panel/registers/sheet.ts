import type { VNode } from 'preact';
import { MOST_HISTORY_DAYS } from '../../domain/catalogue.js';
import type { OutletRow, RegisterRow } from '../../domain/panel.js';
import { typedWhole } from '../amounts.js';
import { ChoiceField, TextField } from '../fields.js';
import { FormSheet } from '../form-sheet.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { usePanel } from '../panel.js';
import { DeviceFacts } from './device.js';

interface RegisterSheetProps {
  /** Null: a new one. */
  readonly register: RegisterRow | null;
  /** How many there are: the next one's name. */
  readonly count: number;
  readonly outlets: readonly OutletRow[];
  readonly leave: () => void;
  readonly changed: () => Promise<void>;
  /** A new one is there, to be paired. */
  readonly made: (register: RegisterRow) => Promise<void>;
}

export function RegisterSheet({ register, count, outlets, leave, changed, made }: RegisterSheetProps): VNode {
  const { ask, announce } = usePanel();
  const form = useForm({
    name: register?.name ?? `Register ${count + 1}`,
    outletId: register?.outlet.id ?? outlets[0]?.id ?? '',
    idleMinutes: String(register?.idleMinutes ?? ''),
    historyDays: String(register?.historyDays ?? ''),
  });
  const add = async (values: typeof form.values) => {
    await made(await ask<RegisterRow>('POST', 'api/registers', { name: values.name.trim(), outletId: values.outletId }));
  };
  const save = async (values: typeof form.values) => {
    const idleMinutes = typedWhole(values.idleMinutes, 'idleMinutes', 1440);
    const historyDays = typedWhole(values.historyDays, 'historyDays', MOST_HISTORY_DAYS);
    await ask('PATCH', `api/registers/${register?.id}`, { name: values.name.trim(), outletId: values.outletId, idleMinutes, historyDays });
    announce(`${values.name.trim()} saved. The register knows at its next “Synchronise data”.`);
    await changed();
    leave();
  };
  return html`
    <${FormSheet} title=${register ? register.name : 'Add register'} form=${form} save=${register ? 'Save register' : 'Add register'} work=${register ? save : add} leave=${leave}>
      <${TextField} form=${form} name="name" label="Name" required autofocus hint="What people call it: Front counter." />
      <${ChoiceField} form=${form} name="outletId" label="Outlet" options=${outlets.map(({ id, name }) => [id, name])} hint="Its address and phone are on the receipts." />
      ${register && html`<${TextField} form=${form} name="idleMinutes" label="Locks itself after" inputmode="numeric" class="number" hint="Minutes without a touch; 0 for never." />`}
      ${register && html`<${TextField} form=${form} name="historyDays" label="Keeps sales in its history for" inputmode="numeric" class="number" hint="Days. What is not synchronised stays until it is." />`}
      ${register && html`<p class="soft">Receipt numbers begin with <b>${register.code}</b>.</p>`}
      ${register?.link?.report && html`<${DeviceFacts} report=${register.link.report} />`}
    <//>`;
}
