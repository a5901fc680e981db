import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { after, cookies, headers } from "../../src/context/index.ts";
import { NextRequest } from "../../src/context/next-request.ts";
import { NextResponse } from "../../src/context/next-response.ts";
import { redirect } from "../../src/context/signals.ts";
import type { StaticFiles } from "../../src/server/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeApp, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost, type Host } from "./hosts.ts";

type Proxy = (
  request: NextRequest,
  event: { waitUntil: (work: Promise<unknown>) => void },
) => unknown;

function appBehind(proxy: Proxy, parts: FakeAppParts = {}, matcher?: unknown): FakeApp {
  const config = matcher === undefined ? {} : { config: { matcher } };
  return fakeApp({ pages: ["admin", "login"], ...parts, proxy: { proxy, ...config } });
}

describe.each(hostKinds)("a proxy %s", (kind) => {
  test("runs once, before a page, with the request as it came", async () => {
    const seen: NextRequest[] = [];
    const app = appBehind((request) => void seen.push(request));
    const host = await startHost(kind, app.build);
    const answer = await host.send({
      target: "/posts/5?tab=all",
      headers: { cookie: "theme=dark" },
    });
    expect([answer.status, answer.text]).toEqual([
      200,
      expect.stringContaining("/posts/5?tab=all"),
    ]);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeInstanceOf(NextRequest);
    expect(seen[0]?.nextUrl.href).toBe(`${host.origin}/posts/5?tab=all`);
    expect(seen[0]?.cookies.get("theme")?.value).toBe("dark");
  });

  test("is asked only for what its matcher names", async () => {
    const seen: string[] = [];
    const app = appBehind(({ nextUrl }) => void seen.push(nextUrl.pathname), {}, ["/admin/:path*"]);
    const host = await startHost(kind, app.build);
    for (const target of ["/", "/admin", "/admin/users/5", "/administrator", "/posts/1"])
      await host.send({ target });
    expect(seen).toEqual(["/admin", "/admin/users/5"]);
  });

  test("tells calls from visits by the header of either name", async () => {
    const app = appBehind(({ headers: sent }) =>
      Response.json([sent.get("edict-action"), sent.get("next-action")]),
    );
    const host = await startHost(kind, app.build);
    const answer = await host.send(callOf(host, "save", []));
    expect(answer.text).toBe(JSON.stringify([idOf("save"), idOf("save")]));
    expect((await host.send({})).text).toBe("[null,null]");
  });

  test("sees no header that only the server may set", async () => {
    const app = appBehind((request) => Response.json([...request.headers.keys()]));
    const host = await startHost(kind, app.build);
    const sent = { "x-middleware-subrequest": "1", "x-middleware-rewrite": "/x", "x-own": "1" };
    const names: unknown = JSON.parse((await host.send({ headers: sent })).text);
    expect(names).toContain("x-own");
    expect(names).not.toContain("x-middleware-subrequest");
    expect(names).not.toContain("x-middleware-rewrite");
  });

  test("answers by itself, and nothing behind it runs", async () => {
    const app = appBehind(() => NextResponse.json({ no: true }, { status: 401 }), {
      actions: { save: () => "saved" },
    });
    const host = await startHost(kind, app.build);
    for (const sent of [{ target: "/admin" }, callOf(host, "save", []), { method: "PUT" }]) {
      const answer = await host.send(sent);
      expect([answer.status, answer.text]).toEqual([401, '{"no":true}']);
      expect(answer.headers.get("edict-outcome")).toBeNull();
    }
    expect(app.trace).toEqual(["load proxy"]);
  });

  test("gives the app other headers and cookies, and sends its own with the answer", async () => {
    const read = async (): Promise<unknown> => [
      (await headers()).get("x-user"),
      (await headers()).get("x-gone"),
      (await cookies()).get("seen")?.value,
      (await cookies()).get("old")?.value,
    ];
    const app = appBehind(
      (request) => {
        const given = new Headers(request.headers);
        given.set("x-user", "ada");
        given.delete("x-gone");
        const response = NextResponse.next({
          request: { headers: given },
          headers: { "x-by": "proxy" },
        });
        response.cookies.set("seen", "a b");
        response.cookies.delete("old");
        return response;
      },
      { actions: { read } },
    );
    const host = await startHost(kind, app.build);
    const sent = { "x-gone": "1", cookie: "old=1; theme=dark" };
    const answer = await host.send(callOf(host, "read", [], { headers: sent }));
    expect(answer.text).toContain('"value":["ada",null,"a b","$undefined"]');
    expect(answer.headers.get("x-by")).toBe("proxy");
    expect(answer.headers.getSetCookie()).toEqual([
      "seen=a%20b; Path=/",
      expect.stringMatching(/^old=; .*(?:Max-Age=0|Expires=Thu, 01 Jan 1970)/),
    ]);
  });

  test("writes cookies with cookies(), which the page of the same request reads", async () => {
    const handler = { GET: async () => new Response((await cookies()).get("session")?.value) };
    const app = appBehind(
      async () => void (await cookies()).set("session", "new", { httpOnly: true }),
      { handler },
    );
    const host = await startHost(kind, app.build);
    const answer = await host.send({ target: "/api", headers: { cookie: "session=old" } });
    expect(answer.text).toBe("new");
    expect(answer.headers.getSetCookie()).toEqual(["session=new; Path=/; HttpOnly"]);
  });

  test("cannot loosen the checks of a call by the headers that it gives", async () => {
    const app = appBehind(
      (request) => {
        const given = new Headers(request.headers);
        given.set("origin", request.nextUrl.origin);
        given.set("sec-fetch-site", "same-origin");
        given.set("edict-action", idOf("other"));
        return NextResponse.next({ request: { headers: given } });
      },
      { actions: { save: () => "saved", other: () => "other" } },
    );
    const host = await startHost(kind, app.build);
    const foreign = { headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" } };
    expect((await host.send(callOf(host, "save", [], foreign))).status).toBe(403);
    expect((await host.send(callOf(host, "save", []))).text).toContain('"value":"saved"');
  });

  test("shows another page under the visitor's URL", async () => {
    const app = appBehind(({ nextUrl }) => {
      if (nextUrl.pathname !== "/old") return undefined;
      return NextResponse.rewrite(new URL("/posts/7?from=old", nextUrl), {
        headers: { "x-by": "p" },
      });
    });
    const host = await startHost(kind, app.build);
    const answer = await host.send({ target: "/old?a=1" });
    expect(answer.text).toContain("<p>/posts/[id] /posts/7?from=old shown as /old?a=1</p>");
    expect(answer.headers.get("x-by")).toBe("p");
    expect(answer.headers.get("x-middleware-rewrite")).toBeNull();
  });

  test.each([
    ["another server", "https://elsewhere.example/x"],
    ["a path that has no one spelling", "/a%2f..%2fb"],
  ])("that rewrites to %s fails, and the log says why", async (_, to) => {
    const app = appBehind(({ nextUrl }) => NextResponse.rewrite(new URL(to, nextUrl)));
    const host = await startHost(kind, app.build);
    const answer = await host.send({});
    expect([answer.status, answer.text]).toEqual([500, expect.not.stringContaining("elsewhere")]);
    expect(host.log[0]?.detail).toContain("proxy.ts rewrites to");
    expect(app.trace).toEqual(["load proxy"]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("canary-5f");
      },
    ],
    ["rejects", () => Promise.reject(new Error("canary-5f"))],
    ["returns no Response", () => "canary-5f"],
    [
      "returns a Response that was read",
      async () => {
        const response = new Response("canary-5f");
        await response.text();
        return response;
      },
    ],
  ])(
    "that %s is a 500 without its reason, and nothing behind it runs",
    async (_, proxy: () => unknown) => {
      const app = appBehind(proxy, { actions: { save: () => "saved" } });
      const host = await startHost(kind, app.build);
      for (const sent of [{ target: "/admin" }, callOf(host, "save", [])]) {
        const answer = await host.send(sent);
        expect([answer.status, answer.text]).toEqual([
          500,
          expect.stringMatching(/^The request failed\. Digest: [0-9a-f-]{17}\n$/),
        ]);
      }
      expect(host.log).toHaveLength(2);
      expect(app.trace).toEqual(["load proxy"]);
    },
  );

  test("that takes too long is refused with TIMEOUT, and nothing behind it runs", async () => {
    const app = appBehind(() => new Promise(() => undefined));
    const host = await startHost(kind, app.build, { limits: { answerIdleMs: 20 } });
    const answer = await host.send({});
    expect([answer.status, answer.headers.get("edict-error")]).toEqual([504, "TIMEOUT"]);
    expect(app.trace).toEqual(["load proxy"]);
  });

  test("is refused the body of a post, which arrives whole behind it", async () => {
    const readBody = appBehind((request) => request.text(), { handler: {} });
    const refused = await startHost(kind, readBody.build);
    const post = { method: "POST", target: "/api", body: "whole" };
    expect((await refused.send(post)).status).toBe(500);
    expect(refused.log[0]?.detail).toContain("proxy.ts cannot read the body of a request");
    const handler = { POST: async (request: Request) => new Response(await request.text()) };
    const passing = await startHost(kind, appBehind(() => NextResponse.next(), { handler }).build);
    expect((await passing.send(post)).text).toBe("whole");
  });

  test("lets work go on once the answer is sent", async () => {
    const done: string[] = [];
    const app = appBehind((_, { waitUntil }) => {
      after(() => done.push("after"));
      waitUntil(Promise.resolve().then(() => done.push("waited")));
      waitUntil(Promise.reject(new Error("late")));
    });
    const host = await startHost(kind, app.build);
    await host.send({});
    await host.handler.drain();
    expect(done.toSorted()).toEqual(["after", "waited"]);
    expect(host.log.map(({ detail }) => detail)).toEqual([expect.stringContaining("late")]);
  });
});

describe.each(hostKinds)("a redirect of the proxy %s", (kind) => {
  const toLogin: Proxy = ({ nextUrl }) => {
    if (nextUrl.pathname === "/login") return undefined;
    const response = NextResponse.redirect(new URL("/login", nextUrl));
    response.cookies.set("back", nextUrl.pathname);
    return response;
  };
  const start = (proxy: Proxy = toLogin): Promise<Host> =>
    startHost(kind, appBehind(proxy, { actions: { save: () => "saved" } }).build);

  test("is one for a document", async () => {
    const host = await start();
    const answer = await host.send({ target: "/admin" });
    expect([answer.status, answer.headers.get("location")]).toEqual([307, `${host.origin}/login`]);
  });

  test("is a visit after a form, never another post", async () => {
    const host = await start();
    const answer = await host.send(
      formOf(host, [[`$ACTION_ID_${idOf("save")}`, ""]], { target: "/admin" }),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${host.origin}/login`]);
  });

  test("keeps its status where a handler stands", async () => {
    const host = await start();
    const answer = await host.send({
      method: "POST",
      target: "/api",
      body: "x=1",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(answer.status).toBe(307);
  });

  test("takes a call there as an action's redirect does, with its cookies", async () => {
    const host = await start();
    const answer = await host.send(callOf(host, "save", [], { target: "/admin" }));
    expect([answer.status, answer.headers.get("edict-outcome")]).toEqual([200, "redirected"]);
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual(["back=%2Fadmin; Path=/"]);
    expect(answer.text).toBe(
      '0:{"outcome":{"kind":"redirected","location":"/login","replace":false},"build":"b1.1","location":"/login"}\n',
    );
  });

  test("takes a soft navigation there as a page's redirect does", async () => {
    const host = await start();
    const soft = { accept: "text/x-component", "edict-segments": "" };
    const answer = await host.send({ target: "/admin", headers: soft });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/x-component"]);
    expect(answer.text).toContain("NEXT_REDIRECT;replace;/login;307;");
  });

  test("may be thrown", async () => {
    const host = await start(() => redirect("/login"));
    const answer = await host.send({ target: "/admin" });
    expect([answer.status, answer.headers.get("location")]).toEqual([307, "/login"]);
  });

  test("to a place that no browser may be sent to is a failure for calls", async () => {
    const host = await start(
      () => new Response(null, { status: 307, headers: { location: "javascript:alert(1)" } }),
    );
    const answer = await host.send(callOf(host, "save", []));
    expect([answer.status, answer.text]).toEqual([500, expect.not.stringContaining("javascript")]);
  });
});

describe("files behind a proxy", () => {
  test("are guarded, but for those that a build made for every browser", async () => {
    const folder = await mkdtemp(join(tmpdir(), "edict-proxy-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "file");
    await writeFile(file, "content");
    const entry = { file, type: "text/plain", etag: '"1"' };
    const staticFiles: StaticFiles = new Map([
      ["/report.pdf", { ...entry, immutable: false }],
      ["/_edict/a1.js", { ...entry, immutable: true }],
    ]);
    const app = appBehind(() => new Response("no", { status: 403 }));
    const host = await startHost("in memory", app.build, { staticFiles });
    expect((await host.send({ target: "/report.pdf" })).status).toBe(403);
    expect(await host.send({ target: "/_edict/a1.js" })).toMatchObject({
      status: 200,
      text: "content",
    });
  });
});

describe("a module of the proxy", () => {
  test.each([
    ["exports no function", { other: 1 }, "exports no proxy"],
    [
      "has a matcher that is none",
      { proxy: () => undefined, config: { matcher: "admin" } },
      'config.matcher "admin" is no pattern',
    ],
  ])("that %s lets nothing through", async (_, proxy, reason) => {
    const app = fakeApp({ proxy });
    const host = await startHost("in memory", app.build);
    const answer = await host.send({});
    expect([answer.status, app.trace]).toEqual([500, ["load proxy"]]);
    expect(host.log[0]?.detail).toContain(reason);
  });

  test("may have its function under its older name, or as its default", async () => {
    for (const name of ["middleware", "default"]) {
      const host = await startHost(
        "in memory",
        fakeApp({ proxy: { [name]: () => new Response(name) } }).build,
      );
      expect((await host.send({})).text).toBe(name);
    }
  });
});

describe("an app without a proxy for the request", () => {
  test("waits for nothing", async () => {
    const parts = { actions: {}, handler: {} };
    const app = appBehind(() => undefined, parts, "/admin");
    const host = await startHost("in memory", app.build);
    await host.send({}); // loads it
    const outside = { method: "PATCH", target: "/" };
    const { memoryRequest, pairsOf } = await import("./hosts.ts");
    const asked = (target: string): unknown =>
      host.handler.handle(memoryRequest(pairsOf(host.origin, outside), { ...outside, target }));
    expect(asked("/")).not.toBeInstanceOf(Promise);
    expect(asked("/admin")).toBeInstanceOf(Promise);
  });
});

describe("headers of both", () => {
  test("are joined: cookies in order, vary together, a policy of the app's own first", async () => {
    const handler = {
      GET: () =>
        new Response("x", { headers: { "x-a": "handler", vary: "accept", "set-cookie": "a=2" } }),
    };
    const given = new Headers({
      "x-a": "proxy",
      vary: "cookie",
      "content-security-policy": "default-src 'self'",
      "set-cookie": "a=1",
    });
    const app = appBehind(() => NextResponse.next({ headers: given }), { handler });
    const host = await startHost("in memory", app.build);
    const fromHandler = await host.send({ target: "/api" });
    expect([fromHandler.headers.get("x-a"), fromHandler.headers.get("vary")]).toEqual([
      "handler",
      "accept, cookie",
    ]);
    expect(fromHandler.headers.getSetCookie()).toEqual(["a=1", "a=2"]);
    const page = await host.send({});
    expect(page.headers.get("content-security-policy")).toBe("default-src 'self'");
    expect(page.headers.get("cache-control")).toBe("private, no-store");
  });
});
