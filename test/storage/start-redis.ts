import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";
import { freePort } from "../free-port.ts";

/** A real Redis of this machine, its data in a folder that goes with it. */
export interface RedisServer {
  readonly port: number;
  /** e.g. `redis://127.0.0.1:6379`. */
  readonly url: string;
  /** Where it writes its dump. */
  readonly folder: string;
  /** Kills it without a word to anybody. */
  readonly kill: () => Promise<void>;
  /** Starts it again on its port, with what it wrote to its folder. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a server on a free port; `settings` as on its command line, e.g. `["--appendonly", "yes"]`. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "edict-redis-"));
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, ...settings];
  const saving = settings.includes("--save") ? [] : ["--save", ""];
  return startAt({ folder, port, args: [...args, ...saving] });
}

/** Starts a sentinel that watches a server under the name `main`; one that is silent for half a second is replaced. */
export async function startSentinel(watched: RedisServer): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "edict-sentinel-"));
  const port = await freePort();
  const file = join(folder, "sentinel.conf");
  await writeFile(
    file,
    `port ${port}\nbind 127.0.0.1\ndir ${folder}\nsentinel monitor main 127.0.0.1 ${watched.port} 1\nsentinel down-after-milliseconds main 500\nsentinel failover-timeout main 3000\n`,
  );
  return startAt({ folder, port, args: [file, "--sentinel"] });
}

/** Starts three servers that share their keys as a cluster. */
export async function startCluster(): Promise<readonly RedisServer[]> {
  const settings = ["--cluster-enabled", "yes", "--cluster-node-timeout", "2000"];
  const nodes = await Promise.all([1, 2, 3].map(() => startRedis(settings)));
  const ports = nodes.map(({ port }) => port);
  for (const [at, port] of ports.entries()) {
    const [from, to] = [Math.floor((16_384 * at) / 3), Math.floor((16_384 * (at + 1)) / 3) - 1];
    await askRedis(port, ["CLUSTER", "ADDSLOTSRANGE", String(from), String(to)]);
    await askRedis(port, ["CLUSTER", "SET-CONFIG-EPOCH", String(at + 1)]);
  }
  for (const port of ports.slice(1))
    await askRedis(port, ["CLUSTER", "MEET", "127.0.0.1", String(ports[0])]);
  for (const port of ports)
    await untilIs(port, ["CLUSTER", "INFO"], /cluster_state:ok[^]*known_nodes:3/);
  return nodes;
}

/** Sends a command over a connection of its own, and gives its answer, errors as rejections. */
export async function askRedis(port: number, command: readonly string[]): Promise<unknown> {
  const socket = { host: "127.0.0.1", port, reconnectStrategy: false } as const;
  const client = createClient({ socket, disableClientInfo: true, maintNotifications: "disabled" });
  client.on("error", () => undefined); // `connect` rejects with it
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}

interface ServerStart {
  readonly folder: string;
  readonly port: number;
  readonly args: readonly string[];
}

async function startAt({ folder, port, args }: ServerStart): Promise<RedisServer> {
  const run = async (): Promise<ChildProcess> => {
    const child = spawn(process.env["REDIS_SERVER"] ?? findRedis(), args, { stdio: "ignore" });
    await new Promise((done, fail) => child.once("spawn", done).once("error", fail));
    await untilIs(port, ["PING"], /PONG|NOAUTH/);
    return child;
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  };
  const running = { child: await run() };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    folder,
    kill: () => end(running.child, "SIGKILL"),
    start: async () => void (running.child = await run()),
    stop: async () => {
      running.child.kill("SIGCONT"); // one that stands still takes no other signal
      await end(running.child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findRedis(): string {
  const paths = ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/usr/bin/valkey-server"];
  const found = paths.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error("Redis is missing: install Debian's package redis-server, or set REDIS_SERVER");
  return found;
}

/** Waits until a server answers a command with what is wanted. */
export async function untilIs(
  port: number,
  command: readonly string[],
  wanted: RegExp,
): Promise<void> {
  let last = "";
  for (let tries = 0; tries < 400; tries += 1) {
    last = String(await askRedis(port, command).catch(String));
    if (wanted.test(last)) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`the server on port ${port} said to ${command.join(" ")}: ${last}`);
}
