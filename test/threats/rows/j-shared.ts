import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { askRedis } from "../../storage/start-redis.ts";
import { headerValues } from "../harness/read-answers.ts";
import { answered, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { OwnRedis, Target } from "../harness/threat-server.ts";
import { changeSource, endSource, readKept, type CachedValue } from "./cached-value.ts";

/** How long the server of these rows believes what it knows of Redis: see serve-app.mjs. */
const leaseMs = 200;

/** A way in which a Redis fails, and how it comes back. */
interface Trouble {
  readonly name: string;
  readonly make: (redis: OwnRedis) => Promise<unknown>;
  readonly mend: (redis: OwnRedis) => Promise<unknown>;
}

const troubles: readonly Trouble[] = [
  { name: "is down", make: (redis) => redis.kill(), mend: (redis) => redis.start() },
  {
    name: "says nothing",
    make: async ({ line }) => line.freeze(),
    mend: async ({ line }) => line.thaw(),
  },
  {
    name: "takes no writes",
    make: ({ port }) => askRedis(port, ["REPLICAOF", "127.0.0.1", "1"]),
    mend: ({ port }) => askRedis(port, ["REPLICAOF", "NO", "ONE"]),
  },
  {
    name: "is full",
    make: ({ port }) => askRedis(port, ["CONFIG", "SET", "maxmemory", "1"]),
    mend: ({ port }) => askRedis(port, ["CONFIG", "SET", "maxmemory", "0"]),
  },
];

/** Waits until what is read is kept again. */
async function untilKept(to: Target, value: CachedValue): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    await changeSource(to, `before ${turn}`);
    const { body } = await readKept(to, value);
    await changeSource(to, `after ${turn}`);
    if ((await readKept(to, value)).body === body) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail("the cache did not come back");
}

/** While Redis fails the source answers; what could not be revalidated is told, and stays ended when Redis is back. */
function survive({ name, make, mend }: Trouble): ThreatCase {
  const value = { what: "source", id: name };
  return {
    name: `Redis ${name}`,
    server: "shared",
    send: async (to) => {
      await changeSource(to, "first");
      assert.equal((await readKept(to, value)).body, "first");
      await changeSource(to, "second");
      assert.equal((await readKept(to, value)).body, "first", "it is kept");
      await make(to.redis());
      try {
        // What nothing has ended yet may still be shown.
        assert.match((await readKept(to, value)).body, /^(?:first|second)$/);
        const ended = await endSource(to);
        assert.deepEqual(headerValues(ended, "edict-revalidation"), ["failed"]);
        assert.equal((await readKept(to, value)).body, "second", "the source is asked");
      } finally {
        await mend(to.redis());
      }
      const back = await readKept(to, value);
      await untilKept(to, { what: "source", id: `${name}, back` });
      return [back, await readKept(to, value)];
    },
    expect: {
      statuses: [200, 200],
      lines: "any",
      runs: ["makeStale"],
      also: (answers) => {
        for (const { body } of answers) assert.notEqual(body, "first", "what was ended");
      },
    },
  };
}

/** Redis was emptied, and has again what it had before the last move. */
const olderCopy: ThreatCase = {
  name: "Redis comes back with an older copy",
  server: "shared",
  send: async (to) => {
    const value = { what: "source", id: "older copy" };
    const { port } = to.redis();
    await changeSource(to, "first");
    const copy = await keepOne(to, value);
    await changeSource(to, "second");
    await endSource(to);
    await askRedis(port, ["FLUSHALL"]);
    for (const [name, packed] of copy) await askRedis(port, ["SET", name, packed]);
    await sleep(leaseMs * 2); // what is known from before holds no longer
    const back = await readKept(to, value);
    await untilKept(to, { what: "source", id: "older copy, back" });
    return [back];
  },
  expect: answered(200, {
    runs: ["makeStale"],
    lines: "any",
    also: ([answer]) => assert.equal(answer?.body, "second"),
  }),
};

/** Everything that is kept, by its name in Redis. */
async function entriesOf(port: number): Promise<readonly (readonly [string, string])[]> {
  const names = await askRedis(port, ["KEYS", "*cache:e:*"]);
  assert.ok(Array.isArray(names));
  const entries: [string, string][] = [];
  for (const name of names)
    entries.push([String(name), String(await askRedis(port, ["GET", String(name)]))]);
  return entries;
}

/** Asks for a value until something is kept: while Redis is late, its source answers, and nothing is. */
async function keepOne(to: Target, value: CachedValue): ReturnType<typeof entriesOf> {
  for (let tries = 0; tries < 60; tries++) {
    const { status } = await readKept(to, value);
    assert.equal(status, 200, "the value is answered");
    const entries = await entriesOf(to.redis().port);
    if (entries.length > 0) return entries;
    await sleep(50);
  }
  return assert.fail("nothing is kept");
}

/** An entry as it lies in Redis: its key, and what was packed for it. */
interface Lying {
  readonly key: string;
  readonly packed: Buffer;
}

type Change = (kept: Lying, other: Lying) => string;

const write = ({ key, packed }: Lying): string =>
  `${Buffer.from(key).toString("base64")} ${packed.toString("base64")}`;

function flipped(packed: Buffer, at: number): Buffer {
  const changed = Buffer.from(packed);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** Offset of the text in what was packed. */
const textAt = (packed: Buffer): number => packed.lastIndexOf("kept");

const changes: readonly (readonly [what: string, change: Change])[] = [
  [
    "its text was changed",
    ({ key, packed }) => write({ key, packed: flipped(packed, textAt(packed)) }),
  ],
  ["its seal was changed", ({ key, packed }) => write({ key, packed: flipped(packed, 10) })],
  ["its key name is another one", ({ key, packed }) => write({ key, packed: flipped(packed, 2) })],
  ["its version is another one", ({ key, packed }) => write({ key, packed: flipped(packed, 0) })],
  ["it was cut", ({ key, packed }) => write({ key, packed: packed.subarray(0, -1) })],
  ["it is longer", ({ key, packed }) => write({ key, packed: Buffer.concat([packed, packed]) })],
  ["it is empty", () => ""],
  ["it is no base64", () => "\0\r\n$-1 {}"],
  ["it is a megabyte", ({ key }) => write({ key, packed: Buffer.alloc(1_000_000, 1) })],
  ["it is another value's", (_kept, other) => write(other)],
  ["it is another value's under this key", ({ key }, { packed }) => write({ key, packed })],
];

function tampered([what, change]: (typeof changes)[number]): ThreatCase {
  const id = createHash("sha256").update(what).digest("hex").slice(0, 8);
  return {
    name: `an entry: ${what}`,
    server: "shared",
    send: async (to) => {
      const { port } = to.redis();
      const kept = await lay(to, { what: "source", id }, "kept here");
      const other = await lay(to, { what: "source", id: `${id}-other` }, "kept there");
      await askRedis(port, ["SET", kept.name, change(kept, other)]);
      await changeSource(to, "of the source");
      return [await readKept(to, { what: "source", id })];
    },
    expect: answered(200, {
      also: ([answer]) => assert.equal(answer?.body, "of the source"),
    }),
  };
}

/** Makes a value, and reads it from Redis. */
async function lay(
  to: Target,
  value: CachedValue,
  text: string,
): Promise<Lying & { readonly name: string }> {
  await askRedis(to.redis().port, ["EVAL", dropEntries, "0"]);
  await changeSource(to, text);
  const [[name, written] = ["", ""]] = await keepOne(to, value);
  const [key = "", packed = ""] = written.split(" ");
  return {
    name,
    key: Buffer.from(key, "base64").toString(),
    packed: Buffer.from(packed, "base64"),
  };
}

/** Entries alone: the versions stay. */
const dropEntries =
  'for _, name in ipairs(redis.call("KEYS", "*cache:e:*")) do redis.call("DEL", name) end';

/** What lies where others can write to. */
export const sharedRows: readonly ThreatRow[] = [
  {
    id: "J10",
    says: "while Redis fails the source answers; a revalidation that failed is told, and nothing that was ended comes back",
    cases: [...troubles.map(survive), olderCopy],
    without: [
      {
        check: "the source is asked where there is no Redis",
        edits: [
          {
            file: "cache/create-cache.js",
            find: "(error) => this.#goToSource(ask, error)",
            replace: "(error) => { throw error; }",
          },
        ],
      },
      {
        check: "a revalidation that failed is told",
        edits: [
          { file: "server/call/move-tags.js", find: "scope.hasFailedMove = true;", replace: "" },
        ],
      },
      {
        check: "a tag that could not be moved is fenced",
        edits: [
          { file: "cache/create-cache.js", find: "this.#fenced.set(tag, bump);", replace: ";" },
        ],
      },
      {
        check: "nothing of another epoch is valid",
        edits: [
          {
            file: "cache/tag-versions.js",
            find: "revision.epoch === versions.revision.epoch && count <= versions.revision.count;",
            replace: "true;",
          },
        ],
      },
    ],
  },
  {
    id: "J11",
    says: "what somebody changed in Redis is made anew, and never read",
    cases: changes.map(tampered),
    without: [
      {
        check: "an entry is sealed",
        edits: [
          {
            file: "cache/pack-entry.js",
            find: "if (!timingSafeEqual(seal, sealOf(key, [sealed], entryKey)))",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "the seal covers the key",
        edits: [
          {
            file: "cache/pack-entry.js",
            find: ".update(`${keyBytes.length}:`).update(keyBytes);",
            replace: ";",
          },
        ],
      },
    ],
  },
];
