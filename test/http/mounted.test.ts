import { once } from "node:events";
import { createServer as createHttpServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { describe, expect, onTestFinished, test } from "vitest";
import { createServer } from "../../src/adapters/fetch/index.ts";
import { createNodeHandler, type NodeHandler } from "../../src/adapters/node/mount.ts";
import type { LogEntry, ServerOptions } from "../../src/server/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, type FakeAppParts } from "./fake-app.ts";
import { sendOverSocket, testKeys, type Received, type Sent } from "./hosts.ts";

/** An app that is mounted in a server of somebody else's. */
interface Mounted {
  readonly handler: NodeHandler;
  readonly log: LogEntry[];
  readonly trace: readonly string[];
}

const own = "https://shop.example";

function mount(parts: FakeAppParts = {}, options: Partial<ServerOptions> = {}): Mounted {
  const { build, trace } = fakeApp({ actions: { act: async (value) => value }, ...parts });
  const log: LogEntry[] = [];
  const handler = createNodeHandler(build, {
    origins: [own],
    keys: testKeys,
    log: (entry) => log.push(entry),
    ...options,
  });
  return { handler, log, trace };
}

/** Listens for one test; every request is for the app's own origin, whatever the port. */
async function listen(server: Express | Server): Promise<(sent: Sent) => Promise<Received>> {
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo; // it listens on TCP
  return (sent) => sendOverSocket(port, own, sent);
}

const call = callOf({ origin: own }, "act", [7]);
const answered = '"outcome":{"kind":"returned","value":7}';

describe("an app in Express", () => {
  test.each([
    ["express.text()", express.text({ type: "*/*" }), call, "textParser"],
    ["express.raw()", express.raw({ type: "*/*" }), call, "rawParser"],
    [
      "express.urlencoded()",
      express.urlencoded({ extended: false }),
      {
        ...formOf({ origin: own }, []),
        body: "a=1",
        headers: { origin: own, "content-type": "application/x-www-form-urlencoded" },
      },
      "urlencodedParser",
    ],
  ])(
    "answers 500 to what %s read before it, runs nothing, and names it",
    async (_, parser, sent, name) => {
      const { handler, log, trace } = mount();
      const send = await listen(express().use(parser).use(handler));
      const { status, text } = await send(sent);
      expect([status, text]).toEqual([
        500,
        expect.stringContaining("The request failed. Digest: "),
      ]);
      expect(trace).toEqual([]);
      expect(log).toHaveLength(1);
      expect(log[0]?.detail).toContain(`BodyAlreadyReadError: ${name}, which runs in front`);
      expect(log[0]?.detail).toContain("(body-already-read)");
    },
  );

  test("takes what a parser in front of it left alone", async () => {
    const { handler } = mount();
    const send = await listen(express().use(express.json()).use(handler));
    expect((await send(call)).text).toContain(answered);
    expect((await send({ target: "/" })).status).toBe(200);
  });

  test("takes a body that arrives while a middleware in front of it still thinks", async () => {
    const { handler } = mount();
    const thinking = express().use((_request, _response, next) => void setTimeout(next, 50));
    expect((await (await listen(thinking.use(handler)))(call)).text).toContain(answered);
  });

  test("is found at the path that it is mounted at, and the rest is the host's", async () => {
    const { handler } = mount({}, { basePath: "/shop" });
    const server = express().use("/shop", handler);
    server.get("/health", (_request, response) => void response.send("well"));
    const send = await listen(server);
    const posted = { ...call, target: "/shop/posts/5" };
    expect((await send(posted)).text).toContain(answered);
    expect((await send({ target: "/shop/posts/5" })).text).toContain("/posts/[id] /posts/5");
    expect((await send({ target: "/health" })).text).toBe("well");
    expect((await send({ target: "/elsewhere" })).text).toContain("Cannot GET");
  });

  test("trusts the proxy that it was told of, and no other", async () => {
    const forwarded = { "x-forwarded-host": "shop.example", "x-forwarded-proto": "https" };
    const sent = { ...call, headers: { ...call.headers, ...forwarded, host: "internal:1" } };
    const trusting = await listen(express().use(mount({}, { trustProxy: ["127.0.0.1"] }).handler));
    expect((await trusting(sent)).text).toContain(answered);
    const other = await listen(express().use(mount({}, { trustProxy: ["10.0.0.1"] }).handler));
    expect((await other(sent)).status).toBe(421);
  });

  test("keeps the headers that the host has set, and all its cookies", async () => {
    const GET = (): Response =>
      new Response("got", {
        headers: [
          ["set-cookie", "a=1"],
          ["set-cookie", "b=2"],
        ],
      });
    const server = express().use((_request, response, next) => {
      response.setHeader("x-host", "express");
      next();
    });
    const send = await listen(server.use(mount({ handler: { GET } }).handler));
    const { headers, text } = await send({ target: "/api" });
    expect([headers.get("x-host"), headers.getSetCookie(), text]).toEqual([
      "express",
      ["a=1", "b=2"],
      "got",
    ]);
  });
});

describe("an app in Fastify", () => {
  test("answers 500 where Fastify's own parsers read calls, and runs nothing", async () => {
    const { handler, log, trace } = mount();
    const server = Fastify();
    onTestFinished(() => server.close());
    server.all("/*", (request, reply) => {
      void reply.hijack();
      handler(request.raw, reply.raw);
    });
    await server.listen({ port: 0, host: "127.0.0.1" });
    const { port } = server.server.address() as AddressInfo; // it listens on TCP
    expect((await sendOverSocket(port, own, call)).status).toBe(500);
    expect(trace).toEqual([]);
    expect(log[0]?.detail).toContain("Something in front of Edict has read the body");
  });
});

describe("an app in Hono", () => {
  test("answers 500 to what a handler in front of it read, and runs nothing", async () => {
    const { build, trace } = fakeApp({ actions: { act: async () => 1 } });
    const log: LogEntry[] = [];
    const answer = createServer(build, {
      origins: [own],
      keys: testKeys,
      log: (entry) => log.push(entry),
    });
    const server = new Hono();
    server.use(async (c, next) => {
      await c.req.raw.text();
      await next();
    });
    server.all("*", (c) => answer(c.req.raw));
    const response = await server.request(`${own}/`, {
      method: "POST",
      body: "[7]",
      headers: Object.entries(call.headers ?? {}).map(([name, value]) => [name, String(value)]),
    });
    expect(response.status).toBe(500);
    expect(trace).toEqual([]);
    expect(log[0]?.line).toContain("POST /");
    expect(log[0]?.detail).toContain("body-already-read");
  });
});

test("a plain server of node:http takes an app too", async () => {
  const send = await listen(createHttpServer(mount().handler));
  expect((await send(call)).text).toContain(answered);
});
