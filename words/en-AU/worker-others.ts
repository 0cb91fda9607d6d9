// What the worker says besides: in its second script.

export const unusable = (problem: string): string => `What the control panel sent could not be used (${problem}). The shop on this register stays as it was. Synchronise again; if it stays, restart the panel.`;
export const noDocument = 'The control panel did not give the document. Synchronise again.';
export const noManifest = 'The control panel did not give the list of what changed. Synchronise again.';
export const shopChanged = 'The shop changed while it was being synchronised. Synchronise again.';
export const noShop = 'The shop has not been synchronised to this register. Synchronise data first.';
export const folderAsks = (folder: string): string => `The browser wants to be asked again before the register may write to the folder “${folder}”.`;
export const folderGone = (folder: string): string => `The folder “${folder}” is not there. Put its disk back, or choose another folder.`;
export const folderFull = (folder: string): string => `There is no room left in the folder “${folder}”. Free some, or choose another folder.`;
export const folderFailed = (folder: string, why: string): string => `The folder “${folder}” could not be written to (${why}). Choose another folder.`;
export const saleNotHere = 'This sale is not on this register.';
export const pairingNeedsPanel = (why: string): string => `${why} Setting up a register needs the control panel: check the network and try again.`;
export const pairingUnusable = (why: string): string => `The control panel's answer cannot be used: ${why}. Check that register and panel are of the same version.`;
export const codeOfAnother = (register: string, unsent: number, before: string): string =>
  `This code is for ${register}, but ${unsent} ${unsent === 1 ? 'sale' : 'sales'} of ${before} on this device ${unsent === 1 ? 'has' : 'have'} not been sent. Enter a code for ${before} first, so that they are.`;
export const resetNeedsPanel = (why: string): string => `${why} Resetting tells the panel that this register is free, so it needs the connection. Nothing was cleared here; press Reset again when you are connected.`;
export const oneWouldBeLost = (receipt: string): string => `1 sale is neither sent nor saved to a file, and would be lost: ${receipt}. Save unsynchronised sales, or wait until they are sent; then reset.`;
export const wouldBeLost = (count: number, first: string, last: string): string => `${count} sales are neither sent nor saved to a file, and would be lost: ${first} to ${last}. Save unsynchronised sales, or wait until they are sent; then reset.`;
export const onlyCopy = (count: number, file: string): string => `${count} of this register’s sales are in the file ${file} and have not been sent. It will be their only copy: say so to reset.`;
export const shiftIsOpen = (name: string): string => `A shift is open already: ${name} opened it. Nothing was changed; close that one first.`;
export const shiftNotOpen = 'This shift is not open any more: it was closed in another window. Its report is in Sales history.';
export const cannotBeKept = (why: string): string => `This cannot be kept: ${why}.`;
export const notOnStaff = 'This person is no longer on the staff. Synchronise data, then choose somebody who is.';
export const wrongPin = (name: string, left: number): string => `That is not ${name}'s PIN. ${left} ${left === 1 ? 'try' : 'tries'} left before a pause.`;
export const tooManyTries = (seconds: number): string => `Too many wrong PINs. Wait ${seconds} seconds, or ask somebody else to sign in.`;
export const diskLostSale = 'The disk of this device has lost the sale. The control panel shows its number as missing.';
export const linkEnded = 'The control panel has ended this register\u2019s link, so it takes no new sales. The cart and all sales on it are safe. Pair it again with a new code.';
export const completeAs = (receipt: string): string => `This sale is already complete as ${receipt}, with other content. Look at it in Sales history, and start a new sale for the rest.`;
export const notArrived = (count: number): string => `${count} of the shop's documents ${count === 1 ? 'has' : 'have'} not arrived. Synchronise again; only those are fetched.`;
