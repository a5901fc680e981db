import { createServer } from "node:net";

/** Finds the first free port from `from` on, within twenty; undefined when all are taken. */
export async function findFreePort(from: number, host: string): Promise<number | undefined> {
  for (let port = from; port < from + 20 && port <= 65_535; port++)
    if (await isFree(port, host)) return port;
  return undefined;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
