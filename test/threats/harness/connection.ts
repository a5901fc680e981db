import { connect } from "node:net";
import { readAnswers, type Answer } from "./read-answers.ts";

/** One connection to a server, on which a case writes what it wants. */
export interface Connection {
  readonly write: (bytes: string | Uint8Array) => void;
  /** Everything that came so far, in Latin-1. */
  readonly received: () => string;
  readonly isClosed: () => boolean;
  /** Resolves once it is established, or has failed. */
  readonly opened: Promise<void>;
  /** Resolves once `isSo` holds; it is looked at after each chunk and at the end. Rejects after `waitMs`. */
  readonly until: (isSo: () => boolean, waitMs?: number) => Promise<void>;
  /** Resolves with the answers once there are `count` whole ones and nothing follows them, or the server closed. */
  readonly answers: (count?: number) => Promise<readonly Answer[]>;
  readonly leave: () => void;
}

/** Longest wait for anything; far above what a server on the same machine needs. */
const patienceMs = 8_000;
/** Silence after the last answer that is taken for its end: a second answer would come in the same breath. */
const silenceMs = 25;

/** Opens a connection to a port of this machine. */
export function openConnection(port: number): Connection {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  let closed = false;
  const watchers = new Set<() => void>();
  const tell = (): void => {
    for (const watch of watchers) watch();
  };
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
    tell();
  });
  socket.on("error", () => undefined); // a reset is an end, too: "close" follows
  const ended = new Promise<void>((resolve) => {
    socket.on("close", () => {
      closed = true;
      tell();
      resolve();
    });
  });
  const opened = new Promise<void>((resolve) => {
    socket.once("connect", () => resolve());
    socket.once("close", () => resolve());
  });
  const until = (isSo: () => boolean, waitMs = patienceMs): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (done: () => void): void => {
        clearTimeout(timer);
        watchers.delete(watch);
        done();
      };
      const watch = (): void => {
        if (isSo()) settle(resolve);
      };
      const timer = setTimeout(
        () => settle(() => reject(new Error(`nothing within ${waitMs} ms; ${describe(received)}`))),
        waitMs,
      );
      watchers.add(watch);
      watch();
    });
  const answers = async (count = 1): Promise<readonly Answer[]> => {
    const whole = (): number =>
      readAnswers(received, closed).filter(({ status, complete }) => status >= 200 && complete)
        .length;
    await until(() => closed || whole() >= count);
    if (!closed)
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, silenceMs))]);
    socket.destroy();
    return readAnswers(received, closed);
  };
  return {
    write: (bytes) =>
      void socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes),
    received: () => received,
    isClosed: () => closed,
    opened,
    until,
    answers,
    leave: () => socket.destroy(),
  };
}

function describe(received: string): string {
  return received === "" ? "nothing came" : `so far came ${JSON.stringify(received.slice(0, 200))}`;
}
