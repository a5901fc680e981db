import { describe, expect, test } from "vitest";
import { after, cookies, updateTag } from "../../src/context/index.ts";
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
  type Proxy = (request: NextRequest) => unknown;
  const isSignedIn = ({ cookies: sent }: NextRequest): boolean => sent.has("session");
  const toLogin = ({ nextUrl }: NextRequest): Response =>
    NextResponse.redirect(new URL("/login", nextUrl));

  function appBehind(proxy: Proxy): FakeApp {
    const actions: Record<string, FakeAction> = {
      go: { run: () => redirect("/admin?tab=1") },
      signIn: {
        run: async () => {
          (await cookies()).set("session", "s");
          redirect("/admin");
        },
      },
      signOut: { run: async () => void (await cookies()).delete("session") },
      touch: { run: () => updateTag("x") },
    };
    return fakeApp({ actions, pages: ["admin", "login"], proxy: { proxy } });
  }

  const isRendered = (text: string): boolean => !text.startsWith('0:{"outcome"');

  test("is asked of the proxy first, as the visit that the browser would make", async () => {
    const seen: NextRequest[] = [];
    const { build } = appBehind((request) => void seen.push(request));
    const host = await startHost("over a socket", build);
    const answer = await host.send(callOf(host, "go", [], { headers: { cookie: "a=1" } }));
    expect(answer.text).toContain("/admin?tab=1");
    const visit = seen[1] ?? expect.unreachable();
    expect(seen).toHaveLength(2);
    expect([visit.method, visit.nextUrl.href]).toEqual(["GET", `${host.origin}/admin?tab=1`]);
    expect([visit.headers.get("accept"), visit.headers.get("cookie")]).toEqual([
      "text/x-component",
      "a=1",
    ]);
    const names = [...visit.headers.keys()].filter((name) => /^(?:edict|next|content)-/.test(name));
    expect(names).toEqual([]);
  });

  test("shows what a guard lets the visitor see who has just signed in", async () => {
    const { build } = appBehind((request) =>
      request.nextUrl.pathname === "/admin" && !isSignedIn(request) ? toLogin(request) : undefined,
    );
    const host = await startHost("in memory", build);
    expect((await host.send(callOf(host, "signIn", []))).text).toContain("/admin /admin");
    expect(isRendered((await host.send(callOf(host, "go", []))).text)).toBe(false);
  });

  test("is left out for whom a guard no longer lets in, once an action ended the session", async () => {
    const { build } = appBehind((request) => (isSignedIn(request) ? undefined : toLogin(request)));
    const host = await startHost("in memory", build);
    const signedIn = {
      target: "/admin",
      headers: { cookie: "session=s", "edict-page": "/admin" },
    };
    expect(isRendered((await host.send(callOf(host, "touch", [], signedIn))).text)).toBe(true);
    const answer = await host.send(callOf(host, "signOut", [], signedIn));
    expect(answer.headers.get("edict-revalidated")).not.toBe("none");
    expect(isRendered(answer.text)).toBe(false);
  });

  test.each<[string, Proxy]>([
    ["answers by itself", () => new Response("No.", { status: 403 })],
    ["redirects", toLogin],
    ["fails", () => expect.fail("on purpose")],
    [
      "changes what the page is told",
      () => NextResponse.next({ request: { headers: new Headers({ "x-user": "7" }) } }),
    ],
    ["sends a header", () => NextResponse.next({ headers: { "x-own": "1" } })],
    [
      "sets a cookie",
      () => {
        const response = NextResponse.next();
        response.cookies.set("seen", "1");
        return response;
      },
    ],
  ])("is left to the browser where the proxy %s", async (_what, proxy) => {
    const { build } = appBehind((request) =>
      request.nextUrl.pathname === "/admin" ? proxy(request) : undefined,
    );
    const host = await startHost("in memory", build);
    const answer = await host.send(callOf(host, "go", []));
    expect(answer.headers.get("edict-outcome")).toBe("redirected");
    expect(isRendered(answer.text)).toBe(false);
    const names = [...answer.headers.keys()];
    expect(names.filter((name) => /^(?:x-own|set-cookie|location)$/.test(name))).toEqual([]);
  });

  test("is the one that the proxy shows there, and what the proxy lets go on is run", async () => {
    const done: string[] = [];
    const { build } = appBehind(({ nextUrl }) => {
      if (nextUrl.pathname !== "/admin") return undefined;
      after(() => void done.push("later"));
      return NextResponse.rewrite(new URL("/login", nextUrl));
    });
    const host = await startHost("over a socket", build);
    const answer = await host.send(callOf(host, "go", []));
    expect(answer.text).toContain("/login /login shown as /admin");
    await expect.poll(() => done).toEqual(["later"]);
  });

  test("is the page that the call came from, if the proxy lets it pass", async () => {
    const { build } = appBehind(({ nextUrl }) =>
      nextUrl.pathname === "/login" ? new Response("No.") : undefined,
    );
    const host = await startHost("in memory", build);
    const from = async (page: string): Promise<string> =>
      (await host.send(callOf(host, "touch", [], { headers: { "edict-page": page } }))).text;
    expect(await from("/admin")).toContain("/admin /admin");
    expect(isRendered(await from("/login"))).toBe(false);
  });
});
