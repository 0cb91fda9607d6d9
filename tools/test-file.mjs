import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const running = new Set();

/**
 * Runs one job, `node <args>`, in a process group of its own and judges it.
 * @returns `{name, passed, failed, skipped, seconds, why, output}`; `why` says in words what a count cannot.
 */
export async function runFile({ name, args, counted, limit }) {
  const started = Date.now();
  const end = await finish(args, limit);
  const output = stripVTControlCharacters(end.output);
  return { name, output, seconds: (Date.now() - started) / 1000, ...(counted ? judge(output, end, limit) : judgeByExit(end, limit)) };
}

/** Ends what still runs: called when the runner itself is told to stop. */
export function endAll() {
  for (const child of running) endGroup(child);
}

function finish(args, limit) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { output += text; });
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      endGroup(child);
    }, limit * 1000);
    // Servers it forgot would go on, and hold its output open so that `close` never came.
    child.on('exit', () => endGroup(child));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, signal, hung, output });
    });
  });
}

function endGroup(child) {
  if (process.platform === 'win32') {
    if (child.exitCode === null) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}

function judge(output, { code, signal, hung }, limit) {
  const counts = summary(output);
  const none = { passed: 0, failed: 1, skipped: 0 };
  if (!counts) {
    if (hung) return { ...none, why: `did not end within ${limit} s` };
    if (code === 0) return { ...none, why: 'ran nothing: does it call .run()?' };
    return { ...none, why: signal ? `crashed: ${signal}` : `crashed: exit code ${code}` };
  }
  const { total, passed, skipped } = counts;
  if (total === 0) return { ...none, skipped, why: 'ran nothing' };
  if (hung) return { passed, skipped, failed: total - passed + 1, why: `its tests ended, but it did not exit within ${limit} s: something is left open` };
  if (total === passed && code !== 0) return { passed, skipped, failed: 1, why: signal ? `ended by ${signal}` : `exit code ${code} without a failing test` };
  return { passed, skipped, failed: total - passed };
}

function judgeByExit({ code, hung }, limit) {
  if (hung) return { passed: 0, failed: 1, skipped: 0, why: `did not end within ${limit} s` };
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, why: `exit code ${code}` };
}

/** uvu's last words; a test may print the like before, so the last ones count. */
function summary(output) {
  const last = [...output.matchAll(/^ {2}Total: +(\d+)\n {2}Passed: +(\d+)\n {2}Skipped: +(\d+)\n/gm)].at(-1);
  return last ? { total: Number(last[1]), passed: Number(last[2]), skipped: Number(last[3]) } : null;
}
