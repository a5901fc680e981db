/** What a handler answers to GET is kept where its route says so, and never what is a visitor's. */
import { expect, test, vi } from "vitest";
import { cookies, headers, revalidatePath } from "../../src/context/index.ts";
import type { NextRequest } from "../../src/context/next-request.ts";
import type { Route } from "../../src/routing/index.ts";
import { callOf } from "../http/calls.ts";
import { fakeApp } from "../http/fake-app.ts";
import { startHost, type Host, type Received, type Sent } from "../http/hosts.ts";

type Settings = NonNullable<Route["settings"]>;
type Answer = (request: NextRequest) => unknown;

const endless: Settings = { revalidate: false };
const actions = { end: async (): Promise<void> => revalidatePath("/api") };
const mine: Sent = { target: "/api?who=ann", headers: { cookie: "who=ann", "x-who": "ann" } };

async function open(settings: Settings, GET: Answer): Promise<Host> {
  const { build } = fakeApp({
    handler: { GET, POST: GET },
    actions,
    settings: { "/api": settings },
  });
  return startHost("in memory", build);
}

/** As a library reads them that trusts no property of a request. */
function headersOf(request: Request): string | null {
  const headers: Headers = Reflect.get(Request.prototype, "headers", request);
  return headers.get("x-who");
}

const api = (host: Host, sent: Sent = {}): Promise<Received> =>
  host.send({ target: "/api", ...sent });

test("it is answered once, with its headers, until its path is revalidated", async () => {
  const GET = vi.fn(() => Response.json({ list: 1 }, { headers: { "x-own": "yes" } }));
  const host = await open(endless, GET);
  const [first, second] = [await api(host), await api(host)];
  expect([first.text, second.text]).toEqual(['{"list":1}', '{"list":1}']);
  expect([first, second].map((each) => each.headers.get("edict-cache"))).toEqual(["miss", "hit"]);
  expect(Object.fromEntries(second.headers)).toMatchObject({
    "content-type": "application/json",
    "x-own": "yes",
    "cache-control": "public, max-age=0, must-revalidate",
  });
  const held = { headers: { "if-none-match": second.headers.get("etag") ?? "" } };
  expect((await api(host, held)).status).toBe(304);
  expect((await api(host, { method: "HEAD" })).text).toBe("");
  expect(GET).toHaveBeenCalledTimes(1);
  await host.send(callOf(host, "end", []));
  await api(host);
  expect(GET).toHaveBeenCalledTimes(2);
});

test("what it says of caches itself is kept to", async () => {
  const host = await open(
    endless,
    () => new Response("-", { headers: { "cache-control": "max-age=5" } }),
  );
  await api(host);
  expect((await api(host)).headers.get("cache-control")).toBe("max-age=5");
});

test.each<[string, Answer]>([
  ["its address", (request) => new Response(new URL(request.url).searchParams.get("who"))],
  ["its parsed address", (request) => new Response(request.nextUrl.searchParams.get("who"))],
  ["its headers", (request) => new Response(request.headers.get("x-who"))],
  ["its cookies", (request) => new Response(request.cookies.get("who")?.value)],
  ["a clone", (request) => new Response(request.clone().headers.get("x-who"))],
  ["a copy", (request) => new Response(new Request(request).headers.get("x-who"))],
  ["its headers, by what all requests have", (request) => new Response(headersOf(request))],
  ["cookies()", async () => new Response((await cookies()).get("who")?.value)],
  ["headers()", async () => new Response((await headers()).get("x-who"))],
])("one that asks the request for %s runs for each", async (_, GET) => {
  const host = await open(endless, GET);
  for (const who of ["ann", "bob"]) {
    const sent = { target: `/api?who=${who}`, headers: { cookie: `who=${who}`, "x-who": who } };
    expect((await host.send(sent)).text).toBe(who);
    const plain = { headers: { cookie: `who=${who}`, "x-who": who } };
    expect((await api(host, plain)).headers.get("edict-cache")).toBeNull();
  }
});

test("one that is force-static sees nobody, one with dynamic = error fails", async () => {
  const GET: Answer = async (request) =>
    Response.json([
      request.nextUrl.search,
      request.headers.get("x-who"),
      (await cookies()).getAll().length,
    ]);
  const closed = await open({ dynamic: "force-static" }, GET);
  expect((await closed.send(mine)).text).toBe('["",null,0]');
  expect((await api(closed)).text).toBe('["",null,0]');
  const refusing = await open({ dynamic: "error" }, GET);
  expect((await refusing.send(mine)).status).toBe(500);
  expect((await api(refusing)).status).toBe(500);
  expect(refusing.log[0]?.line).toContain("request.nextUrl was read");
});

test.each<[string, Answer, number]>([
  ["no success", () => new Response("-", { status: 201 }), 201],
  ["a cookie", () => new Response("-", { headers: { "set-cookie": "a=b" } }), 200],
  [
    "a cookie that it wrote",
    async () => {
      (await cookies()).set("a", "b");
      return new Response("-");
    },
    200,
  ],
  [
    "a revalidation",
    () => {
      revalidatePath("/");
      return new Response("-");
    },
    200,
  ],
  ["an error", () => Promise.reject(new Error("away")), 500],
])("%s is not kept", async (_, GET, status) => {
  const host = await open(endless, GET);
  const seen = [await api(host), await api(host)];
  expect(seen.map((each) => [each.status, each.headers.get("edict-cache")])).toEqual([
    [status, null],
    [status, null],
  ]);
});

test("other methods, and handlers that say nothing, run for each request", async () => {
  const GET = vi.fn(() => new Response("-"));
  const host = await open(endless, GET);
  await api(host, { method: "POST", headers: { origin: host.origin } });
  await api(host, { method: "POST", headers: { origin: host.origin } });
  expect(GET).toHaveBeenCalledTimes(2);
  const plain = await open({ dynamic: "auto" }, GET);
  await api(plain);
  await api(plain);
  expect(GET).toHaveBeenCalledTimes(4);
});
