import { fork, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { keyedHash } from "../../../src/compiler/identify/keyed-hash.ts";
import type { LogEntry } from "../../../src/server/index.ts";
import { startRedis, type RedisServer } from "../../storage/start-redis.ts";
import { startTroubleProxy, type TroubleProxy } from "../../storage/trouble-proxy.ts";
import { openConnection, type Connection } from "./connection.ts";
import type { Profile } from "./profiles.ts";
import { idSecret, type BuiltThreatApp } from "./threat-app.ts";

/** What happened in a server since it was last asked. */
export interface ServerReport {
  /** Files of actions, and others of the app that say so, that were loaded. */
  readonly loads: readonly string[];
  /** Actions and handlers that ran, with what they were given. */
  readonly runs: readonly string[];
  readonly log: readonly LogEntry[];
  /** Errors that nobody caught. */
  readonly stray: readonly string[];
  readonly memory: {
    readonly heapUsed: number;
    readonly rss: number;
    readonly arrayBuffers: number;
  };
  /** Connections that are open. */
  readonly connections: number;
  /** Bytes of the cached values that are kept, where the profile says how many they may be. */
  readonly cachedBytes?: number;
}

/** What a case knows of the server that it writes to. */
export interface Target {
  readonly port: number;
  /** The app's own origin, e.g. `http://localhost:3412`. */
  readonly origin: string;
  /** What `Host` must say. */
  readonly host: string;
  /** `edict-build` of a page of this build. */
  readonly build: string;
  /** Id of an action of the app, by its name in the manifest, e.g. `unlock` or `Mixed.keep`. */
  readonly idOf: (name: string) => string;
  /** The package that serves, its `dist`. */
  readonly dist: string;
  /** The built app's folder. */
  readonly app: string;
  /** First 40 characters of the id that an export would have, were it an action: `lib/mixed.tsx`, `constant`. */
  readonly lookUpOf: (path: string, name: string) => string;
  /** The Redis of a profile that has one. */
  readonly redis: () => OwnRedis;
  readonly open: () => Connection;
  /** Why a server set up like this does not start; undefined where it does. */
  readonly refusesToStart: (profile: Profile) => Promise<string | undefined>;
  /** What happened since the last report; `gc` collects garbage first. */
  readonly report: (gc?: "gc") => Promise<ServerReport>;
}

/** A Redis that one server has for itself, and the line between them. */
export interface OwnRedis extends RedisServer {
  readonly line: TroubleProxy;
}

/** A server of the threat app in a process of its own. */
export interface ThreatServer extends Target {
  readonly development: boolean;
  /** What it printed: nothing, when all is well. */
  readonly printed: () => string;
  /** How its process ended; undefined while it lives. */
  readonly ended: () => string | undefined;
  readonly stop: () => Promise<void>;
}

const program = resolve("test/threats/harness/serve-app.mjs");
/** What the servers seal with: random bytes once drawn, of no use anywhere else. */
export const serverKeys = "k1:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=";
const patienceMs = 20_000;

/** Starts a server of the threat app and waits until it listens. */
export async function startThreatServer(
  built: BuiltThreatApp,
  profile: Profile,
): Promise<ThreatServer> {
  const ids = await readIds(built.app);
  const { NODE_ENV: _, VITEST: __, NODE_OPTIONS: ___, ...inherited } = process.env;
  const redis = profile.hasRedis === true ? await startOwnRedis() : undefined;
  const address = redis && `redis://127.0.0.1:${redis.line.port}`;
  const child = fork(program, [JSON.stringify({ ...built, profile, redis: address })], {
    env: { ...inherited, NODE_ENV: "production", EDICT_KEYS: profile.keys ?? serverKeys },
    execArgv: ["--expose-gc"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const printed = collect(child);
  const port = await listening(child, printed).catch(async (error: unknown) => {
    await stop(child);
    await redis?.stop();
    throw error;
  });
  const origin = profile.options?.origins?.[0] ?? `http://localhost:${port}`;
  return {
    port,
    origin,
    host: new URL(origin).host,
    build: `${ids.buildId}.1`,
    dist: built.dist,
    app: built.app,
    idOf: (action) => {
      const id = ids.actions.get(action);
      if (id === undefined) throw new Error(`the threat app has no action ${action}`);
      return id;
    },
    lookUpOf: (path, action) => keyedHash(idSecret)(["edict/action/1", path, action]).slice(0, 40),
    redis: () => {
      if (redis === undefined) throw new Error("this server has no Redis");
      return redis;
    },
    open: () => openConnection(port),
    refusesToStart: async (other) => {
      try {
        const server = await startThreatServer(built, other);
        await server.stop();
        return undefined;
      } catch (error) {
        return String(error);
      }
    },
    report: (gc) => ask(child, gc === "gc", printed),
    development: profile.options?.development ?? false,
    printed,
    ended: () => endOf(child),
    stop: async () => {
      await stop(child);
      await redis?.stop();
    },
  };
}

async function startOwnRedis(): Promise<OwnRedis> {
  const server = await startRedis();
  const line = await startTroubleProxy(server.port);
  const stop = async (): Promise<void> => {
    await line.stop();
    await server.stop();
  };
  return { ...server, line, stop };
}

async function readIds(
  app: string,
): Promise<{ readonly buildId: string; readonly actions: ReadonlyMap<string, string> }> {
  const text = await readFile(join(app, ".edict/build/manifest.json"), "utf8");
  // Written by the build that made this app.
  const manifest = JSON.parse(text) as {
    buildId: string;
    inspection: { actions: { name: string; id: string }[] };
  };
  const actions = manifest.inspection.actions.map(({ name, id }) => [name, id] as const);
  return { buildId: manifest.buildId, actions: new Map(actions) };
}

function listening(child: ChildProcess, printed: () => string): Promise<number> {
  return within(child, printed, (message) => {
    const isReady = typeof message === "object" && message !== null && "port" in message;
    return isReady && typeof message.port === "number" ? message.port : undefined;
  });
}

const asked = { count: 0 };

function ask(child: ChildProcess, gc: boolean, printed: () => string): Promise<ServerReport> {
  const id = ++asked.count;
  const answered = within(child, printed, (message) =>
    typeof message === "object" && message !== null && "id" in message && message.id === id
      ? (message as unknown as ServerReport) // what serve-app.mjs sends
      : undefined,
  );
  child.send({ id, gc });
  return answered;
}

/** Waits for a message of the server in which `read` finds something; rejects where its process ends first. */
function within<T>(
  child: ChildProcess,
  printed: () => string,
  read: (message: unknown) => T | undefined,
): Promise<T> {
  return new Promise((done, fail) => {
    const settle = (then: () => void): void => {
      clearTimeout(timer);
      child.off("message", listen);
      child.off("exit", end);
      then();
    };
    const listen = (message: unknown): void => {
      const found = read(message);
      if (found !== undefined) settle(() => done(found));
    };
    const end = (): void =>
      settle(() => fail(new Error(`the server ended (${String(endOf(child))})\n${printed()}`)));
    const timer = setTimeout(
      () => settle(() => fail(new Error(`the server said nothing\n${printed()}`))),
      patienceMs,
    );
    child.on("message", listen);
    child.once("exit", end);
    if (endOf(child) !== undefined) end();
  });
}

function endOf({ exitCode, signalCode }: ChildProcess): string | undefined {
  if (signalCode !== null) return signalCode;
  return exitCode === null ? undefined : `exit code ${exitCode}`;
}

async function stop(child: ChildProcess): Promise<void> {
  if (endOf(child) !== undefined) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL"); // its state is of no more use
  await ended;
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}
