import type { TestShop } from '../browser/fixture.js';
import type { Visitor } from './visitor.js';

/** Opens a register where it cannot be one, under whatever name the machine goes by. @returns what its first screen says */
export async function whyNoRegister(shop: TestShop, visitor: Visitor, host = '127.0.0.1'): Promise<string> {
  await visitor.wire.open(`${shop.url.replace('127.0.0.1', host)}register/`);
  await visitor.see(['heading', 'The register cannot run here']);
  await visitor.look('cannot run');
  return visitor.words();
}

/** Waits for what set-up says of a window that forgets everything. It can be set up all the same: the browser is only guessed at. */
export async function seePrivateWarning(shop: TestShop, visitor: Visitor): Promise<void> {
  await visitor.wire.open(`${shop.url}register/`);
  await visitor.wait('the warning', (texts) => texts.some((text) => /private or guest window.*Open this address in a normal window/.test(text)), ['alert']);
  await visitor.see(['button', 'Set up register']);
  await visitor.look('private');
}
