import type { SignIn } from '../../domain/local.js';
import { otherWords } from '../other-words.js';
import { isOffline, type State } from '../state.js';

/** Why something that the panel must do cannot be done now; null when it can. */
export function panelObjection(state: State): string | null {
  if (isOffline(state)) return otherWords.waitsForConnection;
  return state.status.link === 'removed' ? otherWords.notLinked : null;
}

/** Why items cannot be made or changed now; null when they can. */
export function itemObjection(state: State, { name, mayEditItems }: SignIn): string | null {
  return mayEditItems ? panelObjection(state) : otherWords.mayNotEdit(name);
}
