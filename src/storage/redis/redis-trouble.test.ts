import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { startRedis, type RedisServer } from "../../../test/storage/start-redis.ts";
import { startTroubleProxy, type TroubleProxy } from "../../../test/storage/trouble-proxy.ts";
import { openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { parseRedisPlace, type RedisPlace } from "./redis-place.ts";
import { openRedisStore } from "./redis-store.ts";

// Servers are started, killed and waited for.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => server.stop());

let prefixes = 0;

function placeAt(address: string): RedisPlace {
  prefixes += 1;
  const place = parseRedisPlace(`${address}?prefix=t${prefixes}:`);
  if (!place.ok) throw new Error(place.error);
  return place.value;
}

interface Opened {
  readonly store: Store;
  readonly errors: string[];
  readonly notices: string[];
}

/** A store that waits no longer than a test should. */
async function openAt(address: string): Promise<Opened> {
  const errors: string[] = [];
  const notices: string[] = [];
  const store = await openRedisStore({
    place: placeAt(address),
    onError: (error) => errors.push(String(error)),
    onNotice: (line) => notices.push(line),
    timeoutMs: 600,
    connectMs: 3_000,
    watchMs: 60,
  });
  onTestFinished(async () => store.close());
  return { store, errors, notices };
}

async function startProxy(): Promise<TroubleProxy & { readonly url: string }> {
  const proxy = await startTroubleProxy(server.port);
  onTestFinished(() => proxy.stop());
  return { ...proxy, url: `redis://127.0.0.1:${proxy.port}` };
}

const written = (store: Store): Promise<boolean> =>
  (async () => store.set("a", "1", 10_000))().then(
    () => true,
    () => false,
  );

test("an address where nobody answers is said, with what to do and without the password", async () => {
  const onError = (): undefined => undefined;
  const nobody = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => nobody.once("listening", done));
  const { port } = nobody.address() as AddressInfo; // listens on TCP
  await new Promise((done) => nobody.close(done));
  const place = placeAt(`redis://me:s3cret@127.0.0.1:${port}`);
  const opened = await openStore(place, { root: "/", onError, onNotice: onError, connectMs: 200 });
  expect(opened).toEqual({
    ok: false,
    error: `The storage cannot be used: redis://127.0.0.1:${port} does not answer: connect ECONNREFUSED 127.0.0.1:${port}. Start that server, or write the address of one that runs, e.g. EDICT_STORAGE=redis://localhost:6379.`,
  });
});

test("a server that accepts and says nothing is not waited for", async () => {
  const proxy = await startProxy();
  proxy.freeze();
  await expect(openAt(proxy.url)).rejects.toThrow("does not answer: no answer within 3000 ms");
});

test("a password that is wrong or missing is said as the server says it", async () => {
  const locked = await startRedis(["--requirepass", "right"]);
  onTestFinished(() => locked.stop());
  const at = `127.0.0.1:${locked.port}`;
  await expect(openAt(`redis://:wrong@${at}`)).rejects.toThrow(/does not answer: WRONGPASS/);
  await expect(openAt(`redis://${at}`)).rejects.toThrow(/does not answer: NOAUTH/);
  const { store } = await openAt(`redis://:right@${at}`);
  expect(await written(store)).toBe(true);
});

test("an operation that gets no answer fails in time, and the connection is made anew", async () => {
  const proxy = await startProxy();
  const { store, errors, notices } = await openAt(proxy.url);
  proxy.freeze();
  await expect(store.get("a")).rejects.toThrow("no answer within 600 ms");
  await expect.poll(() => errors, { timeout: 15_000 }).toHaveLength(1); // told once, however long it lasts
  proxy.thaw();
  await expect.poll(() => written(store), { timeout: 15_000 }).toBe(true);
  await expect
    .poll(() => notices, { timeout: 15_000 })
    .toEqual([expect.stringMatching(/is back after \d+ s/)]);
  expect(errors).toHaveLength(1);
});

test("a process that stood still for longer than an answer may take reads the answer that came meanwhile", async () => {
  // No proxy: it would stand still as well.
  const { store, errors } = await openAt(`redis://127.0.0.1:${server.port}`);
  await store.set("stood-still", "kept", 60_000);
  const asked = store.get("stood-still");
  await new Promise((done) => setImmediate(done)); // it is sent
  const end = performance.now() + 900;
  while (performance.now() < end);
  expect(await asked).toBe("kept");
  expect(errors).toEqual([]);
});

test("who stops to listen and closes at once is told of no failure", async () => {
  const proxy = await startProxy();
  const { store, errors } = await openAt(proxy.url);
  const leave = store.subscribe("closing", () => undefined);
  expect(await written(store)).toBe(true);
  proxy.freeze();
  leave();
  await store.close();
  await new Promise((done) => setTimeout(done, 1_000)); // longer than an answer may take
  expect(errors).toEqual([]);
});

test("nothing is sent twice: a count that broke off is not counted on later", async () => {
  const proxy = await startProxy();
  const { store } = await openAt(proxy.url);
  expect(await store.increment("n", 10_000)).toBe(1);
  proxy.freeze();
  const broken = expect(store.increment("n", 10_000)).rejects.toThrow("127.0.0.1");
  proxy.refuse();
  await broken;
  await expect(store.increment("n", 10_000)).rejects.toThrow(/it is away/);
  proxy.thaw();
  proxy.accept();
  await expect.poll(() => written(store), { timeout: 15_000 }).toBe(true);
  expect(await store.get("n")).toBe("1");
});

test(
  "a server that was killed is away at once; started again empty, it is used again and its loss told",
  { timeout: 20_000 },
  async () => {
    const own = await startRedis();
    onTestFinished(() => own.stop());
    const { store, errors, notices } = await openAt(own.url);
    const heard: string[] = [];
    store.subscribe("news", (message) => heard.push(message));
    await store.publish("news", "before");
    await expect.poll(() => heard, { timeout: 15_000 }).toEqual(["before"]);
    await own.kill();
    await expect(store.get("a")).rejects.toThrow(/it is away|closed unexpectedly/i);
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    await own.start();
    await expect.poll(() => notices.length, { timeout: 15_000 }).toBeGreaterThan(1);
    expect(notices).toEqual([
      expect.stringContaining("is back after"),
      expect.stringContaining("lost what it held"),
    ]);
    expect(await written(store)).toBe(true);
    await expect
      .poll(async () => {
        await store.publish("news", "after");
        return heard.at(-1);
      })
      .toBe("after");
  },
);

test("a listening connection that died without a word is noticed, and listens again", async () => {
  const proxy = await startProxy();
  const { store } = await openAt(proxy.url);
  const heard: string[] = [];
  store.subscribe("news", (message) => heard.push(message));
  await store.publish("news", "1");
  await expect.poll(() => heard, { timeout: 15_000 }).toEqual(["1"]);
  proxy.deafen();
  await store.publish("news", "lost");
  const hearsAgain = async (): Promise<boolean> => {
    await store.publish("news", "2");
    return heard.includes("2");
  };
  await expect.poll(hearsAgain, { timeout: 15_000 }).toBe(true);
  expect(heard).not.toContain("lost");
});

test("who listens, leaves and listens again hears, and hears each message once", async () => {
  const { store } = await openAt(server.url);
  const heard: string[] = [];
  const leave = store.subscribe("news", (message) => heard.push(message));
  leave();
  store.subscribe("news", (message) => heard.push(message));
  store.subscribe("other", () => undefined);
  await store.publish("news", "1");
  await store.publish("news", "2");
  await expect.poll(() => heard, { timeout: 15_000 }).toEqual(["1", "2"]);
});

test("a server that takes no writes says so to whoever writes", async () => {
  const replica = await startRedis(["--replicaof", `127.0.0.1 ${server.port}`]);
  onTestFinished(() => replica.stop());
  await expect(openAt(replica.url)).rejects.toThrow("READONLY");
  const full = await startRedis(["--maxmemory", "1", "--maxmemory-policy", "noeviction"]);
  onTestFinished(() => full.stop());
  await expect(openAt(full.url)).rejects.toThrow("OOM");
});

test("a server that would forget calls when it is full is told of", async () => {
  const forgetful = await startRedis(["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]);
  onTestFinished(() => forgetful.stop());
  const { notices } = await openAt(forgetful.url);
  expect(notices).toEqual([expect.stringContaining("Set maxmemory-policy noeviction")]);
});
