import { expect, test } from "vitest";
import { sampleCache } from "../../../test/cache/sample-cache.ts";
import { sampleStore } from "../../../test/context/sample-store.ts";
import { connection } from "../connection.ts";
import { cookies } from "../cookies.ts";
import { headers } from "../headers.ts";
import { runWithStore } from "../request-storage.ts";
import type { RequestStore } from "../request-store.ts";
import { updateTag } from "../revalidate.ts";
import { cache } from "./cache-function.ts";
import { CacheScope } from "./cache-scope.ts";
import { cacheLife } from "./cache-life.ts";
import { callPrivate } from "./call-private.ts";
import { endlessLife } from "./life-profiles.ts";
import { cacheTag } from "./name-value.ts";

/** What compiled code makes of a function with `"use cache: private"`. */
function privately<Args extends unknown[], Value>(
  name: string,
  run: (...args: Args) => Value,
): (...args: Args) => Promise<unknown> {
  // The arguments come back as they were given.
  const given = run as (...args: unknown[]) => unknown;
  return (...args) => callPrivate(`test.ts#${name}`, [[], () => []], args, given);
}

const shared = sampleCache();
const visit = (who: string, phase: RequestStore["phase"] = "render"): RequestStore =>
  sampleStore({
    phase,
    cookieHeader: `who=${who}`,
    headers: () => new Headers({ "x-who": who }),
    cache: () => shared,
  });

let runs = 0;
const readCart = privately("readCart", async (shop: string) => {
  cacheTag("cart");
  const who = (await cookies()).get("who")?.value;
  return { shop, who, header: (await headers()).get("x-who"), run: ++runs, list: [1] };
});

async function aboutsOf(): Promise<string[]> {
  const listed: string[] = [];
  for await (const { about } of shared.cache.store.list()) listed.push(about);
  return listed;
}

test("it sees its visitor, runs once for equal calls of a page, and is kept for nobody", async () => {
  runs = 0;
  const ann = visit("ann");
  const seen = await runWithStore(ann, () =>
    Promise.all([readCart("a"), readCart("a"), readCart("b")]),
  );
  expect(seen).toMatchObject([
    { shop: "a", who: "ann", header: "ann", run: 1 },
    { shop: "a", who: "ann", run: 1 },
    { shop: "b", who: "ann", run: 2 },
  ]);
  // A copy each, as of everything that is cached.
  expect(seen[0]).not.toBe(seen[1]);
  expect(await runWithStore(visit("bob"), () => readCart("a"))).toMatchObject({ who: "bob" });
  expect(await runWithStore(visit("ann"), () => readCart("a"))).toMatchObject({ run: 4 });
  expect(await aboutsOf()).toEqual([]);
});

test("in an action it runs each time, and sees what was changed", async () => {
  runs = 0;
  const store = visit("ann", "action");
  const seen = await runWithStore(store, async () => {
    const before = await readCart("a");
    (await cookies()).set("who", "eve");
    updateTag("cart");
    return [before, await readCart("a")];
  });
  expect(seen).toMatchObject([
    { who: "ann", run: 1 },
    { who: "eve", run: 2 },
  ]);
  // The page that is rendered after it begins anew.
  store.phase = "render";
  expect(await runWithStore(store, () => readCart("a"))).toMatchObject({ who: "eve", run: 3 });
});

test("it reads what is kept for all, and is itself no part of that", async () => {
  const stock = cache(() => "full", { key: "private-stock", tags: ["stock"] });
  const outer = privately("outer", async () => `${await stock()} ${String(await inner())}`);
  const inner = privately("inner", async () => (await cookies()).get("who")?.value);
  expect(await runWithStore(visit("ann"), outer)).toBe("full ann");
  expect(await runWithStore(visit("bob"), outer)).toBe("full bob");
  expect(await aboutsOf()).toEqual(["cache(private-stock)"]);
  const forAll = cache(() => inner(), { key: "private-in-shared" });
  await expect(runWithStore(visit("ann"), forAll)).rejects.toThrow(
    'The value of test.ts#inner ("use cache: private") was asked for in a cached function.',
  );
});

test("a page that is made for everybody is given up for it; where nothing is to be seen of a visitor, its tags and life are the page's", async () => {
  const asked: string[] = [];
  const tell = (what: string): void => void asked.push(what);
  const ahead = visit("");
  ahead.route = { visitor: "ahead", fetchCache: "auto", onRead: tell };
  const plain = privately("plain", async () => {
    cacheTag("plain");
    cacheLife({ revalidate: 5, expire: 10 });
    return (await cookies()).get("who")?.value ?? "nobody";
  });
  await expect(runWithStore(ahead, plain)).rejects.toThrow("made for each request");
  expect(asked).toEqual(['The value of test.ts#plain ("use cache: private")']);
  const refused = visit("ann");
  refused.route = { visitor: "refused", fetchCache: "auto" };
  await expect(runWithStore(refused, plain)).rejects.toThrow('dynamic = "error"');
  const scope = new CacheScope(endlessLife);
  const closed = visit("ann");
  closed.route = { visitor: "nothing", fetchCache: "auto", scope };
  expect(await runWithStore(closed, plain)).toBe("nobody");
  expect(scope.tags).toEqual(["plain"]);
  const { staleAfterMs, expiresAfterMs } = scope.timesAt(Date.now());
  expect(staleAfterMs).toBeGreaterThan(4_000);
  expect([staleAfterMs <= 5_000, expiresAfterMs <= 10_000]).toEqual([true, true]);
});

test("nothing is written in it, and what cannot be written down is named", async () => {
  const write = privately("write", async () => (await cookies()).set("a", "b"));
  await expect(runWithStore(visit("ann", "action"), write)).rejects.toThrow(
    'cookies().set() was called in a function with "use cache: private".',
  );
  const change = privately("change", () => updateTag("a"));
  await expect(runWithStore(visit("ann", "action"), change)).rejects.toThrow("updateTag()");
  const odd = privately("odd", () => ({ rename: () => 1 }));
  await expect(runWithStore(visit("ann"), odd)).rejects.toThrow("test.ts#odd returned a function");
  await runWithStore(visit("ann"), privately("waits", connection));
});

test("outside a request, and where nothing is cached, the function runs", async () => {
  const plain = privately("alone", () => 5);
  expect(await plain()).toBe(5);
  expect(await runWithStore(sampleStore({ phase: "render" }), plain)).toBe(5);
});
