import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../domain/panel.js';
import type { Ask } from './ask.js';
import type { Upload } from './upload.js';

/** What every screen is given. */
export interface Panel {
  readonly session: Session;
  readonly ask: Ask;
  readonly upload: Upload;
  /** Says in a line at the foot of the page, and to screen readers, what was done: `Flat white saved.` */
  readonly announce: (text: string) => void;
  /** Reads the session again: the shop's name or currency has changed. */
  readonly renew: () => Promise<void>;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('outside the panel');
  return panel;
}
