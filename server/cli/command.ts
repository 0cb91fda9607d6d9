import type { ParseArgsConfig } from 'node:util';
import type { PanelContext } from '../context.js';

/** One of the command line's jobs. */
export interface Command {
  readonly name: string;
  /** What follows the name: `NAME [--outlet NAME]`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The rest of its own help. */
  readonly details: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many names or files it takes: at least and at most. */
  readonly takes: readonly [number, number];
  run(given: Given): Promise<void>;
}

/** What a command was given. */
export interface Given {
  readonly dataDir: string;
  /** Names and files, in their order. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  /** Opens the shop in the data folder, does the work, and closes it. `make`: a folder without a shop gets one, the sample shop, as at the first start. */
  withShop<T>(work: (context: PanelContext) => Promise<T>, make?: 'make'): Promise<T>;
}

/** Was called in a way that cannot be meant. One sentence; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Could not do what was asked. One sentence with what to do; exit code 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** An option's text. */
export function text({ options }: Given, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** What a script wants to have: stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a person wants to know: stderr, so that it is in no one's way. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
