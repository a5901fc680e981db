import { createServer } from "node:net";
import { unreachable } from "../base/index.ts";
import type { ListenProblem } from "../adapters/index.ts";

/** Gives the port to listen on, known before anything listens because origins name it: `port` itself, or a free one for 0. */
export function choosePort(port: number, host: string): Promise<number> {
  if (port !== 0) return Promise.resolve(port);
  return new Promise((resolve) => {
    const server = createServer();
    // Whoever listens next meets the same error, and says what it is.
    server.once("error", () => resolve(0));
    server.listen(0, host, () => {
      const address = server.address();
      const free = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(free));
    });
  });
}

/** Says why a server does not listen, and what to write instead. */
export function describeListenProblem(problem: ListenProblem): string {
  switch (problem.kind) {
    case "port-in-use": {
      const { port, freePort } = problem;
      const advice =
        freePort === undefined ? "" : ` The next free one is ${freePort}: --port ${freePort}.`;
      return `Port ${port} is in use.${advice}`;
    }
    case "not-permitted":
      return `Port ${problem.port} needs special rights here. Use one above 1023, e.g. --port 3000.`;
    case "bad-host":
      return `${problem.host} is no address of this machine. Use --host 127.0.0.1, or --host 0.0.0.0 for all of its addresses.`;
    default:
      return unreachable(problem);
  }
}
