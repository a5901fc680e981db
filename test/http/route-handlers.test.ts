import { createHmac, timingSafeEqual } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createMemoryCacheStore, type CacheStore } from "../../src/cache/index.ts";
import { cookies, headers, revalidateTag } from "../../src/context/index.ts";
import type { NextRequest } from "../../src/context/next-request.ts";
import { NextResponse } from "../../src/context/next-response.ts";
import {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  unauthorized,
} from "../../src/context/signals.ts";
import { fakeApp } from "./fake-app.ts";
import { hostKinds, startHost, type Host, type HostKind } from "./hosts.ts";

function handlerHost(kind: HostKind, handler: Record<string, unknown>): Promise<Host> {
  return startHost(kind, fakeApp({ handler }).build);
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

describe.each(hostKinds)("a route handler %s", (kind) => {
  test("answers each method by the export of its name", async () => {
    const say = async (request: Request): Promise<Response> =>
      new Response(`${request.method} ${await request.text()}`, { status: 201 });
    const host = await handlerHost(kind, Object.fromEntries(methods.map((name) => [name, say])));
    for (const method of methods) {
      const body = method === "GET" ? {} : { body: "sent" };
      const answer = await host.send({ method, target: "/api", ...body });
      expect([answer.status, answer.text]).toEqual([
        201,
        `${method} ${method === "GET" ? "" : "sent"}`,
      ]);
    }
  });

  test("has HEAD from GET and OPTIONS from its exports, and refuses other methods with their list", async () => {
    const host = await handlerHost(kind, {
      GET: () => new Response("body", { headers: { "x-own": "1" } }),
      POST: () => new Response(),
      dynamic: "force-static",
      TRACE: () => new Response("never"),
    });
    const head = await host.send({ method: "HEAD", target: "/api" });
    expect([head.status, head.headers.get("x-own")]).toEqual([200, "1"]);
    const allow = "GET, HEAD, POST, OPTIONS";
    const options = await host.send({ method: "OPTIONS", target: "/api" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, allow]);
    for (const method of ["PUT", "DELETE", "TRACE", "PROPFIND"]) {
      const refused = await host.send({ method, target: "/api" });
      expect([method, refused.status, refused.headers.get("allow")]).toEqual([method, 405, allow]);
    }
    expect((await host.send({ target: "/api/none" })).status).toBe(404);
  });

  test("may answer HEAD and OPTIONS itself", async () => {
    const host = await handlerHost(kind, {
      HEAD: () => new Response(null, { status: 204 }),
      OPTIONS: () => new Response("own", { headers: { "access-control-allow-origin": "*" } }),
    });
    expect((await host.send({ method: "HEAD", target: "/api" })).status).toBe(204);
    const options = await host.send({ method: "OPTIONS", target: "/api" });
    expect([options.text, options.headers.get("access-control-allow-origin")]).toEqual([
      "own",
      "*",
    ]);
    expect((await host.send({ target: "/api" })).status).toBe(405);
  });

  test("gets a NextRequest, its parameters as a promise, and no more of the visitor than was sent", async () => {
    const GET = async (request: NextRequest, context: { params: Promise<object> }) =>
      NextResponse.json({
        query: request.nextUrl.searchParams.get("q"),
        path: request.nextUrl.pathname,
        cookie: request.cookies.get("a")?.value,
        params: await context.params,
        more: ["ip", "geo"].filter((name) => name in request),
      });
    const host = await handlerHost(kind, { GET });
    const answer = await host.send({ target: "/api?q=%C3%A9", headers: { cookie: "a=1" } });
    expect(JSON.parse(answer.text)).toEqual({
      query: "é",
      path: "/api",
      cookie: "1",
      params: {},
      more: [],
    });
  });

  test("reads and writes cookies, and reads headers, as an action does", async () => {
    const POST = async (): Promise<Response> => {
      const jar = await cookies();
      jar.set("seen", `${jar.get("seen")?.value ?? ""}+`);
      const answer = NextResponse.json({ agent: (await headers()).get("x-agent") });
      answer.cookies.set("other", "2");
      return answer;
    };
    const host = await handlerHost(kind, { POST });
    const answer = await host.send({
      method: "POST",
      target: "/api",
      headers: { cookie: "seen=1", "x-agent": "tests" },
    });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^other=2;/),
      expect.stringMatching(/^seen=1%2B;/),
    ]);
    expect(answer.text).toBe('{"agent":"tests"}');
  });

  test.each(["POST", "DELETE"])(
    "has ended what it revalidates when its answer to %s is there",
    async (method) => {
      const ended: string[] = [];
      const memory = createMemoryCacheStore();
      const bump: CacheStore["bump"] = async (tags) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        ended.push(...tags);
      };
      const handler = {
        POST: () => {
          revalidateTag("posts", { expire: 0 });
          return new Response("ended");
        },
        DELETE: () => {
          revalidateTag("posts", { expire: 0 });
          throw new Error("after all");
        },
      };
      const cacheStore = { ...memory, bump };
      const host = await startHost(kind, fakeApp({ handler }).build, { cacheStore });
      await host.send({ method, target: "/api" });
      expect(ended).toEqual(["posts"]);
    },
  );

  test("ends by redirect(), notFound() and their like, with the cookies that were written", async () => {
    const ends = {
      redirect: () => redirect("/posts/1"),
      permanent: () => permanentRedirect("https://example.com/a"),
      notFound,
      unauthorized,
      forbidden,
    };
    const GET = async ({ nextUrl }: NextRequest): Promise<never> => {
      (await cookies()).set("left", "1");
      // Only these names are asked for.
      return ends[nextUrl.searchParams.get("by") as keyof typeof ends]();
    };
    const host = await handlerHost(kind, { GET });
    const found = await Promise.all(
      Object.keys(ends).map(async (by) => {
        const answer = await host.send({ target: `/api?by=${by}` });
        expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^left=1;/)]);
        return [answer.status, answer.headers.get("location")];
      }),
    );
    expect(found).toEqual([
      [307, "/posts/1"],
      [308, "https://example.com/a"],
      [404, null],
      [401, null],
      [403, null],
    ]);
    expect(host.log).toEqual([]);
  });

  test.each<[string, () => unknown, RegExp]>([
    ["returns nothing", () => undefined, /route\.ts, GET: the handler returned no Response/],
    [
      "returns what is no Response",
      () => ({ ok: true }),
      /route\.ts, GET: the handler returned no Response/,
    ],
    [
      "throws a Response",
      () => {
        throw new Response("canary", { status: 418 });
      },
      /threw a Response/,
    ],
    [
      "throws what is no error",
      () => {
        throw "canary";
      },
      /a thrown string: canary/,
    ],
    [
      "rewrites",
      () => NextResponse.rewrite("http://localhost:3000/canary"),
      /which only proxy\.ts can/,
    ],
    [
      "passes on",
      () => NextResponse.next({ headers: { "x-canary": "1" } }),
      /which only proxy\.ts can/,
    ],
    [
      "fails",
      () => {
        throw new Error("canary", { cause: new Error("deep canary") });
      },
      /canary/,
    ],
  ])("that %s is a 500 that says nothing, and a line in the log", async (_, GET, line) => {
    const host = await handlerHost(kind, { GET: async () => GET() });
    const answer = await host.send({ target: "/api" });
    expect(answer.status).toBe(500);
    expect(answer.text).toMatch(/^The request failed\. Digest: [0-9a-f-]{17}\n$/);
    expect(JSON.stringify([...answer.headers])).not.toContain("canary");
    expect(JSON.stringify([...answer.headers])).not.toContain("x-middleware");
    expect(host.log).toHaveLength(1);
    expect(`${host.log[0]?.line}${host.log[0]?.detail}`).toMatch(line);
  });

  test("checks a signature over the bytes as they came", async () => {
    const sign = (body: Uint8Array): Buffer => createHmac("sha256", "key").update(body).digest();
    const POST = async (request: NextRequest): Promise<Response> => {
      const body = new Uint8Array(await request.arrayBuffer());
      const given = Buffer.from(request.headers.get("x-signature") ?? "", "hex");
      const wanted = sign(body);
      const fits = given.length === wanted.length && timingSafeEqual(given, wanted);
      return new Response(fits ? `ok ${body.length}` : "no", { status: fits ? 200 : 401 });
    };
    const host = await handlerHost(kind, { POST });
    // Neither text nor JSON: nothing may decode it, trim it or write it anew.
    const body = Uint8Array.from([0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x20, 0x7b, 0x22, 0xc3]);
    const signature = sign(body).toString("hex");
    const send = (sent: Uint8Array) =>
      host.send({
        method: "POST",
        target: "/api",
        body: sent,
        headers: { "x-signature": signature, "content-type": "application/json" },
      });
    expect((await send(body)).text).toBe("ok 9");
    expect((await send(body.slice(0, 8))).status).toBe(401);
  });

  test("streams its answer as it is made", async () => {
    const GET = (): Response => {
      let left = 3;
      const body = new ReadableStream({
        pull: (controller) => {
          if (left === 0) return controller.close();
          return controller.enqueue(new TextEncoder().encode(`part ${left--}\n`));
        },
      });
      return new Response(body, { headers: { "content-type": "text/plain" } });
    };
    const host = await handlerHost(kind, { GET });
    expect((await host.send({ target: "/api" })).text).toBe("part 3\npart 2\npart 1\n");
  });

  test("asks nobody where a call comes from: that is its own to decide", async () => {
    const host = await handlerHost(kind, { POST: () => new Response("in") });
    const answer = await host.send({
      method: "POST",
      target: "/api",
      body: "x",
      headers: { origin: "https://elsewhere.example", "content-type": "text/plain" },
    });
    expect(answer.text).toBe("in");
  });
});

test("what a handler threw is shown in development", async () => {
  const GET = (): never => {
    throw new Error("for the developer");
  };
  const { build } = fakeApp({ handler: { GET }, mode: "development" });
  const host = await startHost("in memory", build, { development: true });
  expect((await host.send({ target: "/api" })).text).toContain("for the developer");
});
