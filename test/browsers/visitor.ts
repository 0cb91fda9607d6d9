import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../folder.js';
import type { Found, Step } from './in-page.js';
import type { Wire } from './wire.js';

/** How long something may take to come, in ms: on a machine that has much else to do a page can take half a minute. */
const PATIENCE = 90_000;
const PAUSE = 50;

/** Somebody in front of a browser, who knows things by their roles and accessible names and waits for them. */
export interface Visitor {
  readonly wire: Wire;
  /** Waits for it. @returns what is shown of it, and of others like it. */
  see(...steps: readonly Step[]): Promise<readonly string[]>;
  /** Taps it as soon as a finger would reach it. */
  tap(...steps: readonly Step[]): Promise<void>;
  /** Puts a text in place of what is in a field, key by key. */
  fill(text: string, ...steps: readonly Step[]): Promise<void>;
  /** Waits until `holds` of what is shown; none shown is an empty list. */
  wait(what: string, holds: (texts: readonly string[]) => boolean, ...steps: readonly Step[]): Promise<readonly string[]>;
  /** The words on the page. */
  words(): Promise<string>;
  /** Keeps a picture under `HOLDFAST_PICTURES`, where that is set. */
  look(name: string): Promise<void>;
}

export async function visit(wire: Wire): Promise<Visitor> {
  const script = await bundled();
  const find = async (steps: readonly Step[], reach = false): Promise<Found> => await wire.evaluate(`(() => { ${script}; return inPage.find(${JSON.stringify(steps)}, ${reach}); })()`) as Found;
  const words = async (): Promise<string> => String(await wire.evaluate('document.body.innerText'));

  const patiently = async (what: string, look: () => Promise<Found>, holds: (found: Found) => boolean): Promise<Found> => {
    const until = Date.now() + PATIENCE;
    for (let trouble = ''; ;) {
      // A page that is just being replaced cannot be asked.
      const found = await look().catch((error: Error) => { trouble = error.message; return null; });
      if (found && holds(found)) return found;
      if (found) trouble = found.hindered || JSON.stringify(found.texts);
      if (Date.now() > until) throw new Error(`${wire.version}: ${what} did not come about: ${trouble}\n--- the page said\n${await words().catch(String)}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  };
  const tap = async (...steps: readonly Step[]): Promise<void> => {
    const { x, y } = await patiently(`a tap on ${named(steps)}`, () => find(steps, true), ({ hindered }) => hindered === '');
    await wire.tap(x, y);
  };
  return {
    wire, tap, words,
    see: async (...steps) => (await patiently(named(steps), () => find(steps), ({ count }) => count > 0)).texts,
    fill: async (text, ...steps) => {
      await tap(...steps);
      await wire.evaluate('document.activeElement.select()');
      await wire.type(text);
    },
    wait: async (what, holds, ...steps) => (await patiently(what, () => find(steps), ({ texts }) => holds(texts))).texts,
    look: async (name) => {
      const folder = process.env['HOLDFAST_PICTURES'];
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${wire.version.replaceAll('/', '-')} ${name}.png`), await wire.picture());
    },
  };
}

const named = (steps: readonly Step[]): string => steps.map(([role, name = '']) => `${role} “${name}”`).join(' > ');

/** in-page.ts as one expression for the oldest browser there is. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [join(ROOT, 'test/browsers/in-page.ts')], bundle: true, write: false, minify: true, format: 'iife', globalName: 'inPage', target: 'chrome80' });
  return outputFiles[0]?.text ?? '';
}
