import type { VNode } from 'preact';
import type { Session } from '../domain/panel.js';
import { ask } from './ask.js';
import { TextField } from './fields.js';
import { useForm } from './form.js';
import { html } from './html.js';
import { Trouble } from './notices.js';
import { Door } from './sign-in.js';

/** Where the one-time link leads that a new control panel prints: its visitor becomes the owner. */
export function SetUp({ token, done }: { readonly token: string; readonly done: (session: Session) => void }): VNode {
  const form = useForm({ name: '', email: '', password: '' });
  const setUp = async () => {
    done(await ask<Session>('POST', 'api/setup', { token, ...form.values, email: form.values.email.trim() }));
  };
  return html`
    <${Door} title="Make this shop yours">
      <p>You become the <b>owner</b>: the person who may do everything here, and who lets others in. Your e-mail and password open this control panel; the registers ask for a PIN, which you set afterwards under Staff.</p>
      <form onSubmit=${form.submit(setUp)} novalidate>
        <${TextField} form=${form} name="name" label="Your name" autocomplete="name" autofocus required />
        <${TextField} form=${form} name="email" label="E-mail" type="email" autocomplete="username" required />
        <${TextField} form=${form} name="password" label="Password" type="password" autocomplete="new-password" required hint="At least ten characters. Several words are easy to remember and hard to guess." />
        <${Trouble} trouble=${form.trouble} />
        ${form.trouble?.code === 'setup-used' && html`<p><a href="#/">Go to sign-in</a></p>`}
        <button class="primary wide" disabled=${form.busy}>Create owner</button>
      </form>
    <//>`;
}
