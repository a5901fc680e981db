import { describe, expect, test } from "vitest";
import type { CacheStore } from "./cache-store.ts";
import {
  createCache,
  type Cache,
  type CacheAsk,
  type CacheOptions,
  type Filled,
} from "./create-cache.ts";
import { createMemoryCacheStore } from "./memory-cache-store.ts";

const always = Number.POSITIVE_INFINITY;
const atOnce = { kind: "at-once" } as const;

interface Source {
  readonly ask: (given?: Partial<CacheAsk>) => CacheAsk;
  /** How often it was asked. */
  count: number;
  value: string;
}

/** A source whose answer is its value at the moment at which it is asked. */
function sourceOf(
  filled: Partial<Filled> = {},
  waiting: () => Promise<void> = async () => undefined,
): Source {
  const source: Source = {
    count: 0,
    value: "1",
    ask: (given = {}) => ({
      key: "k",
      about: "a test",
      alsoTags: [],
      changedTags: new Set(),
      fill: async () => {
        source.count++;
        const body = Buffer.from(source.value);
        await waiting();
        return { body, tags: ["a"], staleAfterMs: always, expiresAfterMs: always, ...filled };
      },
      ...given,
    }),
  };
  return source;
}

async function readText(cache: Cache, ask: CacheAsk): Promise<string> {
  const { kind, entry } = await cache.read(ask);
  return `${kind} ${Buffer.from(entry.body).toString()}`;
}

function openCache(given: Partial<CacheOptions> = {}) {
  const errors: string[] = [];
  const clock = { now: 1_000 };
  const store = createMemoryCacheStore({ now: () => clock.now });
  const cache = createCache({
    store,
    now: () => clock.now,
    onError: (error, what) => errors.push(`${what}: ${String(error)}`),
    ...given,
  });
  return { cache, store, errors, clock };
}

/** A gate that a source waits at. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { wait: () => opened, open: () => open() };
}

test("fills once, then gives what is kept", async () => {
  const { cache } = openCache();
  const source = sourceOf();
  expect(await readText(cache, source.ask())).toBe("miss 1");
  source.value = "2";
  expect(await readText(cache, source.ask())).toBe("hit 1");
  expect(source.count).toBe(1);
});

test("10,000 who miss the same key at once ask the source once", async () => {
  const { cache } = openCache();
  const source = sourceOf({}, () => new Promise((resolve) => setImmediate(resolve)));
  const read = await Promise.all(
    Array.from({ length: 10_000 }, () => readText(cache, source.ask())),
  );
  expect(new Set(read)).toEqual(new Set(["miss 1"]));
  expect(source.count).toBe(1);
});

test("nobody who asks after a move waits for a fill that began before it", async () => {
  const { cache } = openCache();
  const early = gate();
  const source = sourceOf({}, early.wait);
  const first = readText(cache, source.ask());
  source.value = "2";
  await cache.move(["a"], atOnce);
  const second = readText(cache, source.ask());
  early.open();
  expect(await second).toBe("miss 2");
  expect(await first).toBe("miss 1");
  expect(await readText(cache, source.ask())).toBe("hit 2");
  expect(source.count).toBe(2);
});

test("what has aged is served once more, and made anew once for all who see it", async () => {
  const { cache, clock } = openCache();
  const source = sourceOf({ staleAfterMs: 10, expiresAfterMs: 100 });
  await cache.read(source.ask());
  clock.now += 10;
  source.value = "2";
  expect(await Promise.all([1, 2, 3].map(() => readText(cache, source.ask())))).toEqual([
    "stale 1",
    "stale 1",
    "stale 1",
  ]);
  await cache.settled();
  expect(await readText(cache, source.ask())).toBe("hit 2");
  expect(source.count).toBe(2);
});

test("where making anew fails in the background the old value stays, and the failure is told", async () => {
  const { cache, clock, errors } = openCache();
  const source = sourceOf({ staleAfterMs: 10, expiresAfterMs: 100 });
  await cache.read(source.ask());
  clock.now += 10;
  const broken = source.ask({ fill: () => Promise.reject(new Error("down")) });
  expect(await readText(cache, broken)).toBe("stale 1");
  await cache.settled();
  expect(await readText(cache, source.ask())).toBe("stale 1");
  expect(errors).toEqual(["filling a test in the background: Error: down"]);
});

test("a fill that throws is nobody's value: it is thrown to all who wait, and the next one asks again", async () => {
  const { cache } = openCache();
  const source = sourceOf();
  const broken = source.ask({ fill: () => Promise.reject(new Error("down")) });
  const read = await Promise.allSettled([cache.read(broken), cache.read(broken)]);
  expect(read.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await readText(cache, source.ask())).toBe("miss 1");
});

test("what may not be kept is not shared either", async () => {
  const { cache } = openCache();
  const source = sourceOf(
    { expiresAfterMs: 0 },
    () => new Promise((resolve) => setImmediate(resolve)),
  );
  await Promise.all([cache.read(source.ask()), cache.read(source.ask()), cache.read(source.ask())]);
  expect(source.count).toBe(3);
  expect(await readText(cache, source.ask())).toBe("miss 1");
});

test("a reader that has changed a tag reads past what carries it, and keeps nothing of what it makes", async () => {
  const { cache } = openCache();
  const source = sourceOf();
  await cache.read(source.ask());
  source.value = "2";
  const changedTags = new Set(["a"]);
  expect(await readText(cache, source.ask({ changedTags }))).toBe("miss 2");
  expect(await readText(cache, source.ask({ changedTags: new Set(["b"]) }))).toBe("hit 1");
  expect(await readText(cache, source.ask({ changedTags: new Set(["/"]), alsoTags: ["/"] }))).toBe(
    "miss 2",
  );
  expect(await readText(cache, source.ask())).toBe("hit 1");
});

test("a reader that has changed a tag joins no fill that began before its change", async () => {
  const { cache } = openCache();
  const early = gate();
  const source = sourceOf({}, early.wait);
  const first = readText(cache, source.ask());
  source.value = "2";
  const own = readText(cache, source.ask({ changedTags: new Set(["a"]) }));
  early.open();
  expect(await own).toBe("miss 2");
  expect(await first).toBe("miss 1");
});

test("an entry made of a stale one is as old as that one", async () => {
  const { cache, store } = openCache();
  const old = await cache.read(sourceOf().ask());
  await cache.move(["a"], { kind: "in-time", expiresAt: always });
  const outer = sourceOf({ madeOf: old.entry.revision });
  await cache.read(outer.ask({ key: "outer" }));
  expect((await store.read("outer", [])).kind).toBe("stale");
});

describe("without its store", () => {
  const broken = (parts: Partial<CacheStore>): CacheStore => ({
    ...createMemoryCacheStore(),
    ...parts,
  });
  const fail = () => Promise.reject(new Error("away"));

  test.each([
    ["that rejects", fail],
    [
      "that throws",
      () => {
        throw new Error("away");
      },
    ],
  ])("%s everyone asks the source, and nothing is shared", async (_name, read) => {
    const { cache, errors } = openCache({ store: broken({ read }) });
    const source = sourceOf({}, () => new Promise((resolve) => setImmediate(resolve)));
    expect(await Promise.all([1, 2].map(() => readText(cache, source.ask())))).toEqual([
      "miss 1",
      "miss 1",
    ]);
    expect(source.count).toBe(2);
    expect(errors[0]).toBe("reading a test from the cache: Error: away");
  });

  test("a value that could not be kept is given all the same", async () => {
    const { cache, errors } = openCache({ store: broken({ fill: fail }) });
    expect(await readText(cache, sourceOf().ask())).toBe("miss 1");
    expect(errors).toEqual(["keeping a test: Error: away"]);
  });

  test("a move that failed is told to its caller, bars the tag here, and is tried again until it is done", async () => {
    const store = createMemoryCacheStore();
    const state = { isAway: true, moves: 0 };
    const bump: CacheStore["bump"] = async (tags, how) => {
      state.moves++;
      if (state.isAway) throw new Error("away");
      await store.bump(tags, how);
    };
    const { cache } = openCache({ store: { ...store, bump }, retryMs: 1 });
    const source = sourceOf();
    await cache.read(source.ask());
    source.value = "2";
    await expect(cache.move(["a"], atOnce)).rejects.toThrow("away");
    expect(await readText(cache, source.ask())).toBe("miss 2");
    expect(await readText(cache, source.ask())).toBe("miss 2");
    await expect.poll(() => state.moves).toBeGreaterThan(2);
    state.isAway = false;
    await expect.poll(() => readText(cache, source.ask())).toBe("hit 2");
    const { moves } = state;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(state.moves).toBe(moves);
    cache.close();
  });
});
