// One process of those that share a cache: reads, fills and revalidates as it is told, and tells what it saw.
// usage, forked with a channel: history-worker.mjs <dist> <redis url> <source file> <number> <of how many>
import { openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { openApp } from "./history-app.mjs";

const [dist, url, sourceFile, ownNumber, workers] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(dist, file)).href);
const { createCache } = await load("cache/index.js");
const { writeCacheKey } = await load("cache/cached-values.js");
const { openRedisCacheStore } = await load("cache/redis/redis-cache-store.js");
const { parseRedisPlace } = await load("storage/redis/index.js");

export const tags = 6;
const pages = 5;
const visitors = 3;
const tagsOf = (page) => [page % tags, (page * 2 + 1) % tags];

// The source: eight bytes for each tag. Each has one process that writes it, so that its values only grow.
const source = openSync(sourceFile, "r+");
function readSource(tag) {
  const bytes = Buffer.alloc(8);
  readSync(source, bytes, 0, 8, tag * 8);
  return bytes.readDoubleBE(0);
}
function writeSource(tag, value) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value, 0);
  writeSync(source, bytes, 0, 8, tag * 8);
}

/** Microseconds of a clock that all processes of this machine share. */
const now = () => Number(process.hrtime.bigint() / 1000n);

const key = { kid: "k", bytes: new Uint8Array(32).fill(3) };
let failures = 0;
const onError = () => (failures += 1);
const cacheStore = await open();
const cache = createCache({ store: cacheStore, onError, retryMs: 200 });
const app = await openApp({ load, cacheStore, onError, readSource, tagsOf });

async function open() {
  const options = {
    place: parseRedisPlace(url).value,
    keys: { active: key, all: new Map([["k", key]]) },
    leaseMs: 300,
    timeoutMs: 400,
    connectMs: 2_000,
    onError: () => (failures += 1),
  };
  for (;;)
    try {
      return await openRedisCacheStore(options);
    } catch {
      failures += 1; // Redis is away just now
    }
}

/** A value that is read, or a page that is shown: half of each. */
function read(random) {
  const page = Math.floor(random() * pages);
  const visitor = Math.floor(random() * visitors);
  return random() < 0.5 ? readValue(random, page, visitor) : seePage(random, page, visitor);
}

const kinds = ["tagged", "direct", "mine"];

async function seePage(random, page, visitor) {
  const kind = kinds[Math.floor(random() * kinds.length)];
  const start = now();
  const { visitor: seenVisitor, seen, isHit } = await app.see(`/${kind}/${page}`, visitor);
  // What is everybody's is known by its page.
  const asked = kind === "mine" ? visitor : page;
  return { kind: "read", start, end: now(), visitor: asked, seenVisitor, seen, isHit, shows: kind };
}

async function readValue(random, page, visitor) {
  const delayMs = random() < 0.3 ? random() * 5 : 0;
  const start = now();
  const answer = await cache.read({
    key: writeCacheKey(["page", String(page), String(visitor)]),
    about: `page ${page}`,
    alsoTags: [],
    changedTags: new Set(),
    fill: async () => {
      const seen = tagsOf(page).map((tag) => [tag, readSource(tag)]);
      if (delayMs > 0) await sleep(delayMs);
      return {
        body: Buffer.from(JSON.stringify({ visitor, seen })),
        tags: seen.map(([tag]) => `t${tag}`),
        staleAfterMs: Infinity,
        expiresAfterMs: Infinity,
      };
    },
  });
  const end = now();
  const { visitor: seenVisitor, seen } = JSON.parse(Buffer.from(answer.entry.body).toString());
  return {
    kind: "read",
    start,
    end,
    visitor,
    seenVisitor,
    seen,
    isHit: answer.kind === "hit",
    shows: "value",
  };
}

async function write(random) {
  const own = Array.from({ length: tags }, (_, tag) => tag).filter(
    (tag) => tag % Number(workers) === Number(ownNumber),
  );
  const tag = own[Math.floor(random() * own.length)];
  const start = now();
  const value = start;
  writeSource(tag, value);
  const isAcknowledged = await app.change(tag);
  return { kind: "write", start, end: now(), tag, value, isAcknowledged };
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const callers = 6;

async function runRound({ seed, operations, durationMs, writeShare }) {
  const events = [];
  const each = Math.ceil(operations / callers);
  const endsAt = performance.now() + durationMs;
  const call = async (caller) => {
    const random = randomOf(seed * 31 + caller);
    for (let at = 0; at < each; at += 1) {
      events.push(await (random() < writeShare ? write(random) : read(random)));
      // Spread over the round; what has begun late makes up for it.
      const left = endsAt - performance.now();
      const pauseMs = (left / (each - at)) * 2 * random();
      await (pauseMs >= 1 ? sleep(pauseMs) : new Promise((done) => setImmediate(done)));
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  return events;
}

process.on("message", async (round) => {
  const events = await runRound(round);
  process.send({ kind: "round", events, failures });
});
process.on("disconnect", () => process.exit());
process.send({ kind: "ready" });
