// Measures what a revalidation costs with a hundred instances over one Redis: from the call until all have confirmed, with one
// entry that carries the tag and with many. Every instance is then asked, and must not have the value of before.
// usage: node bench/cache/instances.mjs [--instances 100] [--entries 10000] [--rounds 200]
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openRedisCacheStore } from "../../dist/cache/redis/redis-cache-store.js";
import { parseRedisPlace } from "../../dist/storage/redis/index.js";
import { loadSource } from "../../scripts/load-source.mjs";

const { values } = parseArgs({
  options: {
    instances: { type: "string", default: "100" },
    entries: { type: "string", default: "10000" },
    rounds: { type: "string", default: "200" },
  },
});
const [instances, entries, rounds] = [values.instances, values.entries, values.rounds].map(Number);

const { startRedis } = await loadSource("test/storage/start-redis.ts");
const redis = await startRedis();
const key = { kid: "k", bytes: new Uint8Array(32).fill(3) };
const place = parseRedisPlace(redis.url).value;
const stores = [];
for (let at = 0; at < instances; at += 1)
  stores.push(
    await openRedisCacheStore({
      place,
      keys: { active: key, all: new Map([["k", key]]) },
      onError: (error) => console.error(error),
      timeoutMs: 10_000,
    }),
  );

async function fill(store, name, tags) {
  const { revision } = await store.read(name, []);
  const times = { filledAt: Date.now(), staleAt: Infinity, expiresAt: Infinity };
  await store.fill(name, { body: Buffer.alloc(100), about: "bench", tags, revision, ...times });
}

async function measure(tag, count) {
  for (let at = 0; at < count; at += 200) {
    const some = Math.min(200, count - at);
    await Promise.all(
      Array.from({ length: some }, (_, index) => fill(stores[0], `${tag} ${at + index}`, [tag])),
    );
  }
  const times = [];
  let stale = 0;
  for (let round = 0; round < rounds; round += 1) {
    // Near at all of them, so that there is something to drop.
    if (round > 0) await fill(stores[0], `${tag} 0`, [tag]);
    for (const store of stores) await store.read(`${tag} 0`, []);
    const started = performance.now();
    await stores[round % instances].bump([tag], { kind: "at-once" });
    times.push(performance.now() - started);
    for (const store of stores) if ((await store.read(`${tag} 0`, [])).kind !== "miss") stale += 1;
  }
  times.sort((a, b) => a - b);
  const at = (share) => Number(times[Math.floor(times.length * share)].toFixed(2));
  return { entries: count, revalidations: rounds, p50Ms: at(0.5), p99Ms: at(0.99), stale };
}

await stores[0].bump(["warm-up"], { kind: "at-once" });
const one = await measure("one", 1);
const many = await measure("many", entries);
const report = {
  instances,
  one,
  many,
  ratioOfMedians: Number((many.p50Ms / one.p50Ms).toFixed(2)),
  node: process.version,
};
await Promise.all(stores.map(async (store) => store.close()));
await redis.stop();
writeFileSync(
  join(import.meta.dirname, "../results/cache-instances.json"),
  `${JSON.stringify(report, null, 2)}\n`,
);
console.log(JSON.stringify(report, null, 2));
process.exit(one.stale + many.stale === 0 && report.ratioOfMedians <= 2 ? 0 : 1);
