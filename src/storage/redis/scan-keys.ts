import type { RedisLink } from "./connect-redis.ts";
import type { RedisClient, RedisScanner } from "./redis-client.ts";

/** A client of a cluster knows its nodes. */
interface NodesOfCluster<Node> {
  readonly masters: readonly Node[];
  readonly nodeClient: (node: Node) => RedisScanner | Promise<RedisScanner>;
}

/**
 * Goes through the keys that fit a pattern, in a cluster those of all nodes, in any order. What comes and goes meanwhile may be
 * missing, and a key may come twice.
 */
export async function* scanKeys(link: RedisLink, pattern: string): AsyncGenerator<string> {
  const count = await link.use(async (client) => (await scannersOf(client)).length);
  for (let node = 0; node < count; node += 1) {
    let cursor = "0";
    do {
      const page = await link.use(async (client) => {
        const scanner = (await scannersOf(client))[node];
        return scanner?.scan(cursor, { MATCH: pattern, COUNT: 1_000 });
      });
      yield* page?.keys ?? [];
      cursor = page?.cursor ?? "0";
    } while (cursor !== "0");
  }
}

async function scannersOf(client: RedisClient): Promise<readonly RedisScanner[]> {
  if (!isCluster(client)) return [client];
  return Promise.all(client.masters.map(async (node) => client.nodeClient(node)));
}

function isCluster(client: object): client is NodesOfCluster<unknown> {
  return "masters" in client && "nodeClient" in client;
}
