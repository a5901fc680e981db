import {
  ClientOfflineError,
  createClient,
  createCluster,
  createSentinel,
  type RedisClientOptions,
} from "redis";
import type { RedisPlace } from "./redis-place.ts";

/** What goes through the keys of one server. */
export interface RedisScanner {
  readonly scan: (
    cursor: string,
    options: { readonly MATCH: string; readonly COUNT: number },
  ) => Promise<{ readonly cursor: string; readonly keys: readonly string[] }>;
}

/** What is used of node-redis; the same of one server, of a cluster and behind sentinels. */
export interface RedisClient extends RedisScanner {
  readonly connect: () => Promise<unknown>;
  readonly on: (event: "error", listener: (error: unknown) => void) => unknown;
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (
    key: string,
    value: string,
    options?: { readonly expiration: { readonly type: "PX"; readonly value: number } },
  ) => Promise<unknown>;
  readonly del: (key: string) => Promise<unknown>;
  readonly info: (section: string) => Promise<string>;
  readonly eval: (script: string, given: ScriptArguments) => Promise<unknown>;
  readonly evalSha: (sha1: string, given: ScriptArguments) => Promise<unknown>;
  readonly publish: (channel: string, message: string) => Promise<unknown>;
  readonly subscribe: (channel: string, listener: (message: string) => void) => Promise<unknown>;
  readonly unsubscribe: (channel: string) => Promise<unknown>;
  /** Ends once what is under way was answered. */
  readonly close: () => Promise<unknown>;
  /** Ends at once. */
  readonly destroy: () => unknown;
}

/** Keys and arguments of a script; in a cluster all keys are of one slot. */
export interface ScriptArguments {
  readonly keys: string[];
  readonly arguments: string[];
}

const connectTimeoutMs = 3_000;

/** Makes a client that is not connected yet; once it is, it connects again by itself whenever the connection breaks. */
export function createRedisClient(place: RedisPlace): RedisClient {
  const { topology, nodes, username, password, database, sentinelPassword } = place;
  const secured = place.tls ? ({ tls: true } as const) : {};
  const credentials = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
  const each = {
    ...credentials,
    // What cannot be sent now is refused now: a queue would hold calls for as long as the server is away.
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    socket: { ...secured, connectTimeout: connectTimeoutMs, reconnectStrategy: pauseBefore },
  } satisfies RedisClientOptions;
  const [first = { host: "127.0.0.1", port: 6_379 }] = nodes;
  switch (topology.kind) {
    case "standalone":
      return createClient({ ...each, database, socket: { ...each.socket, ...first } });
    case "cluster":
      return createCluster({
        rootNodes: nodes.map((node) => ({ socket: { ...node, ...secured } })),
        defaults: each,
      });
    case "sentinel":
      return createSentinel({
        name: topology.master,
        sentinelRootNodes: [...nodes],
        nodeClientOptions: { ...each, database },
        sentinelClientOptions: {
          ...(sentinelPassword !== undefined && { password: sentinelPassword }),
          socket: { ...secured, connectTimeout: connectTimeoutMs },
        },
        passthroughClientErrorEvents: true,
      });
  }
}

/** Whether nothing was sent, because there is no connection. */
export function isOffline(error: unknown): boolean {
  return error instanceof ClientOfflineError;
}

/** Milliseconds before the next try to connect; spread, so that not all processes come at once. */
function pauseBefore(tries: number): number {
  return Math.min(50 * 2 ** Math.min(tries, 10), 2_000) * (0.5 + Math.random() / 2);
}
