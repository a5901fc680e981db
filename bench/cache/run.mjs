// What the cache costs, in one process: see bench/README.md. usage: node bench/cache/run.mjs [--entries n] [--rounds n]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createCache, createMemoryCacheStore } from "../../dist/cache/index.js";
import { openLmdbCacheStore } from "../../dist/cache/lmdb-cache-store.js";
import { openRedisCacheStore } from "../../dist/cache/redis/redis-cache-store.js";
import {
  cache,
  createRequestStore,
  defaultProfiles,
  runWithStore,
} from "../../dist/context/index.js";
import { parseRedisPlace } from "../../dist/storage/redis/index.js";
import { loadSource } from "../../scripts/load-source.mjs";

const { values } = parseArgs({
  options: {
    entries: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "9" },
  },
});
const [entryCount, rounds] = [Number(values.entries), Number(values.rounds)];
const fail = (error) => {
  throw error;
};
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const key = { kid: "k1", bytes: new Uint8Array(32).fill(1) };
const keys = { active: key, all: new Map([[key.kid, key]]) };
const folder = mkdtempSync(join(tmpdir(), "edict-bench-cache-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** A request that reads from a cache in `store`. */
function requestOf(store) {
  const engine = createCache({ store, onError: fail });
  return createRequestStore({
    phase: "render",
    method: "GET",
    url: "http://localhost:3000/",
    cookieHeader: "",
    headers: () => new Headers(),
    signal: () => new AbortController().signal,
    sealer: { seal: fail },
    development: false,
    cache: () => ({
      cache: engine,
      buildId: "b",
      profiles: defaultProfiles,
      routeTags: ["path /posts", "page /posts", "layout /", "layout /posts"],
      isDraft: false,
      origin: "http://localhost:3000",
      writeDraftToken: fail,
      show: fail,
      fetchOwn: fail,
    }),
  });
}

/** Processor time of one call in nanoseconds, over `count` calls one after the other. */
async function timeOf(count, call) {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) await call(index);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1_000) / count;
}

async function measureHits(name, store, value, count) {
  const get = cache(() => value, { key: "post", tags: ["posts"] });
  const own = new Map([["1", value]]);
  const byHand = async (id) => own.get(String(id));
  await runWithStore(requestOf(store), async () => {
    const differences = [];
    for (let round = 0; round <= rounds; round++) {
      const bare = await timeOf(count, () => byHand(1));
      const hit = await timeOf(count, () => get(1));
      if (round > 0) differences.push(hit - bare); // the first one warms up
    }
    console.log(`${name}: ${(median(differences) / 1_000).toFixed(2)} µs above a Map of one's own`);
  });
}

const post = { id: 1, title: "A title", body: "x".repeat(40), tags: ["a", "b"] };
await measureHits("hit in memory, 100 bytes", createMemoryCacheStore(), post, 50_000);
const large = { ...post, body: "x".repeat(1_000) };
const hitStore = openLmdbCacheStore({ folder: join(folder, "hits"), keys });
await measureHits("hit in a file, 1 kB", hitStore, large, 10_000);
await hitStore.close();

const { startRedis } = await loadSource("test/storage/start-redis.ts");
const redis = await startRedis();
const nearStore = await openRedisCacheStore({
  place: parseRedisPlace(redis.url).value,
  keys,
  onError: fail,
});
await measureHits("hit near one's own Redis, 100 bytes", nearStore, post, 50_000);
await nearStore.close();
await redis.stop();

async function measureMoves(name, store) {
  const body = Buffer.alloc(100);
  const entry = (revision, tags) => ({
    body,
    about: "bench",
    tags,
    revision,
    filledAt: 0,
    staleAt: Infinity,
    expiresAt: Infinity,
  });
  const { revision } = await store.read("", []);
  await store.fill("one", entry(revision, ["one"]));
  let filling = [];
  for (let index = 0; index < entryCount; index++) {
    filling.push(store.fill(`key-${index}`, entry(revision, ["many"])));
    if (filling.length === 10_000) {
      await Promise.all(filling);
      filling = [];
    }
  }
  await Promise.all(filling);
  const ratios = [];
  for (let round = 0; round <= rounds; round++) {
    const one = await timeOf(200, () => store.bump(["one"], { kind: "at-once" }));
    const many = await timeOf(200, () => store.bump(["many"], { kind: "at-once" }));
    if (round > 0) ratios.push(many / one);
  }
  console.log(
    `${name}: revalidating a tag of ${entryCount} entries costs ${median(ratios).toFixed(2)} times that of one`,
  );
  await store.close();
}

await measureMoves("memory", createMemoryCacheStore({ maxBytes: 1e12 }));
await measureMoves(
  "file",
  openLmdbCacheStore({ folder: join(folder, "moves"), keys, maxBytes: 1e12 }),
);

let asked = 0;
const slow = cache(
  async () => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
  },
  { key: "slow" },
);
await runWithStore(requestOf(createMemoryCacheStore()), () =>
  Promise.all(Array.from({ length: 10_000 }, () => slow())),
);
console.log(`10,000 misses at once ask the source ${asked === 1 ? "once" : `${asked} times`}`);
