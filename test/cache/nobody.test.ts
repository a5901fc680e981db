/** Nothing of a visitor is ever in a page that is kept for everybody. */
import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test } from "vitest";
import {
  connection,
  cookies,
  draftMode,
  headers,
  noStore,
  searchToRead,
} from "../../src/context/index.ts";
import { callOf, formOf } from "../http/calls.ts";
import { idOf } from "../http/fake-app.ts";
import type { Sent } from "../http/hosts.ts";
import { endless, openShop } from "./open-shop.ts";

const whoAsks = async (): Promise<string> => (await cookies()).get("who")?.value ?? "nobody";
const turns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const ofVisitor: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["a cookie", whoAsks],
  ["a cookie, after an await", async () => turns().then(whoAsks)],
  ["a cookie, late in the stream", async () => (await turns(), await turns(), await whoAsks())],
  ["a cookie whose error is caught", async () => whoAsks().catch(() => "caught")],
  ["a header", async () => (await headers()).get("x-who")],
  ["what waits for the request", async () => (await connection(), await whoAsks())],
  ["what must not be stored", async () => (noStore(), await whoAsks())],
];

test.each(ofVisitor)("%s", async (_, read) => {
  const shop = await openShop(endless, read);
  const seen = [await shop.see("ann"), await shop.see("bob"), await shop.see("ann")];
  expect(seen.map(({ text }) => text.split(" ")[1])).toEqual(["ann", "bob", "ann"]);
  expect(seen.map((each) => each.headers.get("cache-control"))).toEqual(
    Array(3).fill("private, no-store"),
  );
  // Tried once for everybody, and known from then on.
  expect(shop.renders()).toBe(4);
  expect(shop.log).toEqual([]);
});

test("two who ask for their own at the same moment", async () => {
  const shop = await openShop(endless, whoAsks);
  const seen = await Promise.all(["ann", "bob", "eve"].map((who) => shop.see(who)));
  expect(seen.map(({ text }) => text.split(" ")[1])).toEqual(["ann", "bob", "eve"]);
});

test("the search is the page's own, and a body nobody's", async () => {
  const shop = await openShop(endless, ({ search }) => search);
  const sent: readonly Sent[] = [
    { target: "/?who=ann" },
    { target: "/?who=bob" },
    { body: "ann" },
    { headers: { "transfer-encoding": "chunked" } },
    { method: "POST" },
  ];
  for (const each of sent)
    expect((await shop.see("ann", each)).headers.get("cache-control")).toBe("private, no-store");
  expect(shop.renders()).toBe(sent.length);
});

test("searchParams of a page that is made ahead are no visitor's", async () => {
  const shop = await openShop(endless, async () =>
    JSON.stringify(await searchToRead({ who: "ann" })),
  );
  expect((await shop.see("ann")).text).toBe('2 {"who":"ann"}');
  const closed = await openShop({ dynamic: "force-static" }, async () =>
    JSON.stringify([await searchToRead({ who: "ann" }), await whoAsks()]),
  );
  expect((await closed.see("ann", { target: "/?who=ann" })).text).toBe('1 [{},"nobody"]');
  expect((await closed.see("ann")).text).toBe('2 [{},"nobody"]');
});

test("what whoever mounts the server knows of the request", async () => {
  const session = new AsyncLocalStorage<string>();
  const shop = await openShop(endless, () => session.getStore() ?? "nobody");
  const seen = await session.run("ann", () => shop.see("ann"));
  expect(seen.text).toBe("1 nobody");
});

test("drafts, which are made anew for whoever may see them", async () => {
  const shop = await openShop(endless, async () =>
    (await draftMode()).isEnabled ? "draft" : "shop",
  );
  const answer = await shop.send(callOf(shop, "draft", []));
  const cookie = /^[^;]+/.exec(answer.headers.getSetCookie()[0] ?? "")?.[0] ?? "";
  expect((await shop.send({ headers: { cookie } })).text).toBe("1 draft");
  expect((await shop.see("ann")).text).toBe("2 shop");
  expect((await shop.send({ headers: { cookie } })).text).toBe("3 draft");
  expect((await shop.see("bob")).text).toBe("2 shop");
});

test("the page of an action's own answer", async () => {
  const shop = await openShop(endless, whoAsks);
  const post = formOf(shop, [[`$ACTION_ID_${idOf("fresh")}`, ""]]);
  const answer = await shop.see("ann", {
    ...post,
    headers: { ...post.headers, cookie: "who=ann" },
  });
  expect(answer.text).toBe("1 ann");
  const plain = await openShop({ dynamic: "force-static" }, whoAsks);
  expect((await plain.see("ann", { ...post, headers: { ...post.headers } })).text).toBe("1 nobody");
});
