/** Visits that are wrong in some way, and apps that fail while they are answered: the right status, and the server lives. */
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createServer, type FetchHandler } from "../../src/adapters/fetch/index.ts";
import { cookies, headers } from "../../src/context/index.ts";
import type { NextRequest } from "../../src/context/next-request.ts";
import { NextResponse } from "../../src/context/next-response.ts";
import { redirect } from "../../src/context/signals.ts";
import type { OpenedFile, StaticFiles } from "../../src/server/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeApp, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost, testKeys, type Host } from "./hosts.ts";

const shownAt = async (host: Host, target: string): Promise<readonly unknown[]> => {
  const { status, text } = await host.send({ target });
  return [status, /<p>(.*)<\/p>/.exec(text)?.[1]];
};

describe.each(hostKinds)("a visit %s", (kind) => {
  const start = (parts: FakeAppParts = {}): Promise<Host> => startHost(kind, fakeApp(parts).build);

  test.each([
    ["signs, and one without a name", "===; ;,;; =x; novalue;", [""]],
    ["escapes that are none", "a=%zz; b=%E0%A4; c=%; good=1", ["a", "b", "c", "good"]],
    [
      "names of prototypes",
      "__proto__=1; constructor=2; toString=3",
      ["__proto__", "constructor", "toString"],
    ],
    ["one name a thousand times", "a=1; ".repeat(1_000), ["a"]],
    ["quotes that do not end", 'a="x; b=1', ["a", "b"]],
  ])(
    "with a cookie header of %s is answered, and what can be read of it is read",
    async (_what, cookie, names) => {
      const handler = {
        GET: async () => Response.json((await cookies()).getAll().map(({ name }) => name)),
      };
      const host = await start({ handler });
      const answer = await host.send({ target: "/api", headers: { cookie } });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([200, names]);
      expect((await host.send({ headers: { cookie } })).status).toBe(200);
      expect(host.log).toEqual([]);
    },
  );

  test("with headers that mean nothing is answered as without them", async () => {
    const handler = { GET: async () => new Response((await headers()).get("x-odd")) };
    const host = await start({ handler });
    const odd = {
      accept: ",;q=,/*",
      "accept-language": ";;;",
      "if-none-match": '"',
      "if-modified-since": "yesterday",
      range: "bytes=-",
      "content-type": "/",
      "user-agent": "",
      "x-odd": "\u00e9\u00ff",
    };
    expect((await host.send({ target: "/posts/5", headers: odd })).status).toBe(200);
    expect(await host.send({ target: "/api", headers: odd })).toMatchObject({
      status: 200,
      text: "\u00e9\u00ff",
    });
    expect(host.log).toEqual([]);
  });

  test("of a path with a thousand segments finds what there is", async () => {
    const host = await start();
    const deep = "/a".repeat(1_000);
    expect(await shownAt(host, deep)).toEqual([404, `(none) ${deep}`]);
    expect((await host.send({ target: `${deep}/..`.repeat(2) })).status).toBe(308);
    const keys = Array.from({ length: 1_000 }, () => "a").join(",");
    const soft = { accept: "text/x-component", "edict-segments": keys };
    const answer = await host.send({ target: "/posts/5", headers: soft });
    expect([answer.status, answer.headers.get("edict-error")]).toEqual([400, "MALFORMED"]);
  });
});

describe.each(hostKinds)("a proxy %s", (kind) => {
  test("that rewrites to the same address, or round in a circle, is asked once", async () => {
    const seen: string[] = [];
    const proxy = ({ nextUrl }: NextRequest): Response => {
      seen.push(nextUrl.pathname);
      const to = { "/there": "/back", "/back": "/there" }[nextUrl.pathname] ?? nextUrl.pathname;
      return NextResponse.rewrite(new URL(to, nextUrl));
    };
    const host = await startHost(
      kind,
      fakeApp({ pages: ["there", "back"], proxy: { proxy } }).build,
    );
    expect(await shownAt(host, "/posts/5")).toEqual([
      200,
      "/posts/[id] /posts/5 shown as /posts/5",
    ]);
    expect(await shownAt(host, "/there")).toEqual([200, "/back /back shown as /there"]);
    expect(seen).toEqual(["/posts/5", "/there"]);
  });

  test("that redirects each address to itself leaves an action's target to the browser, which ends such a loop", async () => {
    const seen: string[] = [];
    const proxy = ({ nextUrl, method }: NextRequest): Response | undefined => {
      seen.push(`${method} ${nextUrl.pathname}`);
      return method === "POST" ? undefined : NextResponse.redirect(nextUrl);
    };
    const actions = { go: () => redirect("/posts/5") };
    const host = await startHost(kind, fakeApp({ actions, proxy: { proxy } }).build);
    const answer = await host.send(callOf(host, "go", []));
    expect(answer.headers.get("edict-outcome")).toBe("redirected");
    expect(answer.text).toMatch(/^0:\{"outcome"/);
    expect(seen).toEqual(["POST /", "GET /posts/5"]);
  });
});

describe.each(hostKinds)("an action %s below a basePath that redirects", (kind) => {
  const redirecting = async (to: (origin: string) => string) => {
    let origin = "";
    const app = fakeApp({
      actions: { go: () => redirect(to(origin)) },
      pages: ["elsewhere", "shopping"],
    });
    const host = await startHost(kind, app.build, { basePath: "/shop" });
    ({ origin } = host);
    const call = await host.send(callOf(host, "go", [], { target: "/shop" }));
    const form = await host.send(
      formOf(host, [[`$ACTION_ID_${idOf("go")}`, ""]], { target: "/shop" }),
    );
    return { origin, app, call, form };
  };

  test.each(["/elsewhere", "/shopping", "/"])(
    "to %s of its origin, outside of it, sends the browser there and brings nothing along",
    async (path) => {
      const { origin, app, call, form } = await redirecting((own) => own + path);
      expect([call.status, call.headers.get("edict-outcome")]).toEqual([200, "redirected"]);
      expect(call.text).toContain(`"location":"${origin}${path}"`);
      expect([form.status, form.headers.get("location")]).toEqual([303, origin + path]);
      expect(app.trace.filter((step) => step.startsWith("render"))).toEqual([]);
    },
  );

  test("to a path of its own brings that page along, and its address is written with the basePath", async () => {
    const { app, form } = await redirecting(() => "/elsewhere");
    expect([form.status, form.headers.get("location")]).toEqual([303, "/shop/elsewhere"]);
    expect(app.trace.filter((step) => step.startsWith("render"))).not.toEqual([]);
  });
});

describe("the stream of a handler", () => {
  /** An app whose handler sends a first half and then does what `end` does; and what `onRequestError` was told. */
  const streamingApp = (
    end: (signal: AbortSignal) => Promise<void>,
  ): { readonly app: FakeApp; readonly told: unknown[] } => {
    const told: unknown[] = [];
    const GET = ({ signal }: Request): Response => {
      let isBegun = false;
      const pull = async (
        controller: ReadableStreamDefaultController<Uint8Array>,
      ): Promise<void> => {
        if (isBegun) return end(signal);
        isBegun = true;
        controller.enqueue(Buffer.from("the first half"));
      };
      return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
    };
    const onRequestError: FakeAppParts["onRequestError"] = async (
      _error,
      { path },
      { routeType },
    ) => void told.push([path, routeType]);
    return { app: fakeApp({ handler: { GET }, onRequestError }), told };
  };
  const failing = (): Promise<void> => Promise.reject(new Error("canary-9a"));
  const serverOf = ({ build }: FakeApp, log: string[]): FetchHandler =>
    createServer(build, {
      origins: ["https://shop.example"],
      keys: testKeys,
      log: ({ line }) => log.push(line),
    });

  test("that breaks is cut, in the log, and told to the app", async () => {
    const { app, told } = streamingApp(failing);
    const host = await startHost("over a socket", app.build);
    await expect(host.send({ target: "/api" })).rejects.toThrow(/aborted|hang up/);
    expect(host.log.map(({ line }) => line)).toEqual([
      expect.stringContaining('GET /api failed with "Error: canary-9a"'),
    ]);
    expect(told).toEqual([["/api", "route"]]);
  });

  test("that breaks is told by a server of web requests too", async () => {
    const { app, told } = streamingApp(failing);
    const log: string[] = [];
    const serve = serverOf(app, log);
    const response = await serve(new Request("https://shop.example/api"));
    await expect(response.text()).rejects.toThrow("canary-9a");
    expect(log).toEqual([expect.stringContaining('GET /api failed with "Error: canary-9a"')]);
    expect(told).toEqual([["/api", "route"]]);
  });

  test("that ends because its visitor left is no failure", async () => {
    const waits: boolean[] = [];
    const { app, told } = streamingApp(
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          waits.push(true);
        }),
    );
    const log: string[] = [];
    const serve = serverOf(app, log);
    const visitor = new AbortController();
    const { signal } = visitor;
    const response = await serve(new Request("https://shop.example/api", { signal }));
    const reader = response.body?.getReader() ?? expect.unreachable();
    await reader.read();
    const rest = reader.read();
    await expect.poll(() => waits).toEqual([true]);
    visitor.abort();
    await expect(rest).rejects.toThrow("aborted");
    expect([log, told]).toEqual([[], []]);
  });
});

describe("a file that cannot be read to its end", () => {
  const read = (): Readable =>
    Readable.from(
      (async function* () {
        yield Buffer.from("half");
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error("canary-io");
      })(),
    );
  const open = async (): Promise<OpenedFile> => ({ size: 8, read, close: async () => undefined });
  const entry = { file: "a.txt", type: "text/plain", etag: '"1"', immutable: false, open };
  const staticFiles: StaticFiles = new Map([["/a.txt", entry]]);
  const line = expect.stringContaining('sending GET /a.txt failed with "Error: canary-io"');

  test("is cut, and is in the log", async () => {
    const host = await startHost("over a socket", fakeApp().build, { staticFiles });
    await expect(host.send({ target: "/a.txt" })).rejects.toThrow(/aborted|hang up/);
    expect(host.log.map((entry) => entry.line)).toEqual([line]);
  });

  test("is told by a server of web requests too", async () => {
    const log: string[] = [];
    const serve = createServer(fakeApp().build, {
      origins: ["https://shop.example"],
      keys: testKeys,
      staticFiles,
      log: (entry) => log.push(entry.line),
    });
    const response = await serve(new Request("https://shop.example/a.txt"));
    await expect(response.text()).rejects.toThrow("canary-io");
    expect(log).toEqual([line]);
  });
});

describe.each(hostKinds)("a render that fails when part of it is sent, %s,", (kind) => {
  const failing = (): Readable =>
    Readable.from(
      (async function* () {
        yield Buffer.from("<p>the first half</p>");
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error("canary-7d");
      })(),
    );
  const parts: FakeAppParts = {
    actions: { show: () => redirect("/posts/5") },
    renderer: {
      renderHtml: async () => ({ kind: "html", status: 200, body: failing() }),
      renderSegments: async () => failing(),
      renderAnswer: async () => failing(),
    },
    handler: { GET: () => new Response("well") },
  };

  test("is cut, so that nobody takes it for whole, and the next request is answered", async () => {
    const host = await startHost(kind, fakeApp(parts).build);
    const soft = { accept: "text/x-component", "edict-segments": "" };
    for (const sent of [{}, { headers: soft }, callOf(host, "show", [])])
      await expect(host.send(sent)).rejects.toThrow(/canary-7d|aborted|socket hang up/);
    expect((await host.send({ target: "/api" })).text).toBe("well");
    expect(host.log.map(({ line }) => line)).toEqual([
      expect.stringContaining('sending the page of GET / failed with "Error: canary-7d"'),
      expect.stringContaining('sending the page of GET / failed with "Error: canary-7d"'),
      expect.stringContaining("sending the answer of app/actions.ts#show failed with"),
    ]);
  });
});
