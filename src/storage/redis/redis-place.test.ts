import { expect, test } from "vitest";
import { describeRedisPlace, hideRedisSecrets, parseRedisPlace } from "./redis-place.ts";

test("reads the address of a server, of a cluster and of sentinels", () => {
  expect(parseRedisPlace("rediss://me:p%40ss@cache.example/3?prefix=shop:")).toEqual({
    ok: true,
    value: {
      kind: "redis",
      topology: { kind: "standalone" },
      nodes: [{ host: "cache.example", port: 6_379 }],
      tls: true,
      username: "me",
      password: "p@ss",
      sentinelPassword: undefined,
      database: 3,
      prefix: "shop:",
    },
  });
  expect(parseRedisPlace("redis-cluster://:pw@a:7000,[::1]:7001")).toMatchObject({
    value: {
      topology: { kind: "cluster" },
      nodes: [
        { host: "a", port: 7_000 },
        { host: "::1", port: 7_001 },
      ],
      username: undefined,
      password: "pw",
      prefix: "edict:",
    },
  });
  expect(parseRedisPlace("redis-sentinel://a,b:26380/main/2?sentinelPassword=x%26y")).toMatchObject(
    {
      value: {
        topology: { kind: "sentinel", master: "main" },
        nodes: [
          { host: "a", port: 26_379 },
          { host: "b", port: 26_380 },
        ],
        sentinelPassword: "x&y",
        database: 2,
      },
    },
  );
});

test.each([
  ["redis://", "Write"],
  ["redis:localhost", "Write"],
  ["redis://a,b", "Write"],
  ["redis://a:0", "Write"],
  ["redis://a:65536", "Write"],
  ["redis://a b", "Write"],
  ["redis-ring://a", "Write"],
  ["redis://only-a-user@a", "user:password"],
  ["redis://a:%zz@b", "percent-encoded"],
  ["redis://a/one", "The database is a number"],
  ["redis://a/1/2", "The database is a number"],
  ["redis-cluster://a/1", "A cluster has no databases"],
  ["redis-sentinel://a", "the name under which the sentinels know the master"],
  ["redis-sentinel://a/m/x", "The database is a number"],
  ["redis://a?prefix={x}", "in front of every key"],
  ["redis://a?prefix=", "in front of every key"],
  ["redis://a?tls=true", "nothing else"],
])("says of %s what to write", (address, said) => {
  expect(parseRedisPlace(address)).toEqual({ ok: false, error: expect.stringContaining(said) });
});

test("is described without what is secret, and so that it can be read again", () => {
  const shown: Record<string, string> = {
    "redis://u:secret@h": "redis://h:6379",
    "rediss://[::1]:7/4": "rediss://[::1]:7/4",
    "redis-cluster://:secret@a:1,b:2": "redis-cluster://a:1,b:2",
    "redis-sentinel://a/main/1?sentinelPassword=secret": "redis-sentinel://a:26379/main/1",
  };
  for (const [address, description] of Object.entries(shown)) {
    const place = parseRedisPlace(address);
    if (!place.ok) throw new Error(place.error);
    expect(describeRedisPlace(place.value)).toBe(description);
    expect(parseRedisPlace(description)).toMatchObject({
      value: { topology: place.value.topology, nodes: place.value.nodes },
    });
  }
});

test("secrets are hidden in texts that are no address at all, too", () => {
  expect(hideRedisSecrets("redis://u:se@cr/et@host")).toBe("redis://…@host");
  expect(hideRedisSecrets("redis://h?sentinelPassword=secret&x=1")).toBe(
    "redis://h?sentinelPassword=…&x=1",
  );
  expect(hideRedisSecrets("lmdb:./a")).toBe("lmdb:./a");
});
