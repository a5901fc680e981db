import { describe, expect, test } from "vitest";
import { createServer, type FetchHandler } from "../../src/adapters/fetch/index.ts";
import { after } from "../../src/context/index.ts";
import { callOf } from "./calls.ts";
import { closing, uploadBody, uploadHeaders, type UploadBody } from "./sent-upload.ts";
import { gate, type Run } from "./upload-app.ts";
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

/** A stream that asks for each piece when it is read. */
function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      pull: async (controller) => {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
}

describe("a web request with an upload", () => {
  /** Sends the call `upload(file)` with the pieces of its body as they are asked for. */
  function serveUploads(
    run: Run,
  ): (body: UploadBody, pieces: AsyncIterable<Uint8Array>) => Promise<Response> {
    const act = run as (...args: unknown[]) => Promise<unknown>; // as above
    const { build } = fakeApp({
      actions: {
        upload: { run: act, settings: { accepts: ["streams"], maxBodyBytes: 67_108_864 } },
      },
    });
    const server = createServer(build, { origins: [origin], keys: testKeys, log: () => undefined });
    return (body, pieces) =>
      server(
        new Request(`${origin}/`, {
          method: "POST",
          headers: uploadHeaders({ origin }, body),
          body: streamOf(pieces),
          duplex: "half",
        } as RequestInit), // the DOM's types lack `duplex`
      );
  }

  test("brings its upload as the action reads it", async () => {
    const began = gate<string>();
    const send = serveUploads(async (file: File) => {
      const reader = file.stream().getReader();
      began.open(String(Buffer.from((await reader.read()).value ?? "")));
      const last = await reader.read();
      return `${String(Buffer.from(last.value ?? ""))} ${String((await reader.read()).done)}`;
    });
    const body = uploadBody("first, last");
    const response = await send(
      body,
      (async function* () {
        yield Buffer.from(`${body.head}first, `);
        expect(await began.promise).toBe("first, ");
        yield Buffer.from(`last${closing}`);
      })(),
    );
    expect(await response.text()).toContain('"value":"last true"');
  });

  test("breaks where it goes on behind its end", async () => {
    const send = serveUploads(async (file: File) => file.text().catch(String));
    const body = uploadBody("abcd");
    const response = await send(
      body,
      (async function* () {
        yield Buffer.from(`${body.head}abcd${closing}`);
        yield Buffer.from("more");
      })(),
    );
    expect(await response.text()).toContain("something stands behind its end");
  });

  test("is read on where its upload is not", async () => {
    const all = gate();
    const send = serveUploads(async () => "answered");
    const body = uploadBody(Buffer.alloc(1_000_000, "x"));
    const response = await send(
      body,
      (async function* () {
        yield Buffer.from(body.head);
        for (let at = 0; at < 10; at++) yield body.content.subarray(0, 100_000);
        yield Buffer.from(closing);
        all.open();
      })(),
    );
    expect(await response.text()).toContain("answered");
    await all.promise;
  });
});
