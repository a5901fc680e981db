import { describe, expect, test } from "vitest";
import { cookies, headers } from "../../src/context/index.ts";
import type { NextRequest } from "../../src/context/next-request.ts";
import { NextResponse } from "../../src/context/next-response.ts";
import { redirect } from "../../src/context/signals.ts";
import type { ServerOptions } from "../../src/server/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeAction, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost } from "./hosts.ts";

const urlRules: NonNullable<ServerOptions["urlRules"]> = {
  redirects: [
    { source: "/old/:id", destination: "/posts/:id", permanent: true },
    { source: "/away", destination: "https://other.example/", permanent: false },
    { source: "/loop", destination: "/loop", permanent: false },
    { source: "/_edict/:path*", destination: "/", permanent: false },
  ],
  rewrites: {
    beforeFiles: [
      { source: "/", destination: "/home", has: [{ type: "cookie", key: "home" }] },
      { source: "/loop", destination: "/loop" },
    ],
    afterFiles: [
      { source: "/me", destination: "/posts/me" },
      { source: "/back-door", destination: "/admin" },
      { source: "/home", destination: "/never" },
    ],
    fallback: [{ source: "/:path*", destination: "/posts/lost" }],
  },
  headers: [
    {
      source: "/posts/:id",
      headers: [
        { key: "x-post", value: ":id" },
        { key: "cache-control", value: "public" },
      ],
    },
    { source: "/embed", headers: [{ key: "Content-Security-Policy", value: "frame-ancestors *" }] },
  ],
};
const pages = ["home", "admin", "embed", "loop"];

describe.each(hostKinds)("rules of the configuration %s", (kind) => {
  const start = (parts: FakeAppParts = {}) =>
    startHost(kind, fakeApp({ pages, ...parts }).build, { urlRules });

  test("redirect before the proxy is asked", async () => {
    const seen: string[] = [];
    const proxy = ({ nextUrl }: NextRequest): void => void seen.push(nextUrl.pathname);
    const host = await start({ proxy: { proxy } });
    const moved = await host.send({ target: "/old/5?a=1" });
    expect([moved.status, moved.headers.get("location")]).toEqual([308, "/posts/5?a=1"]);
    const away = await host.send({ target: "/away" });
    expect([away.status, away.headers.get("location")]).toEqual([307, "https://other.example/"]);
    expect(seen).toEqual([]);
  });

  test("leave a redirect and a rewrite to itself and the build's own files alone", async () => {
    const host = await start();
    expect((await host.send({ target: "/loop" })).status).toBe(200);
    expect((await host.send({ target: "/_edict/x.js" })).status).toBe(404);
  });

  test("redirect calls and soft navigations as the browser's runtime wants it, and run nothing", async () => {
    const app = fakeApp({ pages, actions: { save: () => "saved" } });
    const host = await startHost(kind, app.build, { urlRules });
    const called = await host.send(callOf(host, "save", [], { target: "/old/5" }));
    expect([called.status, called.headers.get("edict-outcome")]).toEqual([200, "redirected"]);
    const headers = { accept: "text/x-component", "edict-segments": "" };
    expect((await host.send({ target: "/old/5", headers })).text).toContain(
      "NEXT_REDIRECT;replace;/posts/5",
    );
    const posted = await host.send(
      formOf(host, [[`$ACTION_ID_${idOf("save")}`, ""]], { target: "/old/5" }),
    );
    expect(posted.status).toBe(303);
    expect(app.trace).toEqual([]);
  });

  test("show another page of the app at an address, in their order", async () => {
    const host = await start();
    const shown = async (target: string, cookie = ""): Promise<string> =>
      /<p>(.*)<\/p>/.exec((await host.send({ target, headers: { cookie } })).text)?.[1] ?? "";
    expect(await shown("/me?t=1")).toBe("/posts/[id] /posts/me?t=1 shown as /me?t=1");
    expect(await shown("/")).toBe("/ /");
    expect(await shown("/", "home=1")).toContain("/home /home");
    expect(await shown("/home")).toBe("/home /home");
    expect(await shown("/nowhere")).toContain("/posts/[id] /posts/lost?path=nowhere");
  });

  test("show nobody what the proxy keeps from them", async () => {
    const seen: string[] = [];
    const proxy = ({ nextUrl, cookies }: NextRequest): Response | undefined => {
      seen.push(nextUrl.pathname);
      if (nextUrl.pathname !== "/admin" || cookies.has("key")) return undefined;
      return new Response("no key", { status: 401 });
    };
    const host = await start({ proxy: { proxy } });
    const refused = await host.send({ target: "/back-door" });
    expect([refused.status, refused.text]).toEqual([401, "no key"]);
    const allowed = await host.send({ target: "/back-door", headers: { cookie: "key=1" } });
    expect(allowed.text).toContain("/admin /admin shown as /back-door");
    expect(seen).toEqual(["/back-door", "/admin", "/back-door", "/admin"]);
  });

  test("let a second run of the proxy see what the first one gave the request", async () => {
    const proxy = ({ nextUrl, headers: sent }: NextRequest): Response => {
      const given = new Headers(sent);
      given.append("x-asked", nextUrl.pathname);
      const response = NextResponse.next({ request: { headers: given } });
      if (nextUrl.pathname === "/me") response.cookies.set("first", "1");
      return response;
    };
    const read: FakeAction = {
      run: async () => [(await headers()).get("x-asked"), (await cookies()).get("first")?.value],
      owners: ["/posts/[id]"],
    };
    const host = await start({ actions: { read }, proxy: { proxy } });
    const answer = await host.send(callOf(host, "read", [], { target: "/me" }));
    expect(answer.text).toContain('"value":["/me, /posts/me","1"]');
    expect(answer.headers.getSetCookie()).toEqual(["first=1; Path=/"]);
  });

  test("count for an action of another route, at its own address", async () => {
    const wipe: FakeAction = { run: () => "wiped", owners: ["/admin"] };
    const hide: FakeAction = { run: () => "hidden", owners: ["/embed"] };
    const app = fakeApp({ pages, actions: { wipe, hide } });
    const missing = [{ type: "cookie", key: "key" }];
    const host = await startHost(kind, app.build, {
      urlRules: {
        redirects: [{ source: "/admin", destination: "/home", permanent: false, missing }],
        rewrites: { beforeFiles: [{ source: "/embed", destination: "/home" }] },
        headers: [],
      },
    });
    const form = (name: string, more = {}) =>
      host.send(formOf(host, [[`$ACTION_ID_${idOf(name)}`, ""]], more));
    const called = await host.send(callOf(host, "wipe", []));
    expect([called.status, called.headers.get("edict-outcome")]).toEqual([200, "redirected"]);
    const posted = await form("wipe");
    expect([posted.status, posted.headers.get("location")]).toEqual([303, "/home"]);
    expect((await host.send(callOf(host, "hide", []))).status).toBe(404);
    expect((await form("hide")).status).toBe(404);
    expect(app.trace).toEqual([]);
    const key = { headers: { cookie: "key=1" } };
    expect((await host.send(callOf(host, "wipe", [], key))).text).toContain('"value":"wiped"');
    expect((await form("wipe", key)).text).toContain("<p>/admin /admin</p>");
  });

  test("leave a page to the browser that they apply to once the action wrote a cookie, or behind the proxy", async () => {
    const actions = {
      enter: async () => {
        (await cookies()).set("home", "1");
        redirect("/");
      },
      plain: () => redirect("/"),
      turn: () => redirect("/turn"),
    };
    const proxy = ({ nextUrl }: NextRequest): Response | undefined =>
      nextUrl.pathname === "/turn" ? NextResponse.rewrite(new URL("/me", nextUrl)) : undefined;
    const host = await start({ actions, proxy: { proxy } });
    const isRendered = async (name: string): Promise<boolean> =>
      (await host.send(callOf(host, name, [], { target: "/posts/1" }))).text.startsWith("answer");
    expect(await isRendered("plain")).toBe(true);
    expect(await isRendered("enter")).toBe(false);
    expect(await isRendered("turn")).toBe(false);
  });

  test("are followed by the browser, not by an action that redirects to such an address", async () => {
    const actions = {
      go: () => redirect("/old/5"),
      peek: () => redirect("/back-door"),
      stay: () => redirect("/posts/5"),
    };
    const host = await start({ actions });
    expect((await host.send(callOf(host, "go", []))).text).not.toContain("/posts/");
    expect((await host.send(callOf(host, "peek", []))).text).not.toContain("/admin");
    expect((await host.send(callOf(host, "stay", []))).text).toContain("answer redirected");
  });

  test("add headers, where the answer has none of that name", async () => {
    const host = await start();
    const { headers } = await host.send({ target: "/posts/5" });
    expect([headers.get("x-post"), headers.get("cache-control")]).toEqual([
      "5",
      "private, no-store",
    ]);
    const embedded = await host.send({ target: "/embed" });
    expect(embedded.headers.get("content-security-policy")).toBe("frame-ancestors *");
  });

  test("name addresses of the app alone, below its basePath", async () => {
    const host = await startHost(kind, fakeApp({ pages }).build, { urlRules, basePath: "/shop" });
    const own = await host.send({ target: "/shop/posts/5" });
    expect(own.headers.get("x-post")).toBe("5");
    const moved = await host.send({ target: "/shop/old/5" });
    expect([moved.status, moved.headers.get("location")]).toEqual([308, "/shop/posts/5"]);
    const outside = await host.send({ target: "/posts/5" });
    expect([outside.status, outside.headers.get("x-post")]).toEqual([404, null]);
    expect((await host.send({ target: "/old/5" })).status).toBe(404);
  });

  test("that are wrong keep a server from starting", async () => {
    const broken = { ...urlRules, redirects: [{ source: "old" }] };
    await expect(startHost(kind, fakeApp().build, { urlRules: broken })).rejects.toThrow(
      "redirects()[0]",
    );
  });
});
