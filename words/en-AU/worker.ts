// What the worker says of a sale and its sending: in its first script. What the panel, or the browser, said itself stands in it as it was said.

export const panelSilent = (seconds: number): string => `The control panel did not answer within ${seconds} seconds.`;
export const noConnection = 'There is no connection to the control panel.';
export const panelFault = (status: number): string => `The control panel has a fault (${status}).`;
export const somethingElse = 'Something on this network answered in place of the control panel, such as a log-in page.';
export const cutOff = 'The answer from the control panel was cut off or is not its own.';
export const otherWordsOf = (status: number): string => `The control panel's address answered ${status} in words that are not its own.`;
export const notThePanels = 'The answer was JSON, but not the control panel’s.';
export const acknowledgedNone = 'The answer acknowledged none of the sales that were sent.';
export const saleTooLarge = 'This sale is too large to be kept. Split it into smaller ones.';
export const notASale = (why: string): string => `This is not a sale: ${why}.`;
export const doesNotAddUp = (why: string): string => `The sale does not add up: ${why}.`;
export const notSetUp = 'This register is not set up. Enter a pairing code from the control panel first.';
export const noRoom = 'This device has no room left, so this could not be kept and is not complete. The cart stays. Free some space, or sell on another register.';
export const completeLongAgo = 'This sale was completed and synchronised long ago, and is no longer in this register\u2019s history. Look for it in the control panel, and start a new sale for anything else.';
export const shiftChanged = 'A shift was opened or closed on this register a moment ago.';
export const storageFailed = (what: string): string => `This register could not read or write its storage (${what}). Nothing that was complete is lost; try again, and restart the browser if it stays.`;
