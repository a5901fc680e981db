/** What an action revalidates: how many moves it comes to, and what development says of them. */
import { expect, test } from "vitest";
import { createMemoryCacheStore, type CacheStore } from "../../src/cache/index.ts";
import { revalidatePath, revalidateTag, updateTag } from "../../src/context/index.ts";
import type { ServerOptions } from "../../src/server/index.ts";
import { callOf } from "../http/calls.ts";
import { fakeApp } from "../http/fake-app.ts";
import { startHost, type Host } from "../http/hosts.ts";

async function runAction(act: () => void, options: Partial<ServerOptions>): Promise<Host> {
  const host = await startHost("in memory", fakeApp({ actions: { act } }).build, options);
  expect((await host.send(callOf(host, "act", []))).status).toBe(200);
  return host;
}

test("what is revalidated alike moves at once, however many tags there are", async () => {
  const store = createMemoryCacheStore();
  const moves: string[] = [];
  const bump: CacheStore["bump"] = (tags, how) => {
    moves.push(`${how.kind} ${tags.join(" ")}`);
    return store.bump(tags, how);
  };
  const act = (): void => {
    for (const tag of ["a", "b", "a"]) revalidateTag(tag, "max");
    for (const tag of ["f", "r"]) updateTag(tag);
    revalidateTag("f", "hours");
  };
  await runAction(act, { cacheStore: { ...store, bump } });
  expect(moves.toSorted()).toEqual(["at-once f r", "in-time a b", "in-time f"]);
});

test("development names a path that no route has", async () => {
  const act = (): void => {
    revalidatePath("/posts/5");
    revalidatePath("/psots");
    revalidatePath("/posts", "layout");
    revalidatePath("/posts/[slug]", "page");
  };
  const { log } = await runAction(act, { development: true });
  expect(log.map(({ line }) => line)).toEqual([
    'edict: revalidatePath("/posts/5") drops what that page reads (POST /)',
    'edict: revalidatePath("/psots") drops nothing, unless a rewrite shows a page there; routes: "/", "/posts/[id]", "/api" (POST /)',
    'edict: revalidatePath("/posts", "layout") drops what its pages read (POST /)',
    'edict: revalidatePath("/posts/[slug]", "page") drops nothing; there are "/", "/api", "/posts/[id]" (POST /)',
  ]);
});
