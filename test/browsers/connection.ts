import { WebSocket } from 'ws';

/** Commands and answers over a WebSocket, as both CDP and WebDriver BiDi have them. */
export interface Connection {
  /** @throws what the browser says is wrong, and when the connection has gone. */
  send(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>;
  close(): void;
}

interface Answer {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  /** CDP has an object here, BiDi a code, and the words beside it. */
  readonly error?: unknown;
  readonly message?: string;
}
interface Waiting {
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

export async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url, { maxPayload: 64e6, perMessageDeflate: false });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('error', console.warn);
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has gone'));
    waiting.clear();
  });
  socket.on('message', (data) => {
    const { id = 0, result, error, message } = JSON.parse(String(data)) as Answer;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(message ?? JSON.stringify(error)));
    else asked?.resolve(result ?? {});
  });
  return {
    send: (method, params = {}, sessionId) => new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(new Error('the browser has gone'));
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params, sessionId }));
    }),
    close: () => socket.close(),
  };
}
