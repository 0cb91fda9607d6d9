import { stat, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { TakeInReport } from '../../domain/panel.js';
import { COMMAND_LINE } from '../audit.js';
import { Refused } from '../refused.js';
import { MAX_FILE, takeInFile } from '../take-in.js';
import { Failure, print, tell, type Command, type Given } from './command.js';
import { pathOf } from './shop.js';

export const takeInCommand: Command = {
  name: 'take-in',
  usage: 'FILE…',
  summary: 'takes in files of sales that registers saved',
  details: `FILE is what a register’s “Save unsynchronised sales” has written. Each sale is recorded once, however often it comes in
files and over the network, in whatever order: files may be taken in again, joined, or be of any age. Only this shop’s
own registers’ sales are taken, also those of a device whose link was removed.

What is damaged or refused is told by line, and all the rest is taken. The exit code is 1 when there was any of that.`,
  options: {},
  takes: [1, 1000],
  run: async (given) => {
    // All are read before the first is taken in: a slip of the pen in the last name is told at once.
    for (const file of given.names) await readable(file);
    let lost = 0;
    for (const file of given.names) lost += await takeIn(given, file);
    if (lost > 0) throw new Failure(`${count(lost, 'line')} could not be taken in, as told above. All the others are recorded.`);
  },
};

/** @returns how many lines were not taken. */
async function takeIn(given: Given, file: string): Promise<number> {
  const bytes = await readFile(pathOf(file)).catch(unreadable(file));
  const report = await given.withShop((context) => takeInFile(context, bytes, {
    who: COMMAND_LINE, name: basename(file), progress: (sales) => { if (sales % 10_000 === 0 && sales > 0) tell(`${file}: ${count(sales, 'sale')} so far`); },
  })).catch((error: unknown) => {
    throw error instanceof Refused ? new Failure(`${file}: ${error.message}`, { cause: error }) : error;
  });
  for (const { line, message } of report.damaged) tell(`${file}, line ${line}: ${message}`);
  for (const { line, reason, message } of report.refused) tell(`${file}, line ${line}: ${reason}. ${message}`);
  const untold = report.damagedCount + report.refusedCount - report.damaged.length - report.refused.length;
  if (untold > 0) tell(`${file}: … and ${count(untold, 'line')} more`);
  print(`${file}: ${summary(report)}`);
  return report.damagedCount + report.refusedCount;
}

function summary({ recorded, already, refusedCount, damagedCount, registers }: TakeInReport): string {
  const by = registers.map(({ register, registerId, ...counts }) => `${register ?? `unknown register ${registerId}`} ${counts.recorded + counts.already}`).join(', ');
  return `${count(recorded, 'sale')} recorded, ${number(already)} there already, ${number(refusedCount)} refused, ${count(damagedCount, 'damaged line')}${by && ` (${by})`}.`;
}

function count(size: number, noun: string): string {
  return `${number(size)} ${noun}${size === 1 ? '' : 's'}`;
}

function number(size: number): string {
  return size.toLocaleString('en');
}

async function readable(file: string): Promise<void> {
  const { size } = await stat(pathOf(file)).catch(unreadable(file));
  if (size > MAX_FILE) throw new Failure(`${pathOf(file)} is larger than ${MAX_FILE / 1024 / 1024} MB: cut it at a line’s end, and take the parts in.`);
}

function unreadable(file: string) {
  return (error: unknown): never => {
    throw new Failure(`${pathOf(file)} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}): check the file’s name and rights.`, { cause: error });
  };
}
