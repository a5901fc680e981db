import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { boundStream } from "./bound-stream.ts";

async function textOf(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

const limits = { maxBytes: 10, idleMs: 50, onCut: () => undefined, onBreak: () => undefined };

test("passes a stream on as it is", async () => {
  expect(
    await textOf(boundStream(Readable.from([Buffer.from("ab"), Buffer.from("cd")]), limits)),
  ).toBe("abcd");
});

test("cuts a stream that is too long, and says so once", async () => {
  const reasons: string[] = [];
  const endless = new Readable({ read: (): void => void endless.push(Buffer.alloc(4)) });
  const bounded = boundStream(endless, { ...limits, onCut: (reason) => reasons.push(reason) });
  await expect(textOf(bounded)).rejects.toThrow("more than 10 bytes");
  expect(reasons).toEqual(["more than 10 bytes"]);
  expect(endless.destroyed).toBe(true);
});

test("cuts a stream that falls silent", async () => {
  const silent = new PassThrough();
  silent.write("a");
  await expect(textOf(boundStream(silent, limits))).rejects.toThrow("no byte for 50 ms");
  expect(silent.destroyed).toBe(true);
});

test("says that a stream broke by itself, but not that one was cut, or that its reader left", async () => {
  const told: unknown[] = [];
  const telling = { ...limits, onBreak: (error: unknown) => told.push(error) };
  const fault = new Error("on purpose");
  const broken = new PassThrough();
  const reading = textOf(boundStream(broken, telling));
  broken.destroy(fault);
  await expect(reading).rejects.toThrow("on purpose");
  expect(told).toEqual([fault]);
  const cut = new PassThrough();
  const onCut = (): void => void cut.destroy(new Error("because it was cut"));
  await expect(textOf(boundStream(cut, { ...telling, onCut }))).rejects.toThrow("no byte");
  const left = new PassThrough();
  boundStream(left, telling).destroy();
  left.destroy(new Error("because nobody reads"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toHaveLength(1);
});

test("stops its source when its reader leaves", async () => {
  const source = new PassThrough();
  const bounded = boundStream(source, limits);
  bounded.destroy();
  await expect.poll(() => source.destroyed).toBe(true);
});

test("lets a slow stream go on as long as something comes", async () => {
  const slow = new PassThrough();
  let count = 0;
  const writing = setInterval(() => {
    if (++count <= 30) slow.write("a");
    else slow.end();
  }, 20);
  const bounded = boundStream(slow, { ...limits, maxBytes: 30, idleMs: 400 });
  expect(await textOf(bounded)).toBe("a".repeat(30));
  clearInterval(writing);
});

test("breaks with its source", async () => {
  const source = new PassThrough();
  const text = textOf(boundStream(source, limits));
  source.destroy(new Error("the source broke"));
  await expect(text).rejects.toThrow("the source broke");
});

test("gives a slow reader its time, and cuts a source that is silent after it", async () => {
  const reasons: string[] = [];
  const source = new PassThrough();
  const bounded = boundStream(source, {
    ...limits,
    maxBytes: 1_000_000,
    idleMs: 40,
    onCut: (reason) => reasons.push(reason),
  });
  source.write(Buffer.alloc(100_000));
  source.write(Buffer.alloc(100_000));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(reasons).toEqual([]);
  let bytes = 0;
  bounded.on("data", (chunk: Buffer) => (bytes += chunk.length));
  bounded.on("error", () => undefined);
  await expect.poll(() => reasons).toEqual(["no byte for 40 ms"]);
  expect(bytes).toBe(200_000);
});

test("lets a slow reader take the end of a source that is done", async () => {
  const reasons: string[] = [];
  const bounded = boundStream(Readable.from(Array.from({ length: 9 }, () => Buffer.alloc(4_000))), {
    ...limits,
    maxBytes: 1_000_000,
    idleMs: 30,
    onCut: (reason) => reasons.push(reason),
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await textOf(bounded)).length).toBe(36_000);
  expect(reasons).toEqual([]);
});

test("does not cut what its reader left", async () => {
  const reasons: string[] = [];
  const source = new PassThrough();
  boundStream(source, { ...limits, idleMs: 20, onCut: (reason) => reasons.push(reason) }).destroy();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(reasons).toEqual([]);
});
