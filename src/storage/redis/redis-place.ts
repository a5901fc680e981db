import { err, ok, type Result } from "../../base/index.ts";

/** Where a Redis or Valkey answers, and how it is set up. */
export interface RedisPlace {
  readonly kind: "redis";
  readonly topology: RedisTopology;
  /** The server; several nodes of a cluster, or the sentinels. */
  readonly nodes: readonly RedisNode[];
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Of the sentinels themselves. */
  readonly sentinelPassword: string | undefined;
  /** 0 to 15 by Redis's own default; 0 in a cluster. */
  readonly database: number;
  /** In front of every key and channel. */
  readonly prefix: string;
}

/** One server; a cluster; or the master that sentinels know under a name. */
export type RedisTopology =
  | { readonly kind: "standalone" }
  | { readonly kind: "cluster" }
  | { readonly kind: "sentinel"; readonly master: string };

/** The address of a process. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** Whether a text means to be the address of a Redis. */
export function isRedisAddress(text: string): boolean {
  return /^rediss?(?:-\w*)?:/i.test(text);
}

const pattern =
  /^(rediss?)(-cluster|-sentinel)?:\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/([^?#]*))?(?:\?([^#]*))?$/;

const howToWrite =
  'Write "redis://host:6379", with TLS "rediss://…", a cluster as "redis-cluster://host:6379,host:6380", a master behind sentinels as "redis-sentinel://host:26379,host:26380/its-name".';

/**
 * Reads the address of a Redis: `redis://[user:password@]host[:port][/database][?prefix=shop:]`. The error is a sentence
 * that says what to write, and never holds the password.
 */
export function parseRedisPlace(text: string): Result<RedisPlace, string> {
  const found = pattern.exec(text);
  if (found === null) return err(howToWrite);
  const [, scheme, form = "", userinfo, hosts = "", path = "", query = ""] = found;
  const credentials = readCredentials(userinfo);
  if (credentials === undefined)
    return err(
      "User and password stand before the @ as user:password, other characters than letters, digits and -._~ percent-encoded.",
    );
  const nodes = hosts
    .split(",")
    .map((host) => readNode(host, form === "-sentinel" ? 26_379 : 6_379));
  const whole = nodes.filter((node) => node !== undefined);
  if (whole.length < nodes.length || (form === "" && nodes.length > 1)) return err(howToWrite);
  const topology = readTopology(form, path);
  if (!topology.ok) return topology;
  const settings = readSettings(query);
  if (settings === undefined)
    return err(
      "After the ? stand prefix=… (1 to 64 printable ASCII characters without spaces and braces, in front of every key) and, of sentinels with a password of their own, sentinelPassword=…; nothing else.",
    );
  return ok({
    kind: "redis",
    ...topology.value,
    nodes: whole,
    tls: scheme === "rediss",
    ...credentials,
    ...settings,
  });
}

/** Hides what is secret in a text that may be such an address, however it is misspelled. */
export function hideRedisSecrets(text: string): string {
  return text.replace(/:\/\/.*@/s, "://…@").replace(/(sentinelPassword=)[^&]*/gi, "$1…");
}

/** Gives the address back without what is secret in it. */
export function describeRedisPlace({ topology, nodes, tls, database }: RedisPlace): string {
  const form = topology.kind === "standalone" ? "" : `-${topology.kind}`;
  const hosts = nodes.map(({ host, port }) => `${host.includes(":") ? `[${host}]` : host}:${port}`);
  const path = [
    ...(topology.kind === "sentinel" ? [topology.master] : []),
    ...(database === 0 ? [] : [String(database)]),
  ];
  return `${tls ? "rediss" : "redis"}${form}://${[hosts.join(","), ...path].join("/")}`;
}

type Credentials = Pick<RedisPlace, "username" | "password">;

function readCredentials(userinfo: string | undefined): Credentials | undefined {
  if (userinfo === undefined || userinfo === "")
    return { username: undefined, password: undefined };
  const colon = userinfo.indexOf(":");
  if (colon === -1) return undefined;
  try {
    const username = decodeURIComponent(userinfo.slice(0, colon));
    const password = decodeURIComponent(userinfo.slice(colon + 1));
    return { username: username === "" ? undefined : username, password };
  } catch {
    return undefined; // a percent sign that encodes nothing
  }
}

function readNode(text: string, defaultPort: number): RedisNode | undefined {
  const found = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3] ?? defaultPort);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

function readTopology(
  form: string,
  path: string,
): Result<Pick<RedisPlace, "topology" | "database">, string> {
  const parts = path === "" ? [] : path.split("/");
  if (form === "-cluster")
    return parts.length === 0 || path === "0"
      ? ok({ topology: { kind: "cluster" }, database: 0 })
      : err("A cluster has no databases: leave out what stands after the hosts.");
  const [master] = form === "-sentinel" ? parts.splice(0, 1) : [];
  if (form === "-sentinel" && !/^[\w.-]+$/.test(master ?? ""))
    return err(
      'Write the name under which the sentinels know the master: "redis-sentinel://host:26379/its-name".',
    );
  const [number = "0", ...rest] = parts;
  if (rest.length > 0 || !/^\d{1,5}$/.test(number))
    return err(`The database is a number, e.g. "/1".`);
  const database = Number(number);
  if (master === undefined) return ok({ topology: { kind: "standalone" }, database });
  return ok({ topology: { kind: "sentinel", master }, database });
}

function readSettings(query: string): Pick<RedisPlace, "prefix" | "sentinelPassword"> | undefined {
  const given: Readonly<Record<string, string>> = Object.fromEntries(new URLSearchParams(query));
  const { prefix = "edict:", sentinelPassword, ...others } = given;
  // In a cluster braces say which node a key belongs to.
  const isGood = /^[!-z|~]{1,64}$/.test(prefix) && Object.keys(others).length === 0;
  return isGood ? { prefix, sentinelPassword } : undefined;
}
