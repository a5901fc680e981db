import { connect, createServer, type Server, type Socket } from "node:net";

/** What happens to the next call that comes through. */
export type Trouble =
  /** The connection is cut before the server sees anything. */
  | "cut-request"
  /** The server answers, and the connection is cut before any of it arrives. */
  | "cut-answer"
  /** A gateway answers that it has nobody to ask. */
  | "bad-gateway"
  /** A server of ours answers that it is full. */
  | "busy";

/** A proxy between the browser and a server that loses calls on demand. */
export interface CuttingProxy {
  readonly port: number;
  /** What happens to the next calls, one each; further ones pass. */
  readonly troubles: Trouble[];
  /** `edict-call` of every call that came through, in order, lost ones too. */
  readonly callIds: string[];
  /** Where connections lead, from now on. */
  aim: (port: number) => void;
  readonly close: () => Promise<void>;
}

const answers: Partial<Record<Trouble, string>> = {
  "bad-gateway":
    "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 11\r\nconnection: close\r\n\r\n<h1>502</h1",
  busy: "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nedict-error: BUSY\r\nretry-after: 0\r\ncontent-length: 5\r\nconnection: close\r\n\r\nFull.",
};

/** Starts a proxy on loopback, on a port of its own. */
export async function startCuttingProxy(): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  const troubles: Trouble[] = [];
  const callIds: string[] = [];
  const target = { port: 0 };
  const server = createServer((client) => {
    const upstream = connect(target.port, "127.0.0.1");
    let losesAnswer = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => socket.destroy()); // cut lines are what this is for
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (bytes: Buffer) => {
      const id = /^edict-call: (\S+)/im.exec(bytes.toString("latin1"))?.[1];
      const trouble = id === undefined ? undefined : troubles.shift();
      if (id !== undefined) callIds.push(id);
      losesAnswer = trouble === "cut-answer";
      if (trouble === undefined || losesAnswer) return void upstream.write(bytes);
      const answer = answers[trouble];
      if (answer === undefined) client.destroy();
      else client.end(answer);
    });
    upstream.on("data", (bytes: Buffer) => {
      if (losesAnswer) client.destroy();
      else client.write(bytes);
    });
  });
  const port = await listen(server);
  return {
    port,
    troubles,
    callIds,
    aim: (next) => {
      target.port = next;
      for (const socket of open) socket.destroy();
    },
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) done(address.port);
      else fail(new Error("the proxy has no port"));
    });
  });
}
