import { spawn, type ChildProcess } from 'node:child_process';

export interface Program {
  readonly child: ChildProcess;
  /** What it printed so far on stdout and stderr. */
  output(): string;
  /** Resolves as soon as its output contains the text; rejects if it ends without. */
  says(text: string): Promise<void>;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** SIGKILL. */
  kill(): void;
}

interface Surroundings {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** In a process group of its own, so that `kill` ends what it started too. Nobody else ends it then. */
  readonly group?: boolean;
  /** Its stderr goes into this open file, not into `output`. */
  readonly stderr?: number;
}

/** Starts Node. */
export function startNode(args: readonly string[], { cwd, env, group = false, stderr }: Surroundings): Program {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, detached: group, stdio: ['ignore', 'pipe', stderr ?? 'pipe'] });
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
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
  return { child, output: () => text, says, ended, kill: () => (group ? killGroup(child) : child.kill('SIGKILL')) };
}

/** Runs Node to its end. */
export async function runNode(args: readonly string[], options: Surroundings): Promise<{ code: number | null; output: string }> {
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
