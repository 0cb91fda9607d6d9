import { CategoryList } from './category-list.js';
import { Complete } from './complete.js';
import { Copies } from './copies.js';
import { DiscountPanel } from './discount-panel.js';
import { Fit } from './fit.js';
import { History } from './history.js';
import { Item } from './item.js';
import { LinePanel } from './line-panel.js';
import { Menu } from './menu.js';
import { Parts } from './parts.js';
import { Payment } from './payment.js';
import { NotPrinted, SalePrinted } from './print-key.js';
import { CompletedReceipt } from './receipt-view.js';
import { Settings } from './settings.js';
import { SetUp } from './set-up.js';
import { Shift } from './shift.js';
import { SignOut } from './sign-out.js';
import { SplitSide } from './split-side.js';

export { beCounter } from '../counter.js';
export { followRegister } from '../follow-register.js';
export { learnMoney } from '../learn-money.js';
export { guard } from '../sentinel.js';
export { sound } from '../sound.js';
export { look } from '../standing.js';

/** The second script: all that comes after the sale screen. */
export const SCREENS = { pay: Payment, done: Complete, history: History, settings: Settings, fit: Fit, item: Item, shift: Shift, 'set-up': SetUp, menu: Menu, categories: CategoryList, discount: DiscountPanel, line: LinePanel, 'sign-out': SignOut, split: SplitSide, parts: Parts, receipt: CompletedReceipt, copies: Copies, print: SalePrinted, 'not-printed': NotPrinted };
