import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  entryOf,
  readText,
  testCacheStoreContract,
  type CacheUnderTest,
} from "../../../test/cache/cache-store-contract.ts";
import {
  askRedis,
  startCluster,
  startRedis,
  startSentinel,
  untilIs,
  type RedisServer,
} from "../../../test/storage/start-redis.ts";
import { startTroubleProxy, type TroubleProxy } from "../../../test/storage/trouble-proxy.ts";
import { parseRedisPlace, type RedisPlace } from "../../storage/redis/index.ts";
import type { CacheStore } from "../cache-store.ts";
import { openRedisCacheStore, type RedisCacheStoreOptions } from "./redis-cache-store.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const running: RedisServer[] = [];
let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
  running.push(server);
});
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
});

const key = { kid: "k1", bytes: new Uint8Array(32).fill(7) };
const keys = { active: key, all: new Map([["k1", key]]) };
const atOnce = { kind: "at-once" } as const;
let prefixes = 0;

function placeAt(address: string, prefix = `c${++prefixes}:`): RedisPlace {
  const place = parseRedisPlace(`${address}?prefix=${prefix}`);
  if (!place.ok) throw new Error(place.error);
  return place.value;
}

type Given = Partial<RedisCacheStoreOptions> & { readonly errors?: string[] };

/** A cache whose leases are as short as a test can wait for. */
async function openAt(
  place: RedisPlace,
  { errors = [], ...given }: Given = {},
): Promise<CacheStore> {
  const onError = (error: unknown): void => void errors.push(String(error));
  const times = { leaseMs: 400, timeoutMs: 1_000, connectMs: 5_000 };
  const store = await openRedisCacheStore({ place, keys, onError, ...times, ...given });
  onTestFinished(async () => store.close());
  return store;
}

/** One cache that is each time another of several instances. */
function takeTurns(stores: readonly CacheStore[]): CacheStore {
  let turn = 0;
  const next = (): CacheStore => {
    const store = stores[turn++ % stores.length];
    if (store === undefined) throw new Error("nobody takes turns");
    return store;
  };
  return {
    read: (entryKey, alsoTags) => next().read(entryKey, alsoTags),
    fill: (entryKey, entry) => next().fill(entryKey, entry),
    bump: (tags, bump) => next().bump(tags, bump),
    list: () => next().list(),
    close: async () => void (await Promise.all(stores.map(async (store) => store.close()))),
  };
}

/** Instances that take turns over one cache, whose clock the test moves. */
async function openTogether(place: RedisPlace, count: number): Promise<CacheUnderTest> {
  let time = 1_700_000_000_000;
  const open = (): Promise<CacheStore> => openAt(place, { now: () => time, leaseMs: 100 });
  const store = takeTurns(await Promise.all(Array.from({ length: count }, open)));
  return { store, passMs: (ms) => void (time += ms), now: () => time };
}

describe("three instances that take turns", () => {
  testCacheStoreContract(() => openTogether(placeAt(server.url), 3));
});

const topologies: readonly (readonly [name: string, start: () => Promise<string>])[] = [
  [
    "over a cluster",
    async () => {
      const nodes = await startCluster();
      running.push(...nodes);
      return `redis-cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}`;
    },
  ],
  [
    "behind a sentinel",
    async () => {
      const sentinel = await startSentinel(server);
      running.push(sentinel);
      return `redis-sentinel://127.0.0.1:${sentinel.port}/main`;
    },
  ],
];

describe.each(topologies)("two instances %s", (_name, start) => {
  let address = "";
  beforeAll(async () => {
    address = await start();
  });
  testCacheStoreContract(() => openTogether(placeAt(address), 2));
});

async function fill(store: CacheStore, name: string, tags: string[], text = "1"): Promise<boolean> {
  const { revision } = await store.read(name, []);
  return store.fill(name, entryOf(text, { tags, revision }));
}

/** An instance behind a proxy, and one that is not, over the same cache. */
async function openBehind(own: RedisServer = server): Promise<{
  readonly near: CacheStore;
  readonly far: CacheStore;
  readonly proxy: TroubleProxy;
  readonly place: RedisPlace;
}> {
  const proxy = await startTroubleProxy(own.port);
  onTestFinished(() => proxy.stop());
  const place = placeAt(own.url);
  const far = await openAt(placeAt(`redis://127.0.0.1:${proxy.port}`, place.prefix));
  const near = await openAt(place);
  await near.bump(["warm-up"], atOnce); // waits for leases of before the epoch
  return { near, far, proxy, place };
}

/** What a look-up comes to, a failure too: whoever asks goes to the source then. */
const lookUp = (store: CacheStore, name: string): Promise<string> =>
  readText(store, name).catch((error: unknown) => `failed: ${String(error)}`);

/** How many instances a move waits for. */
async function waitedFor({ prefix }: RedisPlace): Promise<number> {
  const fields = await askRedis(server.port, ["HKEYS", `${prefix}cache:{versions}:state`]);
  return (fields as string[]).filter((field) => field.startsWith("i:")).length; // HKEYS gives a list of texts
}

test("what is near is served without asking Redis, and dropped everywhere before a move is confirmed", async () => {
  const { near, far, proxy } = await openBehind();
  await fill(near, "k", ["a"]);
  expect(await readText(far, "k")).toBe("fresh 1");
  proxy.freeze();
  expect(await readText(far, "k")).toBe("fresh 1"); // near
  proxy.thaw();
  await near.bump(["a"], atOnce);
  expect(await readText(far, "k")).toBe("miss");
});

test("an instance that is cut off delays a move until its lease has run out, and never serves what it ended", async () => {
  const { near, far, proxy, place } = await openBehind();
  await fill(near, "k", ["a"]);
  expect(await readText(far, "k")).toBe("fresh 1");
  expect(await waitedFor(place)).toBe(2);
  proxy.freeze();
  await near.bump(["a"], atOnce);
  expect(await lookUp(far, "k")).toMatch(/^failed: /);
  expect(await waitedFor(place)).toBe(1); // not for the one that is cut off, a second time
  proxy.thaw();
  const seen: string[] = [];
  const look = async (): Promise<string> => {
    seen.push(await lookUp(far, "k"));
    return seen.at(-1) ?? "";
  };
  await expect.poll(look, { timeout: 15_000, interval: 5 }).toBe("miss");
  expect(seen.filter((each) => each.startsWith("fresh"))).toEqual([]);
});

test("an instance that hears nothing any more never serves what was ended", async () => {
  const { near, far, proxy } = await openBehind();
  await fill(near, "k", ["a"]);
  expect(await readText(far, "k")).toBe("fresh 1");
  proxy.deafen();
  await near.bump(["a"], atOnce);
  expect(await lookUp(far, "k")).toBe("miss");
  await fill(near, "k", ["a"], "2");
  expect(await lookUp(far, "k")).toBe("fresh 2");
});

test("a move that Redis did not take is told to whoever made it; what is near is served no longer than a lease", async () => {
  const { near, far, proxy } = await openBehind();
  await fill(near, "k", ["a"]);
  expect(await readText(far, "k")).toBe("fresh 1");
  proxy.refuse();
  await expect((async () => far.bump(["a"], atOnce))()).rejects.toThrow("redis://127.0.0.1:");
  await expect.poll(() => lookUp(far, "k"), { timeout: 15_000 }).toMatch(/^failed: /);
  await expect((async () => fill(far, "l", ["a"]))()).rejects.toThrow("it is away");
  proxy.accept();
  await expect.poll(() => lookUp(far, "k"), { timeout: 15_000 }).toBe("fresh 1");
});

test("a Redis that came back empty, or with an older copy, brings nothing back that was ended", async () => {
  const own = await startRedis(["--save", "3600 1"]);
  onTestFinished(() => own.stop());
  const { near, far } = await openBehind(own);
  await fill(near, "k", ["a"], "old");
  await fill(near, "l", ["b"], "old");
  expect(await readText(far, "k")).toBe("fresh old");
  await askRedis(own.port, ["SAVE"]);
  await near.bump(["a"], atOnce);
  await own.kill();
  await own.start(); // with `k` as it was filled, and without the move
  for (const store of [near, far])
    await expect.poll(() => lookUp(store, "k"), { timeout: 15_000 }).toBe("miss");
  // Nobody knows what else was lost: what is near may be served until its lease ends, and never again.
  await expect.poll(() => lookUp(far, "l"), { timeout: 15_000 }).toBe("miss");
  const refilled = async (): Promise<string> => {
    await fill(near, "k", ["a"], "new");
    return lookUp(far, "k");
  };
  await expect.poll(refilled, { timeout: 15_000 }).toBe("fresh new");
  expect(await lookUp(far, "l")).toBe("miss");
});

test.each(["state", "tags", "order"])(
  "once Redis has evicted the %s of the versions, nothing of before is served",
  async (part) => {
    const { near, far, place } = await openBehind();
    await near.bump(["a"], atOnce);
    await fill(near, "k", ["a"]);
    expect(await readText(far, "k")).toBe("fresh 1");
    await askRedis(server.port, ["DEL", `${place.prefix}cache:{versions}:${part}`]);
    await near.bump(["other"], atOnce);
    for (const store of [near, far]) expect(await lookUp(store, "k")).toBe("miss");
  },
);

test("what others wrote into Redis is a miss: altered, cut, moved to another key, of another version", async () => {
  const place = placeAt(server.url);
  const writer = await openAt(place);
  for (const name of ["a", "b"]) await fill(writer, name, [], name);
  const listed = await askRedis(server.port, ["KEYS", `${place.prefix}cache:e:*`]);
  const [first = "", second = ""] = listed as string[]; // KEYS gives a list of texts
  const value = String(await askRedis(server.port, ["GET", first]));
  const [name = "", packed = ""] = value.split(" ");
  const bytes = Buffer.from(packed, "base64");
  const with2 = Buffer.concat([Buffer.of(2), bytes.subarray(1)]).toString("base64");
  const altered = Buffer.from(bytes);
  altered.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  const reader = await openAt(place);
  const bad = [
    "",
    " ",
    "x",
    value.slice(0, -4),
    `${name} ${with2}`,
    `${name} ${altered.toString("base64")}`,
    String(await askRedis(server.port, ["GET", second])),
  ];
  for (const text of bad) {
    await askRedis(server.port, ["SET", first, text]);
    const both = [await lookUp(reader, "a"), await lookUp(reader, "b")];
    expect(
      both.filter((each) => each === "miss"),
      JSON.stringify(text.slice(0, 40)),
    ).toHaveLength(1);
  }
  await askRedis(server.port, ["DEL", first]);
  await askRedis(server.port, ["HSET", first, "not", "a text"]);
  expect([await lookUp(reader, "a"), await lookUp(reader, "b")].join()).toContain("WRONGTYPE");
});

test("when a sentinel makes a replica the primary, nothing is served that was ended, and moves are confirmed again", async () => {
  const primary = await startRedis();
  const replica = await startRedis(["--replicaof", "127.0.0.1", String(primary.port)]);
  await untilIs(replica.port, ["INFO", "replication"], /master_link_status:up/);
  const sentinel = await startSentinel(primary);
  running.push(primary, replica, sentinel);
  await untilIs(sentinel.port, ["INFO", "sentinel"], /slaves=1/);
  const place = placeAt(`redis-sentinel://127.0.0.1:${sentinel.port}/main`);
  const [one, two] = [await openAt(place), await openAt(place)];
  await fill(one, "k", ["t"], "old");
  expect(await readText(two, "k")).toBe("fresh old");
  await primary.kill();
  const address = ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", "main"];
  await untilIs(sentinel.port, address, new RegExp(`\\b${replica.port}\\b`));
  await vi.waitFor(async () => one.bump(["t"], atOnce), { timeout: 20_000, interval: 100 });
  expect(await lookUp(two, "k")).not.toContain("old");
  await vi.waitFor(async () => expect(await fill(one, "k", ["t"], "new")).toBe(true), 10_000);
  await vi.waitFor(async () => expect(await lookUp(two, "k")).toBe("fresh new"), 10_000);
});

test("tags are any text, and many", async () => {
  const place = placeAt(server.url);
  const [one, two] = [await openAt(place), await openAt(place)];
  const strange = ["a,b", "a\0\n\u{1F600}", "x".repeat(10_000), "{versions}", "%s", "'\"\\"];
  for (const tag of strange) {
    await fill(one, `k ${tag}`, [tag]);
    expect(await readText(two, `k ${tag}`)).toBe("fresh 1");
    await two.bump([tag], atOnce);
    expect(await readText(one, `k ${tag}`)).toBe("miss");
  }
  const many = Array.from({ length: 2_500 }, (_, index) => `many-${index}`);
  await fill(one, "first", ["many-0"]);
  await fill(one, "last", ["many-2499"]);
  await one.bump(many, atOnce);
  expect([await readText(two, "first"), await readText(two, "last")]).toEqual(["miss", "miss"]);
});

test("of more tags than are known the oldest moves are forgotten, and with them what was filled before", async () => {
  const place = placeAt(server.url);
  const given = { maxTags: 2 };
  const [one, two] = [await openAt(place, given), await openAt(place, given)];
  await fill(one, "early", ["other"]);
  await one.bump(["a"], atOnce);
  await fill(one, "between", ["other"]);
  await one.bump(["b", "c"], atOnce);
  for (const store of [one, two, await openAt(place, given)]) {
    expect(await readText(store, "early")).toBe("miss");
    expect(await readText(store, "between")).toBe("fresh 1");
  }
});

test("whoever has closed is waited for no longer", async () => {
  const place = placeAt(server.url);
  const [one, two] = [await openAt(place), await openAt(place)];
  await one.bump(["a"], atOnce);
  expect(await waitedFor(place)).toBe(2);
  await two.close();
  expect(await waitedFor(place)).toBe(1);
});
