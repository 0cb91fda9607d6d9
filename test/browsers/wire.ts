/** What a browser's own protocol is asked for; what people do with it is in visitor.ts. */
export interface Wire {
  /** What the browser says that it is: `Chrome/80.0.3987.0`. */
  readonly version: string;
  /** Goes to an address, and resolves when the page is loaded. */
  open(url: string): Promise<void>;
  /** The value, as JSON carries it, of a JavaScript expression in the page. A promise is awaited. */
  evaluate(expression: string): Promise<unknown>;
  /** The pointer's button, down and up, in CSS pixels of the window. */
  tap(x: number, y: number): Promise<void>;
  /** One key after the other, into whatever has the focus. */
  type(text: string): Promise<void>;
  /** PNG. */
  picture(): Promise<Buffer>;
  /** Stops the service worker as the browser does to save memory. Null: this one cannot be asked to. */
  readonly stopWorker: (() => Promise<void>) | null;
  /** Ends the browser as its user would, and starts it again on the same profile, with an empty page. */
  relaunch(): Promise<void>;
  /** Ends it, and removes the profile. */
  close(): Promise<void>;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Something that can be had here, or a sentence that says why not. */
export type Launcher = { readonly launch: (size: Size) => Promise<Wire> } | { readonly whyNot: string };

/** Environment of a browser: the shop's language and hours, wherever the machine is. */
export const SURROUNDINGS = { ...process.env, TZ: 'Australia/Sydney', LANG: 'en_AU.UTF-8', LANGUAGE: 'en_AU' };
