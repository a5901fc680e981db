import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { parseStoragePlace, type Store } from "../../src/storage/index.ts";
import { startRedis, type RedisServer } from "../storage/start-redis.ts";
import { startTroubleProxy } from "../storage/trouble-proxy.ts";
import { callOf } from "./calls.ts";
import { fakeApp } from "./fake-app.ts";
import { startHost, type Host } from "./hosts.ts";
import { killWorkers } from "./kill-workers.ts";

const isLong = process.env["EDICT_LONG"] === "1";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => server.stop());

async function openAt(address: string, told: string[] = []): Promise<Store> {
  const place = parseStoragePlace(address);
  if (!place.ok || place.value.kind === "memory") throw new Error(address);
  const tell = (what: unknown): void => void told.push(String(what));
  const store = await openStore(place.value, { root: "/", onError: tell, onNotice: tell });
  if (!store.ok) throw new Error(store.error);
  onTestFinished(async () => store.value.close());
  return store.value;
}

/** Two servers of one app, each with a connection of its own; and what ran on either. */
async function startTwo(address: string): Promise<{ hosts: [Host, Host]; ran: string[] }> {
  const ran: string[] = [];
  const { build } = fakeApp({
    actions: {
      note: async (line) => {
        ran.push(String(line));
        return `noted ${String(line)}`;
      },
      limited: { run: async () => 1, settings: { callsPerMinute: 3 } },
    },
  });
  const start = async (): Promise<Host> =>
    startHost("in memory", build, { store: await openAt(address) });
  return { hosts: [await start(), await start()], ran };
}

const noteCall = (host: Host, id: string): ReturnType<typeof callOf> =>
  callOf(host, "note", [id], { headers: { "edict-call": id } });

test("a call runs once on all servers, and each of them answers its repetition", async () => {
  const { hosts, ran } = await startTwo(`${server.url}?prefix=once:`);
  const id = randomUUID();
  const many = await Promise.all(
    Array.from({ length: 20 }, (_, at) => {
      const host = hosts[at % 2 === 0 ? 0 : 1];
      return host.send(noteCall(host, id));
    }),
  );
  for (const { status, headers } of many)
    expect(`${status} ${headers.get("edict-error") ?? ""}`).toMatch(/^(?:200 |409 IN_PROGRESS)$/);
  for (const host of hosts) expect((await host.send(noteCall(host, id))).text).toContain("noted");
  expect(ran).toEqual([id]);
});

test("calls are counted for all servers together", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_040_000 - 20_500 });
  onTestFinished(() => void vi.useRealTimers());
  const { hosts } = await startTwo(`${server.url}?prefix=rate:`);
  const statuses: number[] = [];
  for (const at of [0, 1, 0, 1, 0] as const)
    statuses.push((await hosts[at].send(callOf(hosts[at], "limited", []))).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
});

test("while Redis is away, calls with an id and limited calls are refused before they run; others run", async () => {
  const proxy = await startTroubleProxy(server.port);
  onTestFinished(() => proxy.stop());
  const { hosts, ran } = await startTwo(`redis://127.0.0.1:${proxy.port}?prefix=away:`);
  const [host] = hosts;
  const id = randomUUID();
  proxy.refuse();
  for (const sent of [noteCall(host, id), callOf(host, "limited", [])]) {
    const { status, headers } = await host.send(sent);
    expect([status, headers.get("edict-error"), headers.get("retry-after")]).toEqual([
      503,
      "BUSY",
      "1",
    ]);
  }
  expect(host.log.map(({ line }) => line).join("\n")).toContain(`redis://127.0.0.1:${proxy.port}`);
  expect(ran).toEqual([]);
  expect((await host.send(callOf(host, "note", ["without an id"]))).status).toBe(200);
  proxy.accept();
  const status = async (): Promise<number> => (await host.send(noteCall(host, id))).status;
  await expect.poll(status, { timeout: 15_000 }).toBe(200);
  expect(ran).toEqual(["without an id", id]);
});

test("an answer of Redis that was lost on the way: the call is refused, and at most begun, never run twice", async () => {
  const proxy = await startTroubleProxy(server.port);
  onTestFinished(() => proxy.stop());
  const { hosts, ran } = await startTwo(`redis://127.0.0.1:${proxy.port}?prefix=lost:`);
  const [host] = hosts;
  const id = randomUUID();
  proxy.delay(150);
  const answer = host.send(noteCall(host, id));
  await new Promise((done) => setTimeout(done, 200)); // asked, not yet answered
  proxy.cut();
  proxy.delay(0);
  expect((await answer).headers.get("edict-error")).toBe("BUSY");
  const again = async (): Promise<string | null> =>
    (await host.send(noteCall(host, id))).headers.get("edict-error");
  await expect.poll(again, { timeout: 15_000 }).toBe("IN_PROGRESS");
  expect(ran).toEqual([]);
});

test(
  "a worker killed at any moment: what was acknowledged is there, and nothing ran twice",
  {
    timeout: 600_000,
  },
  async () => {
    const seed = randomInt(2 ** 31);
    const storage = `${server.url}?prefix=kill:`;
    const figures = await killWorkers(seed, isLong ? 100 : 2, storage).catch((error: unknown) => {
      throw new Error(`with seed ${seed}`, { cause: error });
    });
    expect(figures.acknowledged).toBeGreaterThan(0);
    expect(figures.repeated).toBeGreaterThan(0);
  },
);
