import { Complete } from './complete.js';
import { DiscountPanel } from './discount-panel.js';
import { History } from './history.js';
import { Item } from './item.js';
import { LinePanel } from './line-panel.js';
import { Menu } from './menu.js';
import { Payment } from './payment.js';
import { Settings } from './settings.js';
import { SetUp } from './set-up.js';
import { Shift } from './shift.js';
import { SignIn } from './sign-in.js';

export { findFinished } from '../checkout.js';
export { synchronise } from '../sync.js';

/** The second script: every screen but the sale, and what lies over it. */
export const SCREENS = { pay: Payment, done: Complete, history: History, settings: Settings, item: Item, shift: Shift, 'set-up': SetUp, 'sign-in': SignIn, menu: Menu, discount: DiscountPanel, line: LinePanel };
