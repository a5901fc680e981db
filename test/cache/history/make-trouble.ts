import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { askRedis, type RedisServer } from "../../storage/start-redis.ts";
import type { TroubleProxy } from "../../storage/trouble-proxy.ts";

/** What trouble is made with. */
export interface TroubleTargets {
  readonly redis: RedisServer;
  /** One in front of each process. */
  readonly proxies: readonly TroubleProxy[];
  /** Sends a signal to a process. */
  readonly signal: (worker: number, name: NodeJS.Signals) => void;
  /** From 0 to 1. */
  readonly random: () => number;
}

type Trouble = (targets: TroubleTargets, durationMs: number) => Promise<void>;

/** Everything that can happen to a Redis and to those who use it; each is over when it resolves. */
export const troubles: Readonly<Record<string, Trouble>> = {
  calm: async (_, durationMs) => {
    await sleep(durationMs);
  },
  "delays bytes": async ({ proxies, random }, durationMs) => {
    for (const proxy of proxies) proxy.delay(random() * 25);
    await sleep(durationMs);
    for (const proxy of proxies) proxy.delay(0);
  },
  "cuts connections": async ({ proxies, random }, durationMs) => {
    for (let times = 0; times < 4; times += 1) {
      await sleep((durationMs / 4) * random());
      pick(proxies, random).cut();
    }
  },
  "silences a process": async ({ proxies, random }, durationMs) => {
    const proxy = pick(proxies, random);
    await sleep((durationMs / 3) * random());
    proxy.freeze();
    await sleep(durationMs / 2);
    proxy.thaw();
  },
  "keeps a process away": async ({ proxies, random }, durationMs) => {
    const proxy = pick(proxies, random);
    await sleep((durationMs / 3) * random());
    proxy.refuse();
    await sleep(durationMs / 2);
    proxy.accept();
  },
  "lets a process hear nothing": async ({ proxies, random }, durationMs) => {
    await sleep((durationMs / 2) * random());
    pick(proxies, random).deafen();
  },
  "says again what was said": async ({ proxies, random }, durationMs) => {
    for (let times = 0; times < 6; times += 1) {
      await sleep((durationMs / 6) * random());
      await pick(proxies, random).replay(Math.floor(random() * 16));
    }
  },
  "kills Redis, which comes back empty": async ({ redis, random }, durationMs) => {
    await sleep((durationMs / 2) * random());
    await redis.kill();
    await rm(join(redis.folder, "dump.rdb"), { force: true });
    await redis.start();
  },
  "kills Redis, which comes back with an older copy": async ({ redis, random }, durationMs) => {
    await sleep((durationMs / 3) * random());
    await askRedis(redis.port, ["SAVE"]);
    await sleep((durationMs / 3) * random());
    await redis.kill();
    await redis.start();
  },
  "makes Redis take no writes": async ({ redis, random }, durationMs) => {
    await sleep((durationMs / 3) * random());
    await askRedis(redis.port, ["CONFIG", "SET", "min-replicas-to-write", "1"]);
    await sleep(durationMs / 3);
    await askRedis(redis.port, ["CONFIG", "SET", "min-replicas-to-write", "0"]);
  },
  "fills Redis": async ({ redis, random }, durationMs) => {
    await sleep((durationMs / 3) * random());
    await askRedis(redis.port, ["CONFIG", "SET", "maxmemory", "1"]);
    await sleep(durationMs / 3);
    await askRedis(redis.port, ["CONFIG", "SET", "maxmemory", "0"]);
  },
  "makes Redis evict": async ({ redis, random }, durationMs) => {
    await askRedis(redis.port, ["CONFIG", "SET", "maxmemory-policy", "allkeys-random"]);
    await sleep((durationMs / 3) * random());
    await askRedis(redis.port, ["CONFIG", "SET", "maxmemory", "1"]);
    await sleep(durationMs / 4);
    await askRedis(redis.port, ["CONFIG", "SET", "maxmemory", "0"]);
    await askRedis(redis.port, ["CONFIG", "SET", "maxmemory-policy", "noeviction"]);
  },
  "holds a process up": async ({ proxies, signal, random }, durationMs) => {
    const worker = Math.floor(random() * proxies.length);
    await sleep((durationMs / 3) * random());
    signal(worker, "SIGSTOP");
    await sleep(durationMs / 2);
    signal(worker, "SIGCONT");
  },
  "kills a process": async ({ proxies, signal, random }, durationMs) => {
    await sleep(durationMs * random());
    signal(Math.floor(random() * proxies.length), "SIGKILL");
  },
};

function pick<T>(from: readonly T[], random: () => number): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
}
