import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { after, cookies } from "../../src/context/index.ts";
import { notFound, redirect } from "../../src/context/signals.ts";
import type { StaticFiles } from "../../src/server/index.ts";
import { fakeApp } from "./fake-app.ts";
import { hostKinds, startHost } from "./hosts.ts";

describe.each(hostKinds)("a page %s", (kind) => {
  test("is HTML that nobody keeps and no foreign site frames", async () => {
    const host = await startHost(kind, fakeApp().build);
    const answer = await host.send({ target: "/posts/5?tab=all" });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("<p>/posts/[id] /posts/5?tab=all</p>");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "content-security-policy": "frame-ancestors 'self'",
      vary: "accept, edict-segments",
    });
  });

  test("has status 404 where no route has the path", async () => {
    const host = await startHost(kind, fakeApp().build);
    const answer = await host.send({ target: "/nowhere" });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("(none) /nowhere");
  });

  test("answers HEAD with the same head and no body", async () => {
    const host = await startHost(kind, fakeApp().build);
    const answer = await host.send({ method: "HEAD" });
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("tells its methods to OPTIONS and lets no foreign page in", async () => {
    const host = await startHost(kind, fakeApp().build);
    const headers = {
      origin: "https://evil.example",
      "access-control-request-headers": "edict-action",
    };
    const answer = await host.send({ method: "OPTIONS", headers });
    expect([answer.status, answer.headers.get("allow")]).toEqual([204, "GET, HEAD, POST, OPTIONS"]);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual(
      [],
    );
  });

  test("sends its segments to a soft navigation, without those that are held", async () => {
    const host = await startHost(kind, fakeApp().build);
    const headers = { accept: "text/x-component", "edict-segments": "root,a%2Cb" };
    const answer = await host.send({ target: "/posts/5", headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/x-component");
    expect(answer.text).toBe("segments /posts/[id] /posts/5 have=root,a,b");
  });

  test("that cannot be rendered is a bare 500 with a digest", async () => {
    const renderHtml = (): never => {
      throw new Error("canary");
    };
    const host = await startHost(kind, fakeApp({ renderer: { renderHtml } }).build);
    const answer = await host.send({});
    expect(answer.status).toBe(500);
    expect(answer.text).toMatch(/^This page could not be shown\. Digest: [0-9a-f-]{17}\n$/);
    expect(host.log[0]?.detail).toContain("canary");
  });

  test("redirects by itself to paths and URLs only", async () => {
    const rendering = (location: string): ReturnType<typeof fakeApp> =>
      fakeApp({
        renderer: { renderHtml: async () => ({ kind: "redirect", status: 307, location }) },
      });
    const host = await startHost(kind, rendering("/posts/1").build);
    const answer = await host.send({});
    expect([answer.status, answer.headers.get("location")]).toEqual([307, "/posts/1"]);
    const evil = await startHost(kind, rendering("//evil.example").build);
    const refused = await evil.send({});
    expect([refused.status, refused.headers.get("location")]).toEqual([500, null]);
  });

  test.each([
    ["//posts/5", "/posts/5"],
    ["/posts/5/", "/posts/5"],
    ["/./posts/x/../5?a=//b", "/posts/5?a=//b"],
    ["/%70osts/5", "/posts/5"],
    ["//evil.example/%2e%2e", "/"],
  ])("moves %s to its one spelling", async (target, location) => {
    const { build, trace } = fakeApp();
    const host = await startHost(kind, build);
    for (const method of ["GET", "POST"]) {
      const answer = await host.send({ method, target });
      expect([answer.status, answer.headers.get("location")]).toEqual([308, location]);
    }
    expect(trace).toEqual([]);
  });

  test.each([
    "/\\evil.example",
    "/%zz",
    "/%ff",
    "/a%0d%0ab",
    "/%5c..%5cx",
    "*",
    "evil.example:443",
  ])("refuses %s", async (target) => {
    const { build, trace } = fakeApp();
    const host = await startHost(kind, build);
    const { status } = await host.send({ target });
    expect([400, 404]).toContain(status);
    if (status === 400) expect(trace).toEqual([]);
  });
});

describe.each(hostKinds)("a route handler %s", (kind) => {
  test("gets the request, its parameters and its body", async () => {
    const handler = {
      POST: async (request: Request, { params }: { params: Promise<unknown> }) =>
        Response.json({
          url: request.url,
          text: await request.text(),
          header: request.headers.get("x-a"),
          internal: request.headers.get("x-middleware-subrequest"),
          params: await params,
        }),
    };
    const host = await startHost(kind, fakeApp({ handler }).build);
    const headers = { "x-a": "1", "x-middleware-subrequest": "1", origin: "https://hooks.example" };
    const answer = await host.send({ method: "POST", target: "/api?q=1", body: "raw", headers });
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(answer.text)).toEqual({
      url: `${host.origin}/api?q=1`,
      text: "raw",
      header: "1",
      internal: null,
      params: {},
    });
  });

  test("answers HEAD from GET, OPTIONS by itself, and 405 with what it allows", async () => {
    const handler = {
      GET: () => new Response("got", { headers: { "x-a": "1" } }),
      POST: () => new Response(),
    };
    const host = await startHost(kind, fakeApp({ handler }).build);
    const head = await host.send({ method: "HEAD", target: "/api" });
    expect([head.status, head.text, head.headers.get("x-a")]).toEqual([200, "", "1"]);
    const options = await host.send({ method: "OPTIONS", target: "/api" });
    expect([options.status, options.headers.get("allow")]).toEqual([
      204,
      "GET, HEAD, POST, OPTIONS",
    ]);
    const refused = await host.send({ method: "DELETE", target: "/api" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([
      405,
      "GET, HEAD, POST, OPTIONS",
    ]);
  });

  test("adds what it wrote with cookies() to its own response", async () => {
    const handler = {
      GET: async () => {
        (await cookies()).set("b", "2");
        return new Response("ok", { headers: { "set-cookie": "a=1" } });
      },
    };
    const host = await startHost(kind, fakeApp({ handler }).build);
    const answer = await host.send({ target: "/api" });
    expect(answer.headers.getSetCookie().map((value) => value.split(";")[0])).toEqual([
      "a=1",
      "b=2",
    ]);
  });

  test("may redirect, interrupt and fail without leaking", async () => {
    const handler = {
      GET: () => redirect("/posts/1"),
      POST: () => notFound(),
      PUT: () => {
        throw new Error("canary");
      },
      DELETE: () => "no response",
    };
    const host = await startHost(kind, fakeApp({ handler }).build);
    const moved = await host.send({ target: "/api" });
    expect([moved.status, moved.headers.get("location")]).toEqual([307, "/posts/1"]);
    expect((await host.send({ method: "POST", target: "/api" })).status).toBe(404);
    for (const method of ["PUT", "DELETE"]) {
      const failed = await host.send({ method, target: "/api" });
      expect(failed.status).toBe(500);
      expect(failed.text).not.toContain("canary");
    }
  });

  test("streams, and runs after() once the answer is sent", async () => {
    const done: string[] = [];
    const handler = {
      GET: () => {
        after(() => void done.push("after"));
        return new Response(
          new ReadableStream({
            pull: (controller) => {
              controller.enqueue(new TextEncoder().encode("streamed"));
              controller.close();
            },
          }),
        );
      },
    };
    const host = await startHost(kind, fakeApp({ handler }).build);
    expect((await host.send({ target: "/api" })).text).toBe("streamed");
    await expect.poll(() => done).toEqual(["after"]);
    await host.handler.drain();
  });
});

describe.each(hostKinds)("a static file %s", (kind) => {
  const startWithFile = async (): Promise<Awaited<ReturnType<typeof startHost>>> => {
    const folder = await mkdtemp(join(tmpdir(), "edict-static-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "app.css");
    await writeFile(file, "body{}");
    const type = "text/css; charset=utf-8";
    const staticFiles: StaticFiles = new Map([
      ["/assets/app.css", { file, type, etag: '"e1"', immutable: true }],
      ["/gone.css", { file: join(folder, "gone.css"), type, etag: '"e2"', immutable: false }],
      ["/broken.css", { file: join(file, "broken.css"), type, etag: '"e3"', immutable: false }],
    ]);
    return startHost(kind, fakeApp().build, { staticFiles });
  };

  test("is sent whole, with its type and tag", async () => {
    const answer = await (await startWithFile()).send({ target: "/assets/app.css" });
    expect([answer.status, answer.text]).toEqual([200, "body{}"]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/css; charset=utf-8",
      "content-length": "6",
      etag: '"e1"',
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  test("is not sent again to who has it", async () => {
    const host = await startWithFile();
    const headers = { "if-none-match": '"x", W/"e1"' };
    const answer = await host.send({ target: "/assets/app.css", headers });
    expect([answer.status, answer.text]).toEqual([304, ""]);
  });

  test("is sent in part, or not at all, as a range asks", async () => {
    const host = await startWithFile();
    const ask = (range: string) => host.send({ target: "/assets/app.css", headers: { range } });
    const part = await ask("bytes=1-3");
    expect([part.status, part.text, part.headers.get("content-range")]).toEqual([
      206,
      "ody",
      "bytes 1-3/6",
    ]);
    expect((await ask("bytes=-2")).text).toBe("{}");
    expect((await ask("bytes=9-")).status).toBe(416);
    expect((await ask("bytes=0-1,3-4")).status).toBe(200);
  });

  test("answers HEAD with its length, and no other method", async () => {
    const host = await startWithFile();
    const head = await host.send({ method: "HEAD", target: "/assets/app.css" });
    expect([head.status, head.text, head.headers.get("content-length")]).toEqual([200, "", "6"]);
    expect((await host.send({ method: "POST", target: "/assets/app.css" })).status).toBe(405);
  });

  test("that cannot be opened is logged and a 500", async () => {
    const host = await startWithFile();
    const answer = await host.send({ target: "/broken.css" });
    expect([answer.status, answer.text]).toEqual([500, expect.not.stringContaining("ENOTDIR")]);
    expect(host.log).toMatchObject([{ level: "error", line: expect.stringContaining("ENOTDIR") }]);
  });

  test("is looked up in the list, never on the disk", async () => {
    const host = await startWithFile();
    for (const target of [
      "/assets/..%2fapp.css",
      "/assets/app.css.map",
      "/assets/.env",
      "/assets%2Fapp.css",
    ])
      expect([400, 404]).toContain((await host.send({ target })).status);
    expect((await host.send({ target: "/gone.css" })).status).toBe(404);
  });
});

describe("a host", () => {
  test("behind a trusted proxy is what the proxy says", async () => {
    const options = { origins: ["https://shop.example"], trustProxy: ["127.0.0.0/8"] };
    const host = await startHost("in memory", fakeApp().build, options);
    const headers = { host: "inner:80", "x-forwarded-host": "SHOP.example" };
    expect((await host.send({ headers })).status).toBe(200);
    expect((await host.send({ headers, peer: "10.0.0.1" })).status).toBe(421);
    const two = { ...headers, "x-forwarded-host": ["shop.example", "evil.example"] };
    expect((await host.send({ headers: two })).status).toBe(400);
  });

  test("may be spelled with the scheme's port, and in capitals", async () => {
    const host = await startHost("in memory", fakeApp().build, {
      origins: ["https://shop.example"],
    });
    for (const name of ["shop.example", "SHOP.example", "shop.example:443"])
      expect((await host.send({ headers: { host: name } })).status).toBe(200);
    for (const name of ["shop.example:80", "shop.example.", "evil.example", ""])
      expect([400, 421]).toContain((await host.send({ headers: { host: name } })).status);
  });

  test("mounted under a path answers below it only", async () => {
    const host = await startHost("in memory", fakeApp().build, { basePath: "/shop" });
    expect((await host.send({ target: "/shop/posts/5" })).text).toContain("/posts/[id] /posts/5");
    expect((await host.send({ target: "/shop" })).text).toContain("<p>/ /</p>");
    expect((await host.send({ target: "/posts/5" })).status).toBe(404);
    expect((await host.send({ target: "/shopping" })).status).toBe(404);
  });

  test("in development takes the newest build for each request", async () => {
    let current = fakeApp().build;
    const host = await startHost("in memory", () => Promise.resolve(current));
    expect((await host.send({})).status).toBe(200);
    current = fakeApp({
      renderer: { renderHtml: () => Promise.reject(new Error("broken")) },
    }).build;
    expect((await host.send({})).status).toBe(500);
    current = fakeApp().build;
    expect((await host.send({})).status).toBe(200);
  });
});
