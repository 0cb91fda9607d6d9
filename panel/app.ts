import type { VNode } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Session } from '../domain/panel.js';
import { ask } from './ask.js';
import { html } from './html.js';
import { Inside } from './inside.js';
import { Trouble } from './notices.js';
import { asRefused, type Refused } from './refused.js';
import { go, useRoute } from './route.js';
import { SetUp } from './set-up.js';
import { Door, SignIn } from './sign-in.js';

type State =
  | { readonly at: 'starting' }
  | { readonly at: 'stuck'; readonly trouble: Refused }
  /** `ownerless`: what to do before anybody can sign in; empty when there is an owner. */
  | { readonly at: 'outside'; readonly ownerless: string }
  | { readonly at: 'inside'; readonly session: Session };

/** Who is here decides what is shown: the door, the set-up by one-time link, or the pages. */
export function App(): VNode {
  const route = useRoute();
  const [state, setState] = useState<State>({ at: 'starting' });
  const enter = useCallback((session: Session) => setState({ at: 'inside', session }), []);
  const leave = useCallback(() => {
    setState({ at: 'outside', ownerless: '' });
    go('#/');
  }, []);
  const start = useCallback(async () => {
    try {
      enter(await ask<Session>('GET', 'api/session'));
    } catch (thrown) {
      const trouble = asRefused(thrown);
      setState(trouble.code === 'signed-out' ? { at: 'outside', ownerless: trouble.needsOwner ? trouble.message : '' } : { at: 'stuck', trouble });
    }
  }, [enter]);
  useEffect(() => { void start(); }, [start]);

  const [place, token] = route.path;
  if (place === 'setup' && token !== undefined) {
    const begin = (session: Session) => {
      enter(session);
      go('#/registers');
    };
    return html`<${SetUp} token=${token} done=${begin} />`;
  }
  switch (state.at) {
    case 'starting': return html`<main class="door" aria-busy="true"></main>`;
    case 'stuck': return html`<${Door} title="Control panel"><${Trouble} trouble=${state.trouble} retry=${start} /><//>`;
    case 'outside': return html`<${Door} title="Control panel">${state.ownerless && html`<p class="note">${state.ownerless}</p>`}<${SignIn} done=${enter} /><//>`;
    case 'inside': return html`<${Inside} key=${state.session.user.id} session=${state.session} leave=${leave} route=${route} />`;
  }
}
