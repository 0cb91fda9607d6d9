import type { ComponentType, VNode } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Session } from '../domain/panel.js';
import { ask, patience } from './ask.js';
import { Categories } from './categories/categories.js';
import { Modal } from './dialogs.js';
import { Frame, PLACES } from './frame.js';
import { html } from './html.js';
import { Outlets } from './outlets/outlets.js';
import { PanelContext, type Panel } from './panel.js';
import { Products } from './products/products.js';
import { Registers } from './registers/registers.js';
import { asRefused } from './refused.js';
import type { Route } from './route.js';
import { Sales } from './sales/sales.js';
import { Shifts } from './shifts/shifts.js';
import { SignIn } from './sign-in.js';
import { Staff } from './staff/staff.js';
import { upload } from './upload.js';

const SCREENS: Readonly<Record<string, ComponentType<{ readonly route: Route }>>> = {
  sales: Sales, shifts: Shifts, products: Products, categories: Categories, staff: Staff, registers: Registers, outlets: Outlets,
};

interface InsideProps {
  readonly session: Session;
  readonly leave: () => void;
  readonly route: Route;
}

/** The pages, for somebody who is signed in. */
export function Inside({ session: first, leave, route }: InsideProps): VNode {
  const [session, setSession] = useState(first);
  const [said, announce] = useSaid();
  const [waiting, setWaiting] = useState<{ readonly resume: () => void } | null>(null);
  const server = useMemo(() => patientServer(() => new Promise<void>((resume) => setWaiting({ resume }))), []);
  const renew = useCallback(async () => setSession(await server.ask<Session>('GET', 'api/session')), [server]);
  const panel = useMemo<Panel>(() => ({ ...server, session, announce, renew }), [server, session, announce, renew]);

  const place = SCREENS[route.path[0] ?? ''] ? route.path[0] ?? '' : 'sales';
  const title = PLACES.find(({ name }) => name === place)?.title ?? '';
  useEffect(() => { document.title = `${title} · ${session.shop.name}`; }, [title, session.shop.name]);
  useHeadingFocus(place);

  const signOut = async () => {
    try {
      await server.ask('DELETE', 'api/session');
      leave();
    } catch (thrown) {
      announce(asRefused(thrown).message);
    }
  };
  const resume = (again: Session) => {
    // What waits belongs to the person who asked for it.
    if (again.user.id !== session.user.id) return location.reload();
    setWaiting(null);
    waiting?.resume();
  };
  return html`
    <${PanelContext.Provider} value=${panel}>
      <${Frame} place=${place} signOut=${signOut}><${SCREENS[place]} key=${place} route=${route} /><//>
      <p class=${said ? 'said' : 'said silent'} role="status">${said}</p>
      ${waiting && html`
        <${Modal} kind="question" labelledBy="again">
          <h2 id="again">Sign in again</h2>
          <p>Your session has ended. Nothing on this page is lost: it goes on where you were.</p>
          <${SignIn} done=${resume} />
        <//>`}
    <//>`;
}

function patientServer(signIn: () => Promise<void>): Pick<Panel, 'ask' | 'upload'> {
  const patiently = patience(signIn);
  return {
    ask: (method, path, body) => patiently(() => ask(method, path, body)),
    upload: (path, file, report, type) => patiently(() => upload(path, file, report, type)),
  };
}

/** A line that is said for a few seconds. */
function useSaid(): [string, (text: string) => void] {
  const [said, setSaid] = useState('');
  const timer = useRef(0);
  const announce = useCallback((text: string) => {
    clearTimeout(timer.current);
    setSaid(text);
    timer.current = window.setTimeout(() => setSaid(''), 6000);
  }, []);
  return [said, announce];
}

/** Whoever moves by keyboard or by ear is put at the top of a new page, but not at the first. */
function useHeadingFocus(place: string): void {
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    document.querySelector<HTMLElement>('main h1')?.focus();
  }, [place]);
}
