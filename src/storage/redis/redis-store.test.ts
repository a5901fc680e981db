import { afterAll, beforeAll, describe, vi } from "vitest";
import {
  askRedis,
  startCluster,
  startRedis,
  startSentinel,
  type RedisServer,
} from "../../../test/storage/start-redis.ts";
import { testStoreContract } from "../../../test/storage/store-contract.ts";
import type { Store } from "../store.ts";
import { parseRedisPlace, type RedisPlace } from "./redis-place.ts";
import { openRedisStore, type RedisStoreOptions } from "./redis-store.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const running: RedisServer[] = [];
let server: RedisServer;

beforeAll(async () => {
  server = await startRedis();
  running.push(server);
});
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
});

let prefixes = 0;

/** The place of an address, under a prefix of its own. */
function placeAt(address: string): RedisPlace {
  prefixes += 1;
  const place = parseRedisPlace(`${address}?prefix=t${prefixes}:`);
  if (!place.ok) throw new Error(place.error);
  return place.value;
}

async function openAt(address: string, options: Partial<RedisStoreOptions> = {}): Promise<Store> {
  const onError = (error: unknown): never => {
    throw error;
  };
  const onNotice = (line: string): never => {
    throw new Error(line);
  };
  return openRedisStore({ place: placeAt(address), onError, onNotice, ...options });
}

// Time passes on the server's clock, which stands still for nobody: what is left of each key is cut instead.
const passScript = `
for _, key in ipairs(redis.call("KEYS", "*")) do
  local left = redis.call("PTTL", key)
  if left >= 0 then redis.call("PEXPIRE", key, math.max(left - tonumber(ARGV[1]), 0)) end
end`;

async function passMs(ports: readonly number[], ms: number): Promise<void> {
  for (const port of ports) await askRedis(port, ["EVAL", passScript, "0", String(ms)]);
}

describe("one server", () => {
  testStoreContract(async () => ({
    store: await openAt(server.url),
    passMs: (ms) => passMs([server.port], ms),
    precisionMs: 2_000,
  }));
});

describe("a cluster of three", () => {
  let address = "";
  let ports: number[] = [];
  beforeAll(async () => {
    const nodes = await startCluster();
    running.push(...nodes);
    ports = nodes.map(({ port }) => port);
    address = `redis-cluster://${ports.map((port) => `127.0.0.1:${port}`).join(",")}`;
  });
  testStoreContract(async () => ({
    store: await openAt(address),
    passMs: (ms) => passMs(ports, ms),
    precisionMs: 2_000,
  }));
});

describe("behind a sentinel", () => {
  let address = "";
  beforeAll(async () => {
    const sentinel = await startSentinel(server);
    running.push(sentinel);
    address = `redis-sentinel://127.0.0.1:${sentinel.port}/main`;
  });
  testStoreContract(async () => ({
    store: await openAt(address),
    passMs: (ms) => passMs([server.port], ms),
    precisionMs: 2_000,
  }));
});
