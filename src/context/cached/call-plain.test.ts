import { expect, test } from "vitest";
import { sampleCache } from "../../../test/cache/sample-cache.ts";
import { sampleStore } from "../../../test/context/sample-store.ts";
import { runWithStore } from "../request-storage.ts";
import type { RequestStore } from "../request-store.ts";
import { cache } from "./cache-function.ts";
import { cacheLife } from "./cache-life.ts";
import { cacheTag } from "./name-value.ts";
import { unstable_cache } from "./unstable-cache.ts";

function requests(development = false): () => RequestStore {
  const shared = sampleCache();
  return () => sampleStore({ phase: "render", development, cache: () => shared });
}

const inRequest = <T>(store: RequestStore, run: () => T): T => runWithStore(store, run);

test("each caller gets a copy, the first one too", async () => {
  const open = requests();
  const made = { list: [1] };
  const get = cache(() => made, { key: "list" });
  const first = await inRequest(open(), get);
  first.list.push(2);
  made.list.push(3);
  expect(await inRequest(open(), get)).toEqual({ list: [1] });
});

test("arguments that differ are values of their own, whatever their order of calls", async () => {
  const open = requests();
  let count = 0;
  const get = cache((..._args: unknown[]) => ++count, { key: "args" });
  const lists = [
    [],
    [undefined],
    [null],
    [1],
    ["1"],
    [[1]],
    [{ a: 1 }],
    [1, 2],
    ["1,2"],
    [new Date(1)],
  ];
  for (const [index, args] of lists.entries())
    expect(await inRequest(open(), () => get(...args))).toBe(index + 1);
  for (const [index, args] of lists.entries())
    expect(await inRequest(open(), () => get(...args))).toBe(index + 1);
});

test("an outer value carries the tags of what it read, and lives no longer unless its life is set", async () => {
  const shared = sampleCache();
  const open = (): RequestStore => sampleStore({ phase: "render", cache: () => shared });
  const inner = cache(
    () => {
      cacheTag("inner");
      cacheLife({ revalidate: 60, expire: 120 });
      return 1;
    },
    { key: "inner" },
  );
  const outer = cache(async () => (await inner()) + 1, { key: "outer", tags: ["outer"] });
  const longer = cache(async () => (await outer()) + 1, { key: "longer", life: "days" });
  expect(await inRequest(open(), longer)).toBe(3);
  const listed = new Map<string, { tags: readonly string[]; seconds: number }>();
  for await (const { about, tags, filledAt, staleAt } of shared.cache.store.list())
    listed.set(about, { tags, seconds: Math.round((staleAt - filledAt) / 1_000) });
  expect(listed.get("cache(inner)")).toEqual({ tags: ["inner"], seconds: 60 });
  expect(listed.get("cache(outer)")).toEqual({ tags: ["outer", "inner"], seconds: 60 });
  expect(listed.get("cache(longer)")).toEqual({ tags: ["outer", "inner"], seconds: 86_400 });
});

test("outside a request, and in draft mode, a function runs each time", async () => {
  let count = 0;
  const get = cache(() => ++count, { key: "n" });
  expect([await get(), await get()]).toEqual([1, 2]);
  const draft = sampleStore({ cache: () => sampleCache({ isDraft: true }) });
  expect([await inRequest(draft, get), await inRequest(draft, get)]).toEqual([3, 4]);
});

test("a function that was edited is another one in development", async () => {
  const open = requests(true);
  expect(
    await inRequest(
      open(),
      cache(() => "old", { key: "edited" }),
    ),
  ).toBe("old");
  expect(
    await inRequest(
      open(),
      cache(() => "new", { key: "edited" }),
    ),
  ).toBe("new");
});

test("unstable_cache tells functions apart by their text and key parts", async () => {
  const open = requests();
  const make = (part: string, value: number) => unstable_cache(async () => value, [part]);
  expect(await inRequest(open(), make("a", 1))).toBe(1);
  expect(await inRequest(open(), make("b", 2))).toBe(2);
  expect(await inRequest(open(), make("a", 3))).toBe(1);
  expect(
    await inRequest(
      open(),
      unstable_cache(async () => "other", ["a"]),
    ),
  ).toBe("other");
});

test("names what cannot be kept, and what cannot be part of a key", async () => {
  const open = requests();
  const get = cache((value: unknown): unknown => ({ value, user: { rename: () => 1 } }), {
    key: "user",
  });
  await expect(inRequest(open(), () => get(1))).rejects.toThrow(
    "cache(user) returned a function that is no Server Action at it.user.rename",
  );
  await expect(inRequest(open(), () => get({ a: [Symbol("x")] }))).rejects.toThrow(
    "cache(user) was called with a symbol at argument 1.a[0]",
  );
});
