import { Complete } from './complete.js';
import { DiscountPanel } from './discount-panel.js';
import { History } from './history.js';
import { Item } from './item.js';
import { LinePanel } from './line-panel.js';
import { Menu } from './menu.js';
import { Payment } from './payment.js';
import { Settings } from './settings.js';
import { SetUp } from './set-up.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

export { findFinished } from '../checkout.js';
export { allowFolder } from '../folder.js';
export { guard } from '../sentinel.js';
export { synchronise } from '../sync.js';

/** The second script: every screen but the sale, and what lies over it. */
export const SCREENS = { pay: Payment, done: Complete, history: History, settings: Settings, item: Item, 'set-up': SetUp, 'sign-in': SignIn, menu: Menu, discount: DiscountPanel, line: LinePanel, 'sign-out': SignOut };
