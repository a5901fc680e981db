// Serves the threat app as production does, and tells its parent what happened in it.
// usage: fork(serve-app.mjs, [JSON of {dist, app, profile, redis}]); `EDICT_KEYS` is set
// Other than `edict start` it does not load the actions before the first request: who loads them is what it watches.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** @type {{ dist: string, app: string, profile: import("./profiles.ts").Profile, redis?: string }} */
const { dist, app, profile, redis } = JSON.parse(process.argv[2] ?? "");
/** @type {{ level: string, line: string, detail?: string }[]} */
const log = [];
/** @type {string[]} */
const stray = [];
/** @param {string} file of the package's build */
const load = (file) => import(pathToFileURL(join(dist, file)).href);
const { cacheKeysOf, createRequestHandler, loopbackOrigins, parseKeyRing } =
  await load("server/index.js");
const { serve, listStaticFiles } = await load("adapters/node/index.js");
const { createServer: createFetchServer } = await load("adapters/fetch/index.js");

const build = (await import(pathToFileURL(join(app, ".edict/build/rsc/index.js")).href)).default;
await build.register();
/** @type {{ handle: (request: unknown) => unknown }} */
let handler;
const running = await serve({
  port: 0,
  handler: { handle: (/** @type {unknown} */ request) => handler.handle(request) },
  limits: profile.connections ?? {},
  log: (/** @type {typeof log[number]} */ entry) => log.push(entry),
});
if (!running.ok) throw new Error(JSON.stringify(running.error));
const { port, server } = running.value;
const keys = parseKeyRing(process.env["EDICT_KEYS"] ?? "").value;
const cacheStore = await openCache();
const options = {
  origins: loopbackOrigins(port),
  keys,
  ...(cacheStore && { cacheStore }),
  appId: "threats",
  staticFiles: await listStaticFiles({ folder: join(app, ".edict/build/client") }),
  log: (/** @type {typeof log[number]} */ entry) => log.push(entry),
  ...profile.options,
};
handler = createRequestHandler(build, options);
if (profile.host === "fetch") {
  const { getRequestListener } = await import("@hono/node-server");
  const answer = createFetchServer(build, options);
  server.removeAllListeners("request");
  server.on(
    "request",
    getRequestListener((request) => answer(request)),
  );
}

/** @type {{ loads: string[], runs: string[] }} */
const record = (/** @type {any} */ (globalThis)[Symbol.for("edict.threats")] ??= {
  loads: [],
  runs: [],
});
process.on("message", async (/** @type {{ id: number, gc?: boolean }} */ { id, gc }) => {
  if (gc === true) for (let round = 0; round < 4; round++) await collect();
  const { heapUsed, rss, arrayBuffers } = process.memoryUsage();
  /** @type {number} */
  const connections = await new Promise((resolve) =>
    server.getConnections((_, count) => resolve(count)),
  );
  process.send?.({
    id,
    loads: record.loads.splice(0),
    runs: record.runs.splice(0),
    log: log.splice(0),
    stray: stray.splice(0),
    memory: { heapUsed, rss, arrayBuffers },
    connections,
    ...(profile.cacheBytes !== undefined && { cachedBytes: await countCached() }),
  });
});
// Only now: what fails before ends the process, as it should.
process.on("uncaughtException", (error) => stray.push(`exception: ${String(error)}`));
process.on("unhandledRejection", (error) => stray.push(`rejection: ${String(error)}`));
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true, port });

/** Opens the cache that a profile asks for; undefined for the one that a server has by itself. */
async function openCache() {
  if (profile.cacheBytes !== undefined) {
    const { createMemoryCacheStore } = await load("cache/index.js");
    return createMemoryCacheStore({ maxBytes: profile.cacheBytes });
  }
  if (redis === undefined) return undefined;
  const { openRedisCacheStore } = await load("cache/redis/redis-cache-store.js");
  const { parseRedisPlace } = await load("storage/redis/index.js");
  return openRedisCacheStore({
    place: parseRedisPlace(redis).value,
    keys: cacheKeysOf(keys),
    nearBytes: 1, // whatever is read comes from Redis
    timeoutMs: 1_000,
    leaseMs: 200,
    onError: (/** @type {unknown} */ error) =>
      log.push({ level: "error", line: `edict: the storage: ${String(error)}` }),
  });
}

async function countCached() {
  let bytes = 0;
  for await (const entry of cacheStore.list()) bytes += entry.bytes;
  return bytes;
}

function collect() {
  globalThis.gc?.();
  return new Promise((resolve) => setImmediate(resolve));
}
