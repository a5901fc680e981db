import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createDeadlineQueue } from "../deadline-queue.ts";
import type { RequestBody } from "../server-request.ts";
import { readBody } from "./read-body.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const limits = {
  maxBodyBytes: 100_000,
  bodyTimeoutMs: 1_000,
  minBodyBytesPerSecond: 1_000,
  settingLine: () => "",
};

interface Sender extends RequestBody {
  send: (bytes: number) => void;
  end: (complete: boolean) => void;
  cancelled: boolean;
}

function sender(): Sender {
  const body: Sender = {
    send: () => undefined,
    end: () => undefined,
    cancelled: false,
    listen: (onChunk, onEnd) => {
      body.send = (bytes) => onChunk(new Uint8Array(bytes).fill(7));
      body.end = onEnd;
    },
    cancel: () => {
      body.cancelled = true;
    },
    [Symbol.asyncIterator]: () => {
      throw new Error("read twice");
    },
  };
  return body;
}

describe("reading a body", () => {
  test("joins what comes in pieces", async () => {
    const body = sender();
    const read = readBody(body, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    body.send(2);
    body.send(3);
    body.end(true);
    expect(await read).toEqual({ ok: true, value: new Uint8Array(5).fill(7) });
  });

  test("does not copy what comes in one piece", async () => {
    const chunk = new Uint8Array(5);
    const whole: RequestBody = {
      ...sender(),
      listen: (onChunk, onEnd) => {
        onChunk(chunk);
        onEnd(true);
      },
    };
    const read = await readBody(whole, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    expect(read.ok && read.value).toBe(chunk);
  });

  test("keeps every byte in its place while its array grows", async () => {
    const sent = Uint8Array.from({ length: 99_999 }, (_, index) => index % 251);
    const pieces: RequestBody = {
      ...sender(),
      listen: (onChunk, onEnd) => {
        for (let at = 0, size = 0; at < sent.length; at += size, size = (size * 7 + 1) % 4_099)
          onChunk(sent.slice(at, at + size));
        onEnd(true);
      },
    };
    const read = await readBody(pieces, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    expect(read.ok && Buffer.compare(read.value, sent)).toBe(0);
  });

  test("holds little more than the bytes of a body that comes byte by byte", async () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    if (typeof collect !== "function") throw new Error("there is no gc()");
    const held = (): number => {
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const body = sender();
    const before = held();
    const read = readBody(body, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    for (let sent = 0; sent < 100_000; sent++) body.send(1);
    expect(held() - before).toBeLessThan(2_000_000);
    body.end(true);
    expect(await read).toMatchObject({ ok: true });
  });

  test("lets a long body come as long as it keeps the lowest rate", async () => {
    const body = sender();
    const read = readBody(body, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    for (let second = 0; second < 10; second++) {
      vi.advanceTimersByTime(900);
      body.send(1_000);
    }
    body.end(true);
    expect(await read).toMatchObject({ ok: true });
  });

  test("refuses one that falls behind it, however steadily it drips", async () => {
    const body = sender();
    const read = readBody(body, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    for (let drop = 0; drop < 10; drop++) {
      vi.advanceTimersByTime(100);
      body.send(50);
    }
    expect(await read).toMatchObject({ ok: false, error: { code: "BODY_TIMEOUT" } });
    expect(body.cancelled).toBe(true);
  });

  test("refuses a stall near the end", async () => {
    const body = sender();
    const read = readBody(body, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    body.send(99_000);
    vi.advanceTimersByTime(1_000);
    expect(await read).toMatchObject({ ok: false, error: { code: "BODY_TIMEOUT" } });
  });

  test("refuses the first byte over the limit and stops reading", async () => {
    const body = sender();
    const read = readBody(body, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    body.send(100_000);
    expect(body.cancelled).toBe(false);
    body.send(1);
    expect(await read).toMatchObject({
      ok: false,
      error: { code: "TOO_LARGE", limitBytes: 100_000 },
    });
    expect(body.cancelled).toBe(true);
  });

  test("refuses one that breaks off, and forgets its deadline", async () => {
    const body = sender();
    const read = readBody(body, limits, createDeadlineQueue(limits.bodyTimeoutMs));
    body.send(1);
    body.end(false);
    expect(await read).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
    vi.advanceTimersByTime(2_000);
    expect(body.cancelled).toBe(false);
  });
});
