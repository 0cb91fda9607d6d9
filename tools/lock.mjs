import { mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync, closeSync } from 'node:fs';
import { uptime } from 'node:os';
import { dirname } from 'node:path';
import { Stop } from './run.mjs';

const PATIENCE = 15 * 60_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs `work` while no other process of this machine holds `file`. A lock whose owner is gone is taken over, so an
 * interrupted run is never in the way. Throws `Stop` after a quarter of an hour of waiting.
 */
export async function alone(file, say, work) {
  mkdirSync(dirname(file), { recursive: true });
  const until = Date.now() + PATIENCE;
  for (let told = false; !take(file); told = true) {
    const owner = ownerOf(file);
    if (owner === null) rmSync(file, { force: true });
    else if (Date.now() > until) throw new Stop(`Another set-up (process ${owner}) has been running for a quarter of an hour. End it, or delete ${file}, and run the command again.`);
    else {
      if (!told) say(`Another set-up is at work (process ${owner}); waiting for it.`);
      await pause(300);
    }
  }
  const release = () => rmSync(file, { force: true });
  const leave = (signal) => {
    release();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', leave).on('SIGTERM', leave);
  try {
    return await work();
  } finally {
    release();
    process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

function take(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Stop(`Cannot write ${file} (${error.code}). Make this folder writable for you and run the command again.`);
  }
}

/** The process that holds the lock; null when it is gone. */
function ownerOf(file) {
  try {
    const { mtimeMs } = statSync(file);
    // From before the machine was started: its number may belong to anybody by now.
    if (mtimeMs < Date.now() - uptime() * 1000) return null;
    const pid = Number(readFileSync(file, 'utf8'));
    // Made, but not yet written to: give it a moment.
    if (!pid) return Date.now() - mtimeMs > 10_000 ? null : 'starting';
    return isAlive(pid) ? pid : null;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
