import type { StaffRow } from '../../domain/panel.js';

export const ROLE_WORDS: Readonly<Record<StaffRow['role'], string>> = { owner: 'Owner', manager: 'Manager', staff: 'Staff' };

/** What each may do, for the form. */
export const ROLE_HINTS: Readonly<Record<StaffRow['role'], string>> = {
  owner: 'Sells, and may do everything in the control panel.',
  manager: 'Sells, and may use the control panel.',
  staff: 'Sells on the registers only.',
};
