import { describe, expect, test } from "vitest";
import { updateTag } from "../../src/context/index.ts";
import type { NextRequest } from "../../src/context/next-request.ts";
import { NextResponse } from "../../src/context/next-response.ts";
import { redirect } from "../../src/context/signals.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeAction, type FakeApp } from "./fake-app.ts";
import { hostKinds, startHost } from "./hosts.ts";

const actions: Record<string, FakeAction> = {
  wipe: { run: () => "wiped", owners: ["/admin"] },
  rename: { run: () => "renamed", owners: ["/posts/[id]"] },
  report: { run: () => "reported", owners: ["/api"] },
  lost: { run: () => "found", owners: ["(unmatched)"] },
  free: { run: () => "free" },
};

/** An app whose proxy lets nobody to `/admin` without a key, and notes what it was asked. */
function guardedApp(seen: string[] = []): FakeApp {
  const proxy = ({ nextUrl, cookies }: NextRequest): Response | undefined => {
    seen.push(nextUrl.pathname);
    if (!nextUrl.pathname.startsWith("/admin") || cookies.has("key")) return undefined;
    return new Response("no key", { status: 401 });
  };
  return fakeApp({ actions, pages: ["admin", "login"], proxy: { proxy } });
}

const key = { headers: { cookie: "key=1" } };

describe.each(hostKinds)("an action %s", (kind) => {
  test("is run where its route is, with one question to the proxy", async () => {
    const seen: string[] = [];
    const host = await startHost(kind, guardedApp(seen).build);
    const answer = await host.send(callOf(host, "wipe", [], { target: "/admin", ...key }));
    expect(answer.text).toContain('"value":"wiped"');
    expect(seen).toEqual(["/admin"]);
  });

  test("that was posted to another route is guarded by its own", async () => {
    const seen: string[] = [];
    const app = guardedApp(seen);
    const host = await startHost(kind, app.build);
    const refused = await host.send(callOf(host, "wipe", []));
    expect([refused.status, refused.text]).toEqual([401, "no key"]);
    expect(refused.headers.get("edict-outcome")).toBeNull();
    expect(seen).toEqual(["/", "/admin"]);
    expect(app.trace).toEqual(["load proxy"]);
    const allowed = await host.send(callOf(host, "wipe", [], key));
    expect(allowed.text).toContain('"value":"wiped"');
  });

  test("of a form is guarded by its own route too", async () => {
    const app = guardedApp();
    const host = await startHost(kind, app.build);
    const fields: [string, string][] = [[`$ACTION_ID_${idOf("wipe")}`, ""]];
    const refused = await host.send(formOf(host, fields));
    expect([refused.status, refused.text, app.trace]).toEqual([401, "no key", ["load proxy"]]);
    const allowed = await host.send(formOf(host, fields, key));
    expect(allowed.text).toContain("<p>/admin /admin</p>");
    expect(app.trace).toContain("run wipe");
  });

  test("is entered at a page of which the browser shows a part", async () => {
    const seen: string[] = [];
    const host = await startHost(kind, guardedApp(seen).build);
    const headers = { "edict-page": "/ /login /posts/5" };
    const answer = await host.send(callOf(host, "rename", [], { headers }));
    expect(answer.text).toContain('"value":"renamed"');
    expect(seen).toEqual(["/", "/posts/5"]);
    const many = { "edict-page": `${"/login ".repeat(8)}/posts/5` };
    expect((await host.send(callOf(host, "rename", [], { headers: many }))).status).toBe(404);
  });

  test("is entered at the page that the browser names, when it is its own", async () => {
    const seen: string[] = [];
    const host = await startHost(kind, guardedApp(seen).build);
    const at = (page: string): Promise<{ status: number; text: string }> =>
      host.send(callOf(host, "rename", [], { headers: { "edict-page": page } }));
    expect((await at("/posts/5")).text).toContain('"value":"renamed"');
    expect(seen).toEqual(["/", "/posts/5"]);
    for (const page of [
      "/",
      "/admin",
      "/posts/5/",
      "//posts/5",
      "http://localhost/posts/5",
      "/posts",
    ])
      expect((await at(page)).status, page).toBe(404);
  });

  test.each([
    ["rename", "belongs to /posts/[id], and was posted to /"],
    ["report", "belongs to /api, and was posted to /"],
    ["lost", "belongs to (unmatched), and was posted to /"],
  ])("%s that cannot be entered is not found, and was not loaded", async (name, reason) => {
    const app = guardedApp();
    const host = await startHost(kind, app.build);
    const call = await host.send(callOf(host, name, []));
    const form = await host.send(formOf(host, [[`$ACTION_ID_${idOf(name)}`, ""]]));
    for (const { status, headers } of [call, form])
      expect([status, headers.get("edict-error")]).toEqual([404, "NOT_FOUND"]);
    expect(host.log.map(({ line }) => line)).toEqual([
      expect.stringContaining(reason),
      expect.stringContaining(reason),
    ]);
    expect(app.trace).toEqual(["load proxy"]);
  });

  test("of the page for URLs without one runs there", async () => {
    const host = await startHost(kind, guardedApp().build);
    const answer = await host.send(callOf(host, "lost", [], { target: "/nowhere" }));
    expect(answer.text).toContain('"value":"found"');
  });

  test("that anybody may reach runs wherever it is posted", async () => {
    const host = await startHost(kind, guardedApp().build);
    for (const target of ["/", "/posts/5", "/nowhere"])
      expect((await host.send(callOf(host, "free", [], { target }))).text).toContain('"free"');
  });

  test("is entered once: a proxy that shows another page there ends it", async () => {
    const seen: string[] = [];
    const proxy = ({ nextUrl }: NextRequest): Response | undefined => {
      seen.push(nextUrl.pathname);
      return nextUrl.pathname === "/admin"
        ? NextResponse.rewrite(new URL("/login", nextUrl))
        : undefined;
    };
    const app = fakeApp({ actions, pages: ["admin", "login"], proxy: { proxy } });
    const host = await startHost(kind, app.build);
    const call = await host.send(callOf(host, "wipe", []));
    const form = await host.send(formOf(host, [[`$ACTION_ID_${idOf("wipe")}`, ""]]));
    expect([call.status, form.status]).toEqual([404, 404]);
    expect(seen).toEqual(["/", "/admin", "/", "/admin"]);
    expect(app.trace).toEqual(["load proxy"]);
  });

  test("runs at a page that the proxy shows under another URL, and its answer keeps that URL", async () => {
    const proxy = ({ nextUrl }: NextRequest): Response | undefined =>
      nextUrl.pathname === "/secret" ? NextResponse.rewrite(new URL("/admin", nextUrl)) : undefined;
    const touch: FakeAction = { run: () => updateTag("x"), owners: ["/admin"] };
    const app = fakeApp({ actions: { touch }, pages: ["admin"], proxy: { proxy } });
    const host = await startHost(kind, app.build);
    const sent = { target: "/secret", headers: { "edict-page": "/secret" } };
    const answer = await host.send(callOf(host, "touch", [], sent));
    expect(answer.text).toContain("/admin /admin shown as /secret");
  });
});

describe("a page in the answer of another request", () => {
  const changing: Record<string, FakeAction> = {
    go: { run: () => redirect("/admin") },
    stay: { run: () => redirect("/login") },
    touch: { run: () => updateTag("x") },
  };
  const app = (): FakeApp =>
    fakeApp({
      actions: changing,
      pages: ["admin", "login"],
      proxy: { proxy: () => undefined, config: { matcher: "/admin" } },
    });

  test("is left out where the proxy was not asked about it", async () => {
    const host = await startHost("in memory", app().build);
    const guarded = await host.send(callOf(host, "go", []));
    expect(guarded.headers.get("edict-outcome")).toBe("redirected");
    expect(guarded.text).toMatch(/^0:\{"outcome"/); // nothing rendered
    const open = await host.send(callOf(host, "stay", []));
    expect(open.text).toContain("/login /login");
  });

  test("is the one that was posted to, whatever the browser names", async () => {
    const host = await startHost("in memory", app().build);
    const named = { headers: { "edict-page": "/admin" } };
    expect((await host.send(callOf(host, "touch", [], named))).text).not.toContain("/admin");
    const own = await host.send(callOf(host, "touch", [], { target: "/admin", ...named }));
    expect(own.text).toContain("/admin /admin");
  });
});
