import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { NodeRequest } from "./node-request.ts";

interface Reached {
  readonly message: IncomingMessage;
  readonly request: NodeRequest;
  readonly client: Socket;
}

async function reach(body: string, length: number): Promise<Reached> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // It listens on a port, so this is an address of TCP.
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  onTestFinished(() => void client.destroy());
  client.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${body}`);
  return new Promise((resolve) => {
    server.on("request", (message, response) =>
      resolve({ message, client, request: new NodeRequest(message, response, false) }),
    );
  });
}

test("a body whose sender left before it was read ends at once, broken off", async () => {
  const { message, request, client } = await reach("abc", 3);
  message.on("error", () => undefined);
  client.destroy();
  await expect.poll(() => message.destroyed).toBe(true);
  const ends: boolean[] = [];
  request.listen(
    () => undefined,
    (complete) => ends.push(complete),
  );
  expect(ends).toEqual([]);
  await expect.poll(() => ends).toEqual([false]);
  await expect(request[Symbol.asyncIterator]().next()).rejects.toThrow("broke off");
});

test("a body is read chunk by chunk, and only while it is asked for", async () => {
  const { request, client } = await reach("abc", 6);
  expect(request.streams).toBe(false);
  const chunks = request[Symbol.asyncIterator]();
  expect(String((await chunks.next()).value)).toBe("abc");
  expect(request.streams).toBe(true);
  client.write("def");
  expect(String((await chunks.next()).value)).toBe("def");
  expect((await chunks.next()).done).toBe(true);
  expect((await chunks.next()).done).toBe(true);
  expect(request.streams).toBe(false);
});

test("a reading that is cancelled ends for whoever waits", async () => {
  const { request } = await reach("", 6);
  const waiting = request[Symbol.asyncIterator]().next();
  request.cancel();
  await expect(waiting).rejects.toThrow("not read");
  expect(request.streams).toBe(false);
});

test("a body whose reading was cancelled before it began stays untouched", async () => {
  const { message, request } = await reach("abc", 3);
  const chunks = request[Symbol.asyncIterator]();
  request.cancel();
  await expect(chunks.next()).rejects.toThrow("not read");
  expect(message.listenerCount("data")).toBe(0);
});
