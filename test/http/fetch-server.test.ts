import { describe, expect, test } from "vitest";
import { createServer, type FetchHandler } from "../../src/adapters/fetch/index.ts";
import { after } from "../../src/context/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp, type FakeAppParts } from "./fake-app.ts";
import { testKeys } from "./hosts.ts";

const origin = "https://shop.example";

function start(parts: FakeAppParts): FetchHandler {
  return createServer(fakeApp(parts).build, {
    origins: [origin],
    keys: testKeys,
    log: () => undefined,
    limits: { maxBodyBytes: 1_000 },
  });
}

function requestOf(args: unknown, more: Record<string, string> = {}): Request {
  const { headers, body } = callOf({ origin }, "act", args);
  const pairs = Object.entries({ ...headers, ...more }).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Request(`${origin}/`, { method: "POST", headers: pairs, body: String(body) });
}

describe("a server of web requests", () => {
  test("answers a call", async () => {
    const response = await start({ actions: { act: async (n) => n } })(requestOf([7]));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(
      '0:{"outcome":{"kind":"returned","value":7},"build":"b1.1"}\n',
    );
  });

  test("answers a page, and runs after() once it is read", async () => {
    const done: string[] = [];
    const GET = (): Response => {
      after(() => void done.push("after"));
      return new Response(new Blob(["got"]).stream(), { headers: { "set-cookie": "a=1" } });
    };
    const server = start({ handler: { GET } });
    expect(await (await server(new Request(`${origin}/posts/5`))).text()).toContain(
      "/posts/[id] /posts/5",
    );
    const response = await server(new Request(`${origin}/api`));
    expect(response.headers.getSetCookie()).toEqual(["a=1"]);
    expect(done).toEqual([]);
    expect(await response.text()).toBe("got");
    await expect.poll(() => done).toEqual(["after"]);
  });

  test.each([
    ["a foreign origin", { origin: "https://evil.example" }, 403],
    ["two origins in one", { origin: `${origin}, ${origin}` }, 403],
    ["another host", { host: "evil.example" }, 421],
    ["a type that is no reply", { "content-type": "application/json" }, 415],
  ])("refuses %s", async (_, headers, status) => {
    const response = await start({ actions: { act: async () => 1 } })(requestOf([], headers));
    expect(response.status).toBe(status);
  });

  test("refuses a body over the limit, announced or not", async () => {
    const server = start({ actions: { act: async () => 1 } });
    expect((await server(requestOf(["x".repeat(2_000)]))).status).toBe(413);
    const streamed = new Request(requestOf([]), {
      method: "POST",
      body: new Blob(["x".repeat(2_000)]).stream(),
      duplex: "half",
    } as RequestInit); // the DOM's types lack `duplex`
    expect((await server(streamed)).status).toBe(413);
  });

  test("refuses to be made with an option that cannot work", () => {
    const { build } = fakeApp();
    const make = (options: object) => () =>
      createServer(build, { origins: [origin], keys: testKeys, ...options });
    expect(make({ origins: ["shop.example"] })).toThrow("origins:");
    expect(make({ allowedOrigins: ["*"] })).toThrow("allowedOrigins:");
    expect(make({ trustProxy: ["x"] })).toThrow("trustProxy:");
    expect(make({ basePath: "shop/" })).toThrow("basePath:");
    expect(make({ limits: { maxRunning: 0 } })).toThrow("limits: maxRunning");
  });
});
