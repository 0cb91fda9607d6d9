import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The way from a browser to its panel, with an address of its own. Bytes go through as they are. */
export interface Network {
  /** The origin with a slash at its end; the same before and after a cut. */
  readonly url: string;
  /** Nothing is there any more: what is open breaks, what is tried is refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** @param panel the panel's address. */
export async function openNetwork(panel: string): Promise<Network> {
  const { port: onward } = new URL(panel);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((socket) => {
    // It was on its way when the line was cut.
    if (!whole) return void socket.destroy();
    const far = connect(Number(onward), '127.0.0.1');
    for (const [end, other] of [[socket, far], [far, socket]] as const) {
      open.add(end);
      // Either end's trouble is the other's end, as on a wire.
      end.on('error', () => other.destroy()).on('close', () => { open.delete(end); other.destroy(); });
      end.pipe(other);
    }
  });
  const listen = (port: number): Promise<void> => new Promise((resolve, reject) => { server.once('error', reject).listen(port, '127.0.0.1', resolve); });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    cut: () => new Promise((resolve) => {
      whole = false;
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    }),
    mend: () => {
      whole = true;
      return listen(port);
    },
  };
}
