import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { cookies, headers, noStore, searchToRead } from "../../src/context/index.ts";
import type { Renderer } from "../../src/render/index.ts";
import type { Route } from "../../src/routing/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp } from "./fake-app.ts";
import { startHost, type Host, type Sent } from "./hosts.ts";

type Settings = NonNullable<Route["settings"]>;

const visitor: Sent = { target: "/?tab=all", headers: { cookie: "session=eve", "x-own": "eve" } };

/** Renders what a page can see of its visitor, as text. */
const seeing: Partial<Renderer> = {
  renderHtml: async () => ({
    kind: "html",
    status: 200,
    body: Readable.from([
      JSON.stringify({
        session: (await cookies()).get("session")?.value ?? null,
        own: (await headers()).get("x-own"),
        search: await searchToRead({ tab: "all" }),
      }),
    ]),
  }),
};

async function start(settings: Settings, renderer: Partial<Renderer> = seeing): Promise<Host> {
  const actions = { wait: () => new Promise(() => undefined) };
  const { build } = fakeApp({ renderer, actions, settings: { "/": settings } });
  return startHost("in memory", build);
}

test("a page sees its visitor, and one that is force-static as if nothing had been sent", async () => {
  const open = await start({ maxDuration: 5 });
  expect(JSON.parse((await open.send(visitor)).text)).toEqual({
    session: "eve",
    own: "eve",
    search: { tab: "all" },
  });
  const closed = await start({ dynamic: "force-static" });
  const { text } = await closed.send({ ...visitor, method: "POST" });
  expect(JSON.parse(text)).toEqual({ session: null, own: null, search: {} });
});

test.each<[string, () => unknown]>([
  ["cookies()", () => cookies()],
  ["headers()", () => headers()],
  ["searchParams", () => searchToRead({})],
  ["unstable_noStore()", async () => noStore()],
])("a route with dynamic = error fails where %s is read", async (what, read) => {
  const renderHtml: Renderer["renderHtml"] = async () => {
    await read();
    return { kind: "html", status: 200, body: Readable.from(["read"]) };
  };
  const host = await start({ dynamic: "error" }, { renderHtml });
  expect((await host.send(visitor)).status).toBe(500);
  expect(host.log.map(({ line }) => line).join("\n")).toContain(
    `UsageError: ${what} was read in a route with dynamic = `,
  );
});

test("maxDuration ends a page that has nothing to send, and one that goes on sending", async () => {
  const silent = await start(
    { maxDuration: 0.05 },
    { renderHtml: () => new Promise(() => undefined) },
  );
  expect((await silent.send({})).status).toBe(504);
  expect(silent.log[0]?.line).toContain("had nothing to send after 50 ms");

  const body = new PassThrough();
  const ticking = setInterval(() => void body.write("."), 10);
  body.once("close", () => clearInterval(ticking));
  const endless = await start(
    { maxDuration: 0.05 },
    { renderHtml: async () => ({ kind: "html", status: 200, body }) },
  );
  await expect(endless.send({})).rejects.toThrow();
  expect(body.destroyed).toBe(true);
  expect(endless.log[0]?.line).toContain("had not ended after 50 ms: export const maxDuration");
});

test("maxDuration is how long the actions of a page may take", async () => {
  const host = await start({ maxDuration: 0.05 });
  const answer = await host.send(callOf(host, "wait", []));
  expect([answer.status, answer.headers.get("edict-error")]).toEqual([504, "TIMEOUT"]);
  expect(host.log[0]?.line).toContain("no outcome after 50 ms");
  expect(host.log[0]?.line).toContain("export const maxDuration = 1 in its page or layout");
});
