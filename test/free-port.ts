import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that Linux, macOS and Windows give to outgoing connections: one of those may be taken before it is used. A
 * Redis of a cluster also takes the one that is 10,000 higher.
 */
const lowest = 10_240;
const highest = 20_000;

/** Finds a port on which nothing listens, for a process that is to be told one. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port between ${lowest} and ${highest} is free`);
}

/** For listeners of either family: `localhost` may mean both. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, "127.0.0.1")) && (await canListen(port, "::"));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // Any other error is that of a machine without IPv6, where nobody listens.
    server.once("error", (error) => resolve(!("code" in error && error.code === "EADDRINUSE")));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
