import { connect, type Socket } from "node:net";
import type { Host } from "./hosts.ts";

/** A connection on which a test writes what it wants, and what came back so far. */
export interface RawExchange {
  readonly socket: Socket;
  readonly received: () => string;
  /** Resolves with all that came, once the server closed or `leave` was called. */
  readonly closed: Promise<string>;
  /** Resolves once `text` came back. */
  readonly sees: (text: string) => Promise<void>;
  readonly leave: () => void;
}

/** Opens a connection to a host and writes `text` as it is. */
export function openRaw({ origin }: Pick<Host, "origin">, text: string): RawExchange {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.write(text);
  let received = "";
  const watchers: (() => void)[] = [];
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
    for (const watch of watchers) watch();
  });
  socket.on("error", () => undefined); // a reset is an end, too
  const closed = new Promise<string>((resolve) => socket.on("close", () => resolve(received)));
  const sees = (expected: string): Promise<void> =>
    new Promise((resolve) => {
      const watch = (): void => void (received.includes(expected) && resolve());
      watchers.push(watch);
      watch();
    });
  return { socket, received: () => received, closed, sees, leave: () => socket.destroy() };
}

/** The head of a request to `/api`; its host is the server's. */
export function headOf({ origin }: Pick<Host, "origin">, method: string, extra = ""): string {
  return `${method} /api HTTP/1.1\r\nHost: ${new URL(origin).host}\r\n${extra}\r\n`;
}

/** The statuses in what came back, in order. */
export function statusesIn(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}
