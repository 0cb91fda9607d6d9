import type { RequestListener, Server } from 'node:http';

export function folderServer(folder: string, options?: { readonly path?: string; readonly types?: Readonly<Record<string, string>>; readonly otherwise?: RequestListener }): Server;
