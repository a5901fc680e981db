import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { NextRequest } from "../../src/context/next-request.ts";
import { NextResponse } from "../../src/context/next-response.ts";
import type { Renderer } from "../../src/render/index.ts";
import { fakeApp, type FakeApp } from "./fake-app.ts";
import { hostKinds, startHost } from "./hosts.ts";

describe.each(hostKinds)("a page that another one intercepts %s", (kind) => {
  /** An app in which `/admin` shows `/posts/[id]` in a slot, and what was rendered of it. */
  function interceptingApp(proxy?: (request: NextRequest) => unknown): {
    readonly app: FakeApp;
    readonly shown: unknown[];
  } {
    const shown: unknown[] = [];
    const renderSegments: Renderer["renderSegments"] = (page) => {
      shown.push(page.match?.interception !== undefined);
      return Promise.resolve(Readable.from(["segments"]));
    };
    const behind = proxy === undefined ? {} : { proxy: { proxy } };
    const app = fakeApp({ pages: ["admin", "login"], renderer: { renderSegments }, ...behind });
    const holder = ["", "admin", "@modal"].map((name) => ({ name, files: {} }));
    const branch = {
      segments: [
        { name: "(...)posts", files: {} },
        { name: "[id]", files: {} },
      ],
      end: "page" as const,
      file: "app/admin/@modal/(...)posts/[id]/page.tsx",
    };
    const { routes } = app.build.routes;
    const intercepted = routes.map((route) =>
      route.pattern === "/posts/[id]"
        ? { ...route, interceptions: [{ holder, branch, partsAbove: 0 }] }
        : route,
    );
    const build = { ...app.build, routes: { ...app.build.routes, routes: intercepted } };
    return { app: { ...app, build }, shown };
  }
  const from = (...keys: readonly string[]): Record<string, string> => ({
    accept: "text/x-component",
    "edict-segments": keys.map(encodeURIComponent).join(","),
  });
  const onAdmin = from("", "admin", "/modal", "@modal", "default", "/", "page");

  test("is shown in its place where the browser shows the page that holds it", async () => {
    const { app, shown } = interceptingApp();
    const host = await startHost(kind, app.build);
    await host.send({ target: "/posts/5", headers: onAdmin });
    await host.send({ target: "/posts/5", headers: from("", "page") });
    expect(shown).toEqual([true, false]);
  });

  test("needs the proxy's leave for both addresses", async () => {
    const seen: string[] = [];
    const { app, shown } = interceptingApp(({ nextUrl, cookies: sent }) => {
      seen.push(nextUrl.pathname);
      if (nextUrl.pathname !== "/admin" || sent.has("key")) return undefined;
      return new Response("no key", { status: 401 });
    });
    const host = await startHost(kind, app.build);
    const refused = await host.send({ target: "/posts/5", headers: onAdmin });
    expect([refused.status, shown]).toEqual([200, [false]]);
    await host.send({ target: "/posts/5", headers: { ...onAdmin, cookie: "key=1" } });
    expect(shown).toEqual([false, true]);
    expect(seen).toEqual(["/posts/5", "/admin", "/posts/5", "/admin"]);
  });

  test("is not shown on a page that the proxy puts another one in the place of", async () => {
    const { app, shown } = interceptingApp(({ nextUrl }) =>
      nextUrl.pathname === "/admin" ? NextResponse.rewrite(new URL("/login", nextUrl)) : undefined,
    );
    const host = await startHost(kind, app.build);
    await host.send({ target: "/posts/5", headers: onAdmin });
    expect(shown).toEqual([false]);
  });

  test.each([
    ["redirects", { redirects: [{ source: "/admin", destination: "/login", permanent: false }] }],
    ["rewrites", { rewrites: { beforeFiles: [{ source: "/admin", destination: "/login" }] } }],
  ])("is not shown on a page that a rule of the configuration %s", async (_what, rules) => {
    const { app, shown } = interceptingApp();
    const urlRules = { redirects: [], rewrites: {}, headers: [], ...rules };
    const host = await startHost(kind, app.build, { urlRules });
    await host.send({ target: "/posts/5", headers: onAdmin });
    expect(shown).toEqual([false]);
  });

  test("is asked for by keys that are a tree", async () => {
    const host = await startHost(kind, interceptingApp().app.build);
    const answer = await host.send({ target: "/posts/5", headers: from("", "/modal") });
    expect([answer.status, answer.headers.get("edict-error")]).toEqual([400, "MALFORMED"]);
  });
});
