import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type {
  CacheEntry,
  CacheRead,
  CacheStore,
  ListedEntry,
  Revision,
} from "../../src/cache/index.ts";

/** A cache under test, on a clock that the test moves. */
export interface CacheUnderTest {
  readonly store: CacheStore;
  readonly passMs: (ms: number) => void;
  /** Milliseconds since 1970, on that clock. */
  readonly now: () => number;
}

type Open = () => Promise<CacheUnderTest>;

/** Holds a cache to what `CacheStore` promises; every kind of store runs it. `open` gives an empty one. */
export function testCacheStoreContract(open: () => CacheUnderTest | Promise<CacheUnderTest>): void {
  const openForTest: Open = async () => {
    const opened = await open();
    onTestFinished(async () => opened.store.close());
    return opened;
  };
  testEntries(openForTest);
  testMoves(openForTest);
  testLenientMoves(openForTest);
  testRandomOrders(openForTest);
}

/** An entry that never ages by itself. */
export function entryOf(
  text: string,
  given: Partial<CacheEntry> & Pick<CacheEntry, "revision">,
): CacheEntry {
  const always = Number.POSITIVE_INFINITY;
  const times = { filledAt: 0, staleAt: always, expiresAt: always };
  return { body: Buffer.from(text), about: "a test", tags: [], ...times, ...given };
}

/** Lists all that a store keeps. */
export async function listAll(store: CacheStore): Promise<ListedEntry[]> {
  const listed: ListedEntry[] = [];
  for await (const entry of store.list()) listed.push(entry);
  return listed;
}

/** Reads an entry as a word and its text, e.g. `fresh 1`. */
export async function readText(
  store: CacheStore,
  key: string,
  alsoTags: readonly string[] = [],
): Promise<string> {
  const read = await store.read(key, alsoTags);
  return read.kind === "miss" ? "miss" : `${read.kind} ${textOf(read)}`;
}

function textOf(read: Exclude<CacheRead, { kind: "miss" }>): string {
  return Buffer.from(read.entry.body).toString();
}

async function revisionOf(store: CacheStore): Promise<Revision> {
  return (await store.read("nothing", [])).revision;
}

async function fill(store: CacheStore, key: string, tags: readonly string[], text = "1") {
  return store.fill(key, entryOf(text, { tags, revision: await revisionOf(store) }));
}

const atOnce = { kind: "at-once" } as const;

function testEntries(open: Open): void {
  test("gives an entry back as it was filled", async () => {
    const { store, now } = await open();
    const body = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    const entry: CacheEntry = {
      body,
      about: "app/é.ts#list",
      tags: ["posts", "post-1"],
      revision: await revisionOf(store),
      filledAt: now(),
      staleAt: now() + 1_000,
      expiresAt: now() + 5_000,
    };
    expect(await store.fill("k", entry)).toBe(true);
    const read = await store.read("k", []);
    if (read.kind === "miss") throw new Error("it is a miss");
    expect(Buffer.from(read.entry.body).equals(body)).toBe(true);
    expect({ ...read.entry, body }).toEqual(entry);
  });

  test("keeps keys apart that differ in one character, however long they are", async () => {
    const { store } = await open();
    const keys = [
      "",
      "a",
      "A",
      "a\u0301",
      "\u00e1",
      "a ",
      "x".repeat(5_000),
      `${"x".repeat(4_999)}y`,
    ];
    for (const [index, key] of keys.entries()) await fill(store, key, [], String(index));
    const read = await Promise.all(keys.map((key) => readText(store, key)));
    expect(read).toEqual(keys.map((_, index) => `fresh ${index}`));
  });

  test("a later fill takes the place of an earlier one", async () => {
    const { store } = await open();
    await fill(store, "k", ["a"], "1");
    await fill(store, "k", ["b"], "2");
    await store.bump(["a"], atOnce);
    expect(await readText(store, "k")).toBe("fresh 2");
  });

  test("an entry ages, and goes, with its times", async () => {
    const { store, passMs, now } = await open();
    const revision = await revisionOf(store);
    const entry = entryOf("1", { revision, staleAt: now() + 1_000, expiresAt: now() + 2_000 });
    await store.fill("k", entry);
    passMs(999);
    expect(await readText(store, "k")).toBe("fresh 1");
    passMs(1);
    expect(await readText(store, "k")).toBe("stale 1");
    passMs(1_000);
    expect(await readText(store, "k")).toBe("miss");
  });

  test("refuses an entry whose time has passed before it was filled", async () => {
    const { store, now } = await open();
    const entry = entryOf("1", { revision: await revisionOf(store), expiresAt: now() });
    expect(await store.fill("k", entry)).toBe(false);
    expect(await readText(store, "k")).toBe("miss");
  });

  test("lists what would be served, and nothing else", async () => {
    const { store, now } = await open();
    await fill(store, "a", ["one"], "12");
    await fill(store, "b", ["two"]);
    await fill(store, "c", ["three", "two-and-a-half"]);
    await store.bump(["two"], atOnce);
    await store.bump(["three"], { kind: "in-time", expiresAt: now() + 1_000 });
    const listed = await listAll(store);
    const shown = listed.map(({ tags, bytes, isStale }) => `${tags.join()} ${bytes} ${isStale}`);
    expect(shown.toSorted()).toEqual(["one 2 false", "three,two-and-a-half 1 true"]);
  });
}

function testMoves(open: Open): void {
  test("moving a tag ends every entry that carries it, and no other", async () => {
    const { store } = await open();
    await fill(store, "a", ["posts", "post-1"]);
    await fill(store, "b", ["posts", "post-2"]);
    await fill(store, "c", ["post"]);
    await store.bump(["post-1"], atOnce);
    expect(await readText(store, "a")).toBe("miss");
    expect(await readText(store, "b")).toBe("fresh 1");
    await store.bump(["posts"], atOnce);
    expect(await readText(store, "b")).toBe("miss");
    expect(await readText(store, "c")).toBe("fresh 1");
  });

  test("an entry that is filled after the move is fresh", async () => {
    const { store } = await open();
    await fill(store, "k", ["a"]);
    await store.bump(["a"], atOnce);
    await fill(store, "k", ["a"], "2");
    expect(await readText(store, "k")).toBe("fresh 2");
  });

  test("a fill that began before a move is refused after it", async () => {
    const { store } = await open();
    const revision = await revisionOf(store);
    await store.bump(["a"], atOnce);
    expect(await store.fill("k", entryOf("old", { tags: ["b", "a"], revision }))).toBe(false);
    expect(await readText(store, "k")).toBe("miss");
    expect(await store.fill("k", entryOf("old", { tags: ["b"], revision }))).toBe(true);
  });

  test("a fill that is refused leaves alone what was filled since it began", async () => {
    const { store } = await open();
    const revision = await revisionOf(store);
    await store.bump(["a"], atOnce);
    await fill(store, "k", ["a"], "new");
    expect(await store.fill("k", entryOf("old", { tags: ["a"], revision }))).toBe(false);
    expect(await readText(store, "k")).toBe("fresh new");
  });

  test("the revision of a read that missed does for its fill", async () => {
    const { store } = await open();
    await store.bump(["a"], atOnce);
    const { revision } = await store.read("k", ["a"]);
    expect(await store.fill("k", entryOf("1", { tags: ["a"], revision }))).toBe(true);
    expect(await readText(store, "k")).toBe("fresh 1");
  });

  test("tags of the reader end an entry for that reader only", async () => {
    const { store } = await open();
    await fill(store, "k", ["a"]);
    await store.bump(["/posts"], atOnce);
    expect(await readText(store, "k", ["/", "/posts"])).toBe("miss");
    expect(await readText(store, "k", ["/"])).toBe("fresh 1");
    await fill(store, "k", ["a"], "2");
    expect(await readText(store, "k", ["/", "/posts"])).toBe("fresh 2");
  });

  test("moves many tags at once, and an entry with many tags by any of them", async () => {
    const { store } = await open();
    const tags = Array.from({ length: 128 }, (_, index) => `tag-${index}`);
    for (const [index, moved] of [["tag-0"], ["tag-127"], tags].entries()) {
      await fill(store, "k", tags, String(index));
      expect(await readText(store, "k")).toBe(`fresh ${index}`);
      await store.bump(moved, atOnce);
      expect(await readText(store, "k")).toBe("miss");
    }
  });

  test("an entry of another epoch, or of a count that is still to come, is never served", async () => {
    const { store } = await open();
    const { epoch, count } = await revisionOf(store);
    const other = { epoch: `${epoch}x`, count };
    expect(await store.fill("k", entryOf("1", { revision: other }))).toBe(false);
    const ahead = { epoch, count: count + 1 };
    expect(await store.fill("k", entryOf("1", { revision: ahead }))).toBe(false);
    await store.bump(["a"], atOnce);
    expect(await readText(store, "k")).toBe("miss");
  });
}

function testLenientMoves(open: Open): void {
  test("a lenient move ages what is there, until its time is up", async () => {
    const { store, passMs, now } = await open();
    await fill(store, "k", ["a"]);
    await store.bump(["a"], { kind: "in-time", expiresAt: now() + 1_000 });
    expect(await readText(store, "k")).toBe("stale 1");
    passMs(1_000);
    expect(await readText(store, "k")).toBe("miss");
  });

  test("what is filled after a lenient move is fresh; a fill that began before it is kept as stale", async () => {
    const { store, now } = await open();
    const revision = await revisionOf(store);
    await store.bump(["a"], { kind: "in-time", expiresAt: now() + 1_000 });
    await fill(store, "new", ["a"]);
    expect(await readText(store, "new")).toBe("fresh 1");
    await store.fill("old", entryOf("1", { tags: ["a"], revision }));
    expect(await readText(store, "old")).toBe("stale 1");
  });

  test("a strict move after a lenient one ends at once, a lenient one after a strict one brings nothing back", async () => {
    const { store, now } = await open();
    const lenient = { kind: "in-time", expiresAt: now() + 1_000 } as const;
    await fill(store, "k", ["a"]);
    await fill(store, "l", ["b"]);
    await store.bump(["a"], lenient);
    await store.bump(["a"], atOnce);
    expect(await readText(store, "k")).toBe("miss");
    await store.bump(["b"], atOnce);
    await store.bump(["b"], lenient);
    expect(await readText(store, "l")).toBe("miss");
  });

  test("of two lenient moves each counts for what was filled before it", async () => {
    const { store, passMs, now } = await open();
    await fill(store, "first", ["a"]);
    await store.bump(["a"], { kind: "in-time", expiresAt: now() + 1_000 });
    passMs(500);
    await store.bump(["a"], { kind: "in-time", expiresAt: now() + 9_000 });
    expect(await readText(store, "first")).toBe("stale 1");
    passMs(500);
    expect(await readText(store, "first")).toBe("miss");
    await fill(store, "second", ["a"]);
    await store.bump(["a"], { kind: "in-time", expiresAt: now() + 9_000 });
    expect(await readText(store, "first")).toBe("miss");
    expect(await readText(store, "second")).toBe("stale 1");
  });
}

/** Numbers of a tag's truth: how often it moved. */
type Step =
  | { readonly do: "begin"; readonly key: number; readonly tags: readonly number[] }
  | { readonly do: "finish"; readonly fill: number }
  | { readonly do: "move"; readonly tags: readonly number[] }
  | { readonly do: "read"; readonly key: number; readonly also: readonly number[] };

const someTags = fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 });
const someSteps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("begin" as const), key: fc.nat(3), tags: someTags }),
    fc.record({ do: fc.constant("finish" as const), fill: fc.nat(5) }),
    fc.record({ do: fc.constant("move" as const), tags: someTags }),
    fc.record({ do: fc.constant("read" as const), key: fc.nat(3), also: someTags }),
  ),
  { maxLength: 40 },
);

/** What a tag has come to when a value is made is the value: a stale one shows by itself. */
function testRandomOrders(open: Open): void {
  test("in random orders nothing is served that began before a move of its tags", async () => {
    const runs = process.env["EDICT_LONG"] === "1" ? 5_000 : 100;
    const { store } = await open();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(someSteps, async (steps) => {
        await playSteps(store, `run-${run++}`, steps);
      }),
      { numRuns: runs },
    );
  }, 300_000);
}

async function playSteps(store: CacheStore, name: string, steps: readonly Step[]): Promise<void> {
  const truth = [0, 0, 0, 0, 0];
  const begun: { key: string; entry: CacheEntry }[] = [];
  const tagsOf = (tags: readonly number[]): string[] => tags.map((tag) => `${name}-${tag}`);
  const truthOf = (tags: readonly number[]): string =>
    JSON.stringify(tags.map((tag) => [tag, truth[tag]]));
  for (const step of steps)
    switch (step.do) {
      case "begin": {
        const key = `${name}/${step.key}`;
        const { revision } = await store.read(key, []);
        begun.push({
          key,
          entry: entryOf(truthOf(step.tags), { tags: tagsOf(step.tags), revision }),
        });
        break;
      }
      case "finish": {
        const [made] = begun.splice(step.fill % Math.max(begun.length, 1), 1);
        if (made !== undefined) await store.fill(made.key, made.entry);
        break;
      }
      case "move":
        await store.bump(tagsOf(step.tags), atOnce);
        for (const tag of step.tags) truth[tag] = (truth[tag] ?? 0) + 1;
        break;
      case "read": {
        const read = await store.read(`${name}/${step.key}`, tagsOf(step.also));
        if (read.kind === "miss") break;
        const seen: [number, number][] = JSON.parse(textOf(read));
        for (const [tag, version] of seen) expect(version).toBe(truth[tag]);
      }
    }
}
