import { expect, test } from "vitest";
import { fakeApp } from "./fake-app.ts";
import { startHost, type Host } from "./hosts.ts";
import { headOf, openRaw, statusesIn } from "./raw-exchange.ts";

const closing = "Connection: close\r\n";

function startHandler(
  POST: (request: Request) => unknown,
  discardTimeoutMs = 10_000,
): Promise<Host> {
  const { build } = fakeApp({ handler: { POST, GET: () => new Response("next") } });
  return startHost("over a socket", build, {}, { limits: { discardTimeoutMs } });
}

const chunkOf = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const chunked = "Transfer-Encoding: chunked\r\n";

test("a handler may answer while its request still comes, for as long as that takes", async () => {
  const host = await startHandler(({ body }) => new Response(body), 100);
  const { socket, sees, closed } = openRaw(host, headOf(host, "POST", chunked + closing));
  for (let piece = 0; piece < 6; piece++) {
    socket.write(chunkOf(`piece ${piece}`));
    await sees(`piece ${piece}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  socket.write("0\r\n\r\n");
  expect(await closed).toMatch(/piece 5\r\n0\r\n\r\n$/);
});

test("what a handler leaves of a body is thrown away once its answer is out", async () => {
  const host = await startHandler(async ({ body }) => {
    const first = await body?.getReader().read();
    return new Response(`began with ${String(first?.value?.length)}`);
  });
  const { socket, sees, closed } = openRaw(host, headOf(host, "POST", chunked) + chunkOf("abc"));
  await sees("began with 3");
  socket.write(chunkOf("x".repeat(200_000)));
  socket.write(`0\r\n\r\n${headOf(host, "GET", closing)}`);
  expect(statusesIn(await closed)).toEqual([200, 200]);
});

test("a handler that reads on after its answer is told so", async () => {
  const reading: { rest?: Promise<string> } = {};
  const host = await startHandler((request) => {
    reading.rest = request.text().catch(String);
    return new Response("early");
  });
  const { sees, leave } = openRaw(host, headOf(host, "POST", "Content-Length: 100\r\n"));
  await sees("early");
  await expect.poll(() => reading.rest !== undefined).toBe(true);
  expect(await reading.rest).toContain("The rest of the body is not read");
  leave();
});

test("a body that nobody reads is never asked for, and thrown away", async () => {
  const host = await startHandler(() => new Response("unread"));
  const length = "Content-Length: 200000\r\n";
  const waiting = openRaw(host, headOf(host, "POST", `Expect: 100-continue\r\n${length}`));
  expect(statusesIn(await waiting.closed)).toEqual([200]);
  const sent = headOf(host, "POST", length) + "x".repeat(200_000) + headOf(host, "GET", closing);
  expect(statusesIn(await openRaw(host, sent).closed)).toEqual([200, 200]);
});

test.each([
  ["that its sender closes", "HTTP/1.1", closing],
  ["of HTTP/1.0, as nginx speaks to what is behind it", "HTTP/1.0", ""],
])(
  "on a connection %s an answer is whole before the body is, and nothing cuts the sender off",
  async (_, version, header) => {
    const host = await startHandler(() => new Response("unread"));
    const head = headOf(host, "POST", `Content-Length: 200000\r\n${header}`);
    const { socket, sees, closed } = openRaw(host, head.replace("HTTP/1.1", version));
    const errors: unknown[] = [];
    socket.on("error", (error) => errors.push(error));
    await sees("unread");
    for (let piece = 0; piece < 20; piece++) {
      socket.write("x".repeat(10_000));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(statusesIn(await closed)).toEqual([200]);
    expect([errors, socket.bytesWritten > 200_000]).toEqual([[], true]);
  },
);

test("a body that is read is asked for then", async () => {
  const host = await startHandler(async (request) => new Response(await request.text()));
  const expecting = `Expect: 100-continue\r\nContent-Length: 4\r\n${closing}`;
  const { socket, sees, closed } = openRaw(host, headOf(host, "POST", expecting));
  await sees("100 Continue");
  socket.write("body");
  expect(await closed).toMatch(/body/);
});

test("a body that breaks off breaks its reading", async () => {
  const reading: { rest?: Promise<string> } = {};
  const host = await startHandler(async (request) => {
    reading.rest = request.text().catch((error: unknown) => `broken: ${String(error)}`);
    return new Response(await reading.rest);
  });
  const { leave } = openRaw(host, `${headOf(host, "POST", "Content-Length: 100\r\n")}abc`);
  await expect.poll(() => reading.rest !== undefined).toBe(true);
  leave();
  expect(await reading.rest).toContain("broken:");
});
