import type { ComponentChildren, VNode } from 'preact';
import type { Session } from '../domain/panel.js';
import { ask } from './ask.js';
import { TextField } from './fields.js';
import { useForm } from './form.js';
import { html } from './html.js';
import { Trouble } from './notices.js';

/** What somebody sees who is not inside. */
export function Door({ title, children }: { readonly title: string; readonly children?: ComponentChildren }): VNode {
  return html`
    <main class="door">
      <div class="door-box">
        <p class="shop"><img src="icon.svg" alt="" width="36" height="36" /><span><b>Holdfast</b></span></p>
        <h1 tabindex="-1">${title}</h1>
        ${children}
      </div>
    </main>`;
}

/** Sign-in by e-mail and password. */
export function SignIn({ done }: { readonly done: (session: Session) => void }): VNode {
  const form = useForm({ email: '', password: '' });
  const signIn = async () => {
    done(await ask<Session>('POST', 'api/session', { email: form.values.email.trim(), password: form.values.password }));
  };
  return html`
    <form onSubmit=${form.submit(signIn)} novalidate>
      <${TextField} form=${form} name="email" label="E-mail" type="email" autocomplete="username" autofocus required />
      <${TextField} form=${form} name="password" label="Password" type="password" autocomplete="current-password" required />
      <${Trouble} trouble=${form.trouble} />
      <button class="primary wide" disabled=${form.busy}>Sign in</button>
    </form>`;
}
