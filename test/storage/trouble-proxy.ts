import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP proxy in front of a server, which makes trouble when it is asked to. */
export interface TroubleProxy {
  readonly port: number;
  readonly connections: () => number;
  /** Holds every byte back by so much from now on, per direction; order is kept. */
  readonly delay: (ms: number) => void;
  /** Nothing comes through any more, in neither direction, and nobody is told; connections stay. */
  readonly freeze: () => void;
  /** Nothing comes back any more on the connections that listen now; they stay. */
  readonly deafen: () => void;
  /** Lets through what was held back. */
  readonly thaw: () => void;
  /** Cuts all connections, in the middle of whatever they say. */
  readonly cut: () => void;
  /** Cuts, and lets nobody connect. */
  readonly refuse: () => void;
  /** Lets connect again. */
  readonly accept: () => void;
  /** Sends once more, over a connection of its own, what a connection sent before: one of the last, by its number. */
  readonly replay: (which: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What of a connection is kept for its replay. */
const keptBytes = 65_536;
const keptConnections = 16;

interface Lines {
  readonly pass: (to: Socket, bytes: Buffer) => void;
  readonly drop: (to: Socket) => void;
}

/** Holds bytes back, each direction in its order: when a delay ends, nothing overtakes what came before. */
function createLines(write: Lines["pass"], delayMs: () => number): Lines {
  const held = new Map<Socket, { readonly due: number; readonly bytes: Buffer }[]>();
  const releaseAt = (to: Socket, due: number): void =>
    void setTimeout(() => release(to), Math.ceil(due - performance.now()));
  const release = (to: Socket): void => {
    const line = held.get(to) ?? [];
    while (line[0] !== undefined && line[0].due <= performance.now()) {
      write(to, line[0].bytes);
      line.shift();
    }
    if (line[0] !== undefined) releaseAt(to, line[0].due);
  };
  const pass = (to: Socket, bytes: Buffer): void => {
    const line = held.get(to) ?? [];
    if (line.length === 0 && delayMs() === 0) return write(to, bytes);
    held.set(to, line);
    const due = Math.max(performance.now() + delayMs(), line.at(-1)?.due ?? 0);
    line.push({ due, bytes });
    if (line.length === 1) releaseAt(to, due);
  };
  return { pass, drop: (to) => void held.delete(to) };
}

/** Starts a proxy on a free port of this machine. */
export async function startTroubleProxy(targetPort: number): Promise<TroubleProxy> {
  const trouble = { delayMs: 0, isFrozen: false, refuses: false };
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  const said: Buffer[][] = [];
  const listening = new Set<Socket>();
  const deaf = new Set<Socket>();
  const { pass, drop } = createLines(
    (to, bytes) => write(to, bytes),
    () => trouble.delayMs,
  );
  const write = (to: Socket, bytes: Buffer): void => {
    if (trouble.isFrozen) waiting.push(() => write(to, bytes));
    else if (to.writable) to.write(bytes);
  };
  const server = createServer((client) => {
    if (trouble.refuses) return void client.destroy();
    const upstream = connect(targetPort, "127.0.0.1");
    const mine: Buffer[] = [];
    said.push(mine);
    if (said.length > keptConnections) said.shift();
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy()); // cut lines are what this is for
      socket.on("close", () => {
        open.delete(socket);
        listening.delete(socket);
        drop(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let kept = 0;
    client.on("data", (bytes: Buffer) => {
      kept += bytes.length;
      if (kept <= keptBytes) mine.push(bytes);
      if (/\bs?subscribe\b/i.test(bytes.toString("latin1"))) listening.add(client);
      pass(upstream, bytes);
    });
    upstream.on("data", (bytes: Buffer) => {
      if (!deaf.has(client)) pass(client, bytes);
    });
  });
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  return {
    port: (server.address() as AddressInfo).port, // listens on TCP
    connections: () => open.size / 2,
    delay: (ms) => void (trouble.delayMs = ms),
    freeze: () => void (trouble.isFrozen = true),
    deafen: () => {
      for (const client of listening) deaf.add(client);
    },
    thaw: () => {
      trouble.isFrozen = false;
      for (const write of waiting.splice(0)) write();
    },
    cut,
    refuse: () => {
      trouble.refuses = true;
      cut();
    },
    accept: () => void (trouble.refuses = false),
    replay: (which) =>
      replay(targetPort, Buffer.concat(said[which % Math.max(1, said.length)] ?? [])),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        cut();
      }),
  };
}

/** Says all of it, waits a moment for the server to do it, and leaves. */
function replay(port: number, bytes: Buffer): Promise<void> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => done()); // a server that is away has nothing to do again
    socket.on("data", () => undefined);
    socket.on("close", () => done());
    socket.write(bytes, () => setTimeout(() => socket.destroy(), 20));
  });
}
