import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { serve, type ServeOptions } from "../../src/adapters/node/index.ts";
import { createRequestHandler, type ServerOptions } from "../../src/server/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp, idOf, type Trace } from "./fake-app.ts";
import { testKeys } from "./hosts.ts";

interface RawHost {
  readonly port: number;
  readonly trace: Trace;
  readonly close: () => Promise<void>;
}

async function start(
  options: Partial<ServerOptions> = {},
  serving: Partial<ServeOptions> = {},
): Promise<RawHost> {
  const { build, trace } = fakeApp({ actions: { act: async () => "done", slow } });
  const handler = createRequestHandler(build, {
    origins: ["http://localhost"],
    keys: testKeys,
    log: () => undefined,
    ...options,
  });
  const running = await serve({ handler, port: 0, ...serving });
  if (!running.ok) throw new Error(JSON.stringify(running.error));
  onTestFinished(async () => {
    running.value.server.closeAllConnections();
    await running.value.close();
  });
  return { port: running.value.port, trace, close: running.value.close };
}

const slow = (): Promise<string> =>
  new Promise((resolve) => setTimeout(() => resolve("slow"), 200));

/** Writes text as it is and collects what comes back until the server closes, or `waitMs` pass in silence. */
function exchange(port: number, text: string, waitMs = 400): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    let received = "";
    socket.setTimeout(waitMs, () => socket.destroy());
    socket.on("data", (chunk) => (received += chunk.toString("latin1")));
    socket.on("error", () => undefined); // a reset is an end, too
    socket.on("close", () => resolve(received));
  });
}

const statusesOf = (received: string): number[] =>
  [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

/** Without it a test waits until the connection falls silent. */
const closing = "Connection: close\r\n";

function callText(
  extra: string,
  body = "[]",
  length: string | undefined = `Content-Length: ${body.length}\r\n`,
): string {
  const { headers = {} } = callOf({ origin: "http://localhost" }, "act", []);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  return `POST / HTTP/1.1\r\nHost: localhost\r\n${lines.join("")}${extra}${length ?? ""}\r\n${body}`;
}

describe("bytes that are no good HTTP", () => {
  test.each([
    ["two different lengths", callText("Content-Length: 3\r\n"), 400],
    ["a length and chunks", callText("Transfer-Encoding: chunked\r\n"), 400],
    ["a negative length", callText("", "[]", "Content-Length: -2\r\n"), 400],
    ["a signed length", callText("", "[]", "Content-Length: +2\r\n"), 400],
    ["a hexadecimal length", callText("", "[]", "Content-Length: 0x10\r\n"), 400],
    ["a folded header", callText("X-A: 1\r\n 2\r\n"), 400],
    ["a space before the colon", callText("X-A : 1\r\n"), 400],
    ["NUL in a header", callText("X-A: \0\r\n"), 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 400],
    ["two Hosts", `GET / HTTP/1.1\r\n${closing}Host: localhost\r\nHost: evil.example\r\n\r\n`, 400],
    ["an asterisk as target", `OPTIONS * HTTP/1.1\r\n${closing}Host: localhost\r\n\r\n`, 400],
    [
      "an absolute target of another host",
      callText(closing).replace("POST /", "POST http://evil.example/"),
      421,
    ],
    ["a block of headers over 16 kB", callText(`X-A: ${"a".repeat(17_000)}\r\n`), 431],
    ["201 headers", callText("X-A: 1\r\n".repeat(200)), 431],
    ["an upgrade of an action", callText("Upgrade: websocket\r\nConnection: Upgrade\r\n"), 426],
  ])("get an answer and run nothing: %s", async (_, text, status) => {
    const { port, trace } = await start();
    expect(statusesOf(await exchange(port, text))).toEqual([status]);
    expect(trace).toEqual([]);
    expect(statusesOf(await exchange(port, callText(closing)))).toEqual([200]);
  });

  test("in an absolute target that agrees with Host are a good call", async () => {
    const { port } = await start();
    const text = callText(closing).replace("POST /", "POST http://localhost/");
    expect(statusesOf(await exchange(port, text))).toEqual([200]);
  });
});

describe("a body", () => {
  test("too large is refused before the sender is told to send it", async () => {
    const { port, trace } = await start({ limits: { maxBodyBytes: 100 } });
    const received = await exchange(
      port,
      callText("Expect: 100-continue\r\n", "", "Content-Length: 101\r\n"),
    );
    expect(statusesOf(received)).toEqual([413]);
    expect(received.toLowerCase()).toContain("connection: close");
    expect(trace).toEqual([]);
  });

  test("that waits for permission gets it once every header has passed", async () => {
    const { port } = await start();
    const received = await exchange(port, callText("Expect: 100-continue\r\n"));
    expect(statusesOf(received)).toEqual([100, 200]);
  });

  test("that was refused is thrown away, and the next request on the connection read aright", async () => {
    const { port, trace } = await start({ limits: { maxBodyBytes: 100 } });
    const smuggled = "POST /api HTTP/1.1\r\nHost: localhost\r\n\r\n".padEnd(500, "x");
    const received = await exchange(port, callText("", smuggled) + callText(closing));
    expect(statusesOf(received)).toEqual([413, 200]);
    expect(trace).toEqual(["load act", "run act"]);
  });

  test("that was refused and does not end is cut off", async () => {
    const { port } = await start(
      { limits: { maxBodyBytes: 100 } },
      { limits: { maxDiscardedBytes: 1_000 } },
    );
    const started = performance.now();
    const text = callText("", "x".repeat(5_000), "Content-Length: 1000000\r\n");
    await exchange(port, text, 5_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test.each([
    ["stalls", '["x'],
    ["never begins", ""],
  ])("that %s is refused at its deadline, and its slot is free", async (_, body) => {
    const limits = { bodyTimeoutMs: 100, maxRunning: 1, maxQueued: 1 };
    const { port, trace } = await start({ limits });
    const stalled = exchange(port, callText("", body, "Content-Length: 50\r\n"), 600);
    const waiting = exchange(port, callText(closing), 600);
    expect(statusesOf(await stalled)).toEqual([408]);
    expect(statusesOf(await waiting)).toEqual([200]);
    expect(trace).toEqual(["load act", "run act"]);
  });

  test("that trickles below the lowest rate is refused", async () => {
    const { port, trace } = await start({ limits: { bodyTimeoutMs: 150 } });
    const socket = connect(port, "127.0.0.1");
    socket.write(callText("", "[", "Content-Length: 500\r\n"));
    const trickle = setInterval(() => socket.write(" "), 20);
    socket.on("error", () => undefined); // the server hangs up on a sender that goes on
    const received = await new Promise<string>((resolve) =>
      socket.once("data", (chunk) => resolve(chunk.toString())),
    );
    clearInterval(trickle);
    socket.destroy();
    expect(statusesOf(received)).toEqual([408]);
    expect(trace).toEqual([]);
  });

  test("in chunks over the limit is refused while it comes", async () => {
    const { port, trace } = await start({ limits: { maxBodyBytes: 100 } });
    const chunk = `40\r\n${"x".repeat(64)}\r\n`;
    const received = await exchange(
      port,
      callText("Transfer-Encoding: chunked\r\n", chunk + chunk, ""),
    );
    expect(statusesOf(received)).toEqual([413]);
    expect(trace).toEqual([]);
  });

  test("that breaks off leaves the server well", async () => {
    const { port, trace } = await start();
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(callText("", '["x', "Content-Length: 50\r\n"));
      setTimeout(() => socket.destroy(), 50);
    });
    await new Promise((resolve) => socket.once("close", resolve));
    expect(statusesOf(await exchange(port, callText(closing)))).toEqual([200]);
    expect(trace).toEqual(["load act", "run act"]);
  });
});

describe("a server", () => {
  test("that closes finishes what runs and takes nothing new", async () => {
    const { port, close } = await start();
    const text = callText("").replace(idOf("act"), idOf("slow"));
    const running = exchange(port, text, 2_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = close();
    // Who connects before the port is closed is answered still.
    await expect.poll(() => exchange(port, callText(closing)), { interval: 5 }).toBe("");
    const received = await running;
    expect(statusesOf(received)).toEqual([200]);
    expect(received.toLowerCase()).toContain("connection: close");
    await closed;
  });

  test("tells of a port in use and of the next free one", async () => {
    const { port } = await start();
    const { build } = fakeApp();
    const handler = createRequestHandler(build, { origins: ["http://localhost"], keys: testKeys });
    const second = await serve({ handler, port });
    expect(second).toMatchObject({ ok: false, error: { kind: "port-in-use", port } });
    if (second.ok || second.error.kind !== "port-in-use") throw new Error("it listens");
    expect(second.error.freePort).toBeGreaterThan(port);
  });

  test("tells an action when its visitor leaves, and lets it finish", async () => {
    const seen: string[] = [];
    const { build } = fakeApp({
      actions: {
        act: async () => {
          const { actionSignal } = await import("../../src/context/index.ts");
          const signal = actionSignal();
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          seen.push("aborted");
          await slow();
          seen.push("finished");
        },
      },
    });
    const handler = createRequestHandler(build, {
      origins: ["http://localhost"],
      keys: testKeys,
      log: () => undefined,
    });
    const running = await serve({ handler, port: 0 });
    if (!running.ok) throw new Error("does not listen");
    onTestFinished(() => running.value.close());
    await exchange(running.value.port, callText(closing), 100);
    await expect.poll(() => seen).toEqual(["aborted", "finished"]);
  });
});
