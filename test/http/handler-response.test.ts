import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { after, cookies } from "../../src/context/index.ts";
import { fakeApp } from "./fake-app.ts";
import { hostKinds, startHost } from "./hosts.ts";
import { headOf, openRaw, statusesIn } from "./raw-exchange.ts";

const closing = "Connection: close\r\n";

async function startUpstream(): Promise<string> {
  const body = gzipSync("unpacked by fetch");
  const upstream = createServer((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip", "content-length": body.length });
    response.end(body);
  });
  onTestFinished(() => void upstream.close());
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  // It listens on a port, so this is an address of TCP.
  return `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
}

describe.each(hostKinds)("the Response of a route handler %s", (kind) => {
  test("may be another server's, whose encoding and length no longer hold", async () => {
    const upstream = await startUpstream();
    const host = await startHost(kind, fakeApp({ handler: { GET: () => fetch(upstream) } }).build);
    const answer = await host.send({ target: "/api" });
    expect(answer.text).toBe("unpacked by fetch");
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(answer.headers.get("content-length")).toBeNull();
  });

  test("keeps the encoding that the handler itself has applied", async () => {
    const headers = { "content-encoding": "gzip" };
    const handler = { GET: () => new Response(gzipSync("packed"), { headers }) };
    const host = await startHost(kind, fakeApp({ handler }).build);
    const answer = await host.send({ target: "/api" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
  });

  test("has no say in the connection", async () => {
    const names = ["keep-alive", "te", "trailer", "upgrade", "proxy-authenticate", "x-own"];
    const handler = {
      GET: () => new Response("ok", { headers: names.map((name) => [name, "value"]) }),
    };
    const host = await startHost(kind, fakeApp({ handler }).build);
    const answer = await host.send({ target: "/api" });
    expect(answer.text).toBe("ok");
    const values = names.map((name) => answer.headers.get(name));
    expect(values.filter((value) => value === "value")).toHaveLength(1);
    expect(answer.headers.get("x-own")).toBe("value");
  });

  test("tells to HEAD the length of what GET would give", async () => {
    const HEAD = (): Response => new Response(null, { headers: { "content-length": "123" } });
    const host = await startHost(kind, fakeApp({ handler: { HEAD } }).build);
    const answer = await host.send({ method: "HEAD", target: "/api" });
    expect(answer.headers.get("content-length")).toBe("123");
  });

  test("that is an error, or was read before, is a failure", async () => {
    const read = new Response("once");
    await read.text();
    const handler = { GET: () => Response.error(), POST: () => read };
    const host = await startHost(kind, fakeApp({ handler }).build);
    expect((await host.send({ target: "/api" })).status).toBe(500);
    expect((await host.send({ method: "POST", target: "/api" })).status).toBe(500);
    expect(host.log[0]?.line).toContain("a Response of status 0");
    expect(host.log[1]?.line).toContain("whose body was read before");
  });
});

describe("the Response of a route handler", () => {
  test("that failed keeps the cookies that were written before", async () => {
    const GET = async (): Promise<never> => {
      (await cookies()).set("tries", "1");
      throw new Error("canary");
    };
    const host = await startHost("in memory", fakeApp({ handler: { GET } }).build);
    const answer = await host.send({ target: "/api" });
    expect(answer.status).toBe(500);
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^tries=1;/)]);
  });

  test.each([
    ["shorter than its body", "HELLO WORLD", "5"],
    ["longer than its body", "HELLO WORLD", "99"],
    ["of no body", null, "5"],
  ])("cannot shift the next answer by a length %s", async (_, body, length) => {
    const headers = { "content-length": length };
    const handler = {
      GET: () => new Response(body, { headers }),
      POST: () => new Response("next"),
    };
    const host = await startHost("over a socket", fakeApp({ handler }).build);
    const { closed } = openRaw(host, headOf(host, "GET") + headOf(host, "POST", closing));
    const received = await closed;
    expect(statusesIn(received)).toEqual([200, 200]);
    expect(received.toLowerCase()).not.toContain(`content-length: ${length}\r\n`);
    expect(received).toContain("next");
    if (body !== null) expect(received).toContain(body);
  });

  test("that no HTTP can hold is a 500, its body ended and after() run", async () => {
    const ended: string[] = [];
    const GET = (): Response => {
      after(() => void ended.push("after"));
      const body = new ReadableStream({ cancel: () => void ended.push("body") });
      return new Response(body, { headers: { "x-a": "\u0001" } });
    };
    const log: string[] = [];
    const host = await startHost(
      "over a socket",
      fakeApp({ handler: { GET } }).build,
      {},
      { log: ({ line }) => log.push(line) },
    );
    const answer = await host.send({ target: "/api" });
    expect(answer.status).toBe(500);
    expect(answer.text).toMatch(/^The request failed\. Digest: [0-9a-f-]{17}\n$/);
    await expect.poll(() => ended).toEqual(["body", "after"]);
    expect(log).toEqual([expect.stringContaining('writing the answer to GET "/api" failed')]);
  });
});

describe("HEAD over a socket", () => {
  test.each(["/", "/api"])("of %s names no length, and stops what would stream", async (target) => {
    const signals: AbortSignal[] = [];
    const handler = {
      GET: ({ signal }: Request) => {
        signals.push(signal);
        return new Response("got");
      },
    };
    const { build } = fakeApp({ handler });
    const renderHtml: typeof build.renderer.renderHtml = (page, options) => {
      signals.push(options.signal);
      return build.renderer.renderHtml(page, options);
    };
    const renderer = { ...build.renderer, renderHtml };
    const host = await startHost("over a socket", { ...build, renderer });
    const answer = await host.send({ method: "HEAD", target });
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(answer.headers.get("content-length")).toBeNull();
    expect(answer.headers.get("transfer-encoding")).toBeNull();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(host.log).toEqual([]);
  });
});
