import { checkKey, checkTtl, noNumber, type Store } from "../store.ts";
import { connectRedis, type RedisLink } from "./connect-redis.ts";
import { createRedisMail } from "./redis-mail.ts";
import type { RedisPlace } from "./redis-place.ts";
import {
  incrementScript,
  replaceScript,
  runScript,
  setIfAbsentScript,
  type RedisScript,
} from "./run-script.ts";
import { watchRedis } from "./watch-redis.ts";

/** How a store in Redis is opened. */
export interface RedisStoreOptions {
  readonly place: RedisPlace;
  /** Told what fails in the background, once each time it begins to. */
  readonly onError: (error: unknown) => void;
  /** Told in a line what an operator should know: that the server is back, that it lost what it held, that it may forget. */
  readonly onNotice: (line: string) => void;
  /** How long an operation may take. Default: 2 s. */
  readonly timeoutMs?: number;
  /** How long the first connecting may take. Default: 5 s. */
  readonly connectMs?: number;
  /** How often the server is looked at. Default: 2 s. */
  readonly watchMs?: number;
}

/**
 * Opens a store in Redis or Valkey, which all processes of all machines may share. No operation is sent twice: one that breaks
 * off rejects, and may have been done.
 * @throws Error where the server does not answer
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store> {
  const { place, onError, timeoutMs, connectMs } = options;
  const times = { ...(timeoutMs && { timeoutMs }), ...(connectMs && { connectMs }) };
  const link = await connectRedis({ place, ...times });
  const publish = (channel: string, message: string): Promise<unknown> =>
    link.use((client) => client.publish(place.prefix + channel, message));
  const mail = createRedisMail({ place, ...times, publish, onError });
  const watch = await watchRedis({ ...options, link, mail });
  return {
    ...createValues(link, place.prefix),
    publish: async (channel, message) => {
      checkKey(channel);
      await mail.settled();
      await publish(channel, message);
    },
    subscribe: (channel, listener) => mail.subscribe(channel, listener),
    close: async () => {
      watch.end();
      await Promise.all([mail.close(), link.close()]);
    },
  };
}

function createValues(
  link: RedisLink,
  prefix: string,
): Omit<Store, "publish" | "subscribe" | "close"> {
  const named = (key: string): string => {
    checkKey(key);
    return prefix + key;
  };
  const run = async (script: RedisScript, key: string, given: string[]): Promise<unknown> => {
    const keys = [named(key)];
    return link.use((client) => runScript(client, script, { keys, arguments: given }));
  };
  return {
    get: async (key) => {
      const name = named(key);
      return (await link.use((client) => client.get(name))) ?? undefined;
    },
    set: async (key, value, ttlMs) => {
      checkTtl(ttlMs);
      const name = named(key);
      const expiration = { type: "PX", value: ttlMs } as const;
      await link.use((client) => client.set(name, value, { expiration }));
    },
    setIfAbsent: async (key, value, ttlMs) => {
      checkTtl(ttlMs);
      const present = await run(setIfAbsentScript, key, [value, String(ttlMs)]);
      return typeof present === "string" ? present : undefined;
    },
    replace: async (key, { expected, value, ttlMs }) => {
      checkTtl(ttlMs);
      return (await run(replaceScript, key, [expected, value, String(ttlMs)])) === 1;
    },
    increment: async (key, ttlMs) => {
      checkTtl(ttlMs);
      const count = await run(incrementScript, key, [String(ttlMs)]);
      if (typeof count !== "number") throw noNumber(key);
      return count;
    },
    delete: async (key) => {
      const name = named(key);
      await link.use((client) => client.del(name));
    },
  };
}
