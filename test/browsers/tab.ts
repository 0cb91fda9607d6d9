import type { Folder } from '../folder.js';
import type { Connection } from './connection.js';
import type { Running } from './process.js';
import type { Wire } from './wire.js';

/** A browser's process, and the line to it. */
export interface Tab {
  readonly running: Running;
  readonly connection: Connection;
}

/** The {@link Wire}'s part of a browser that can be ended and started again on its profile. */
export interface Open<T> extends Pick<Wire, 'relaunch' | 'close'> {
  /** Another after each launch. */
  now(): T;
}

/** @param goodbye the protocol's command that ends the browser as its user would. @param profile removed at the close */
export async function openTab<T extends Tab>(launch: () => Promise<T>, goodbye: string, profile: Folder): Promise<Open<T>> {
  let tab = await launch();
  const end = async (): Promise<void> => {
    await tab.connection.send(goodbye).catch(() => undefined);
    await tab.running.ended();
    tab.connection.close();
  };
  return {
    now: () => tab,
    relaunch: async () => {
      await end();
      tab = await launch();
    },
    close: async () => {
      await end();
      profile.close();
    },
  };
}
