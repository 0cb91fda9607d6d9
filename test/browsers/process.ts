import { spawn } from 'node:child_process';
import { SURROUNDINGS } from './wire.js';

/** A browser's process, or a driver's. */
export interface Running {
  /** Resolves to what `pattern` captured as soon as the program prints it. Rejects when it ends without. */
  says(pattern: RegExp): Promise<string>;
  /** Waits until it has ended by itself; after `patience` ms it is killed. */
  ended(patience?: number): Promise<void>;
  kill(): Promise<void>;
}

export function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(program, args, { env: { ...SURROUNDINGS, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { text = (text + chunk).slice(-100_000); });
  const gone = new Promise<void>((resolve) => child.on('error', (error) => { text += error.message; resolve(); }).on('exit', () => resolve()));
  const killed = (): void => { child.kill('SIGKILL'); };
  process.on('exit', killed);
  void gone.then(() => process.off('exit', killed));
  return {
    says: (pattern) => new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
      look();
      void gone.then(() => reject(new Error(`${program} ended without saying ${String(pattern)}:\n${text.slice(-3000)}`)));
    }),
    ended: async (patience = 20_000) => {
      const timer = setTimeout(killed, patience);
      await gone;
      clearTimeout(timer);
    },
    kill: async () => {
      killed();
      await gone;
    },
  };
}
