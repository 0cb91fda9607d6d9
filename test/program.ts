import { spawn, type ChildProcess } from 'node:child_process';

export interface Program {
  readonly child: ChildProcess;
  /** What it printed so far on stdout and stderr. */
  output(): string;
  /** Resolves as soon as its output contains the text; rejects if it ends without. */
  says(text: string): Promise<void>;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** SIGKILL to it and all that it started. */
  kill(): void;
}

/** Starts Node in a process group of its own. */
export function startNode(args: readonly string[], options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv }): Program {
  const child = spawn(process.execPath, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const look of [...waiting]) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const says = (wanted: string): Promise<void> => new Promise((resolve, reject) => {
    const look = (): void => {
      if (!text.includes(wanted)) return;
      waiting.delete(look);
      resolve();
    };
    waiting.add(look);
    look();
    void ended.then(() => reject(new Error(`ended without saying "${wanted}":\n${text}`)));
  });
  return { child, output: () => text, says, ended, kill: () => killGroup(child) };
}

/** Runs Node to its end. */
export async function runNode(args: readonly string[], options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv }): Promise<{ code: number | null; output: string }> {
  const program = startNode(args, options);
  return { code: await program.ended, output: program.output() };
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // gone already, or no process groups here
  }
}
