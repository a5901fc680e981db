import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { boundary } from "../protocol/reply-body.ts";
import { callOf } from "./calls.ts";
import { statusesIn } from "./raw-exchange.ts";
import { closing, startUpload, uploadBody } from "./sent-upload.ts";
import { gate, readAll, startUploads, type Run } from "./upload-app.ts";

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const patterned = (bytes: number): Buffer =>
  Buffer.alloc(bytes, "edict upload, 31 bytes long …\r\n");

describe("an action that takes streams", () => {
  test.each(["file", "form"] as const)("begins before its %s has come", async (as) => {
    const began = gate<string>();
    const { host } = await startUploads(async (given: File | FormData) => {
      const file = given instanceof FormData ? given.get("file") : given;
      if (!(file instanceof File)) throw new TypeError("no file came");
      const reader = file.stream().getReader();
      const first = await reader.read();
      began.open(
        `${file.name} ${file.type} ${file.size} ${String(Buffer.from(first.value ?? ""))}`,
      );
      const last = await reader.read();
      return [String(Buffer.from(last.value ?? "")), (await reader.read()).done];
    });
    const call = startUpload(host, uploadBody("first, last", as));
    call.write("first, ");
    expect(await began.promise).toBe("tape.bin video/x-tape 11 first, ");
    expect(call.received()).toBe("");
    call.write(`last${closing}`);
    await call.sees('"value":["last",true]');
    call.leave();
  });

  test("gets each byte of a large file, wherever it is cut", async () => {
    const { host } = await startUploads(async (file: File) => hashOf(await readAll(file)));
    const body = uploadBody(patterned(300_001));
    const call = startUpload(host, body);
    const all = Buffer.concat([body.content, Buffer.from(body.tail)]);
    for (let at = 0, step = 1; at < all.length; at += step, step = (step * 7) % 9_973) {
      call.write(all.subarray(at, at + step));
      if (at % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await call.sees(hashOf(body.content));
    call.leave();
  });

  test("lets its sender wait while it does not read", async () => {
    const reading = gate();
    const began = gate();
    const { host } = await startUploads(async (file: File) => {
      const reader = file.stream().getReader();
      let bytes = (await reader.read()).value?.length ?? 0;
      began.open();
      await reading.promise;
      for (let next = await reader.read(); !next.done; next = await reader.read())
        bytes += next.value.length;
      return `${bytes} bytes`;
    });
    const call = startUpload(host, uploadBody(Buffer.alloc(48_000_000, "x")));
    const unsent = (): number => call.socket.writableLength;
    call.finish();
    await began.promise;
    // What the kernel holds of a connection is all that leaves the sender.
    let before = 0;
    while (before !== unsent()) {
      before = unsent();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(unsent()).toBeGreaterThan(24_000_000);
    reading.open();
    await call.sees("48000000 bytes");
    expect(unsent()).toBe(0);
    call.leave();
  });

  test("may read it whole, and has an ordinary file from then on", async () => {
    const { host } = await startUploads(async (file: File) => [
      inspect(file),
      await file.text(),
      String(Buffer.from(await file.arrayBuffer())),
      await file.slice(1, 3).text(),
      String(await readAll(file)),
      await new Response(file.stream()).text(),
    ]);
    const call = startUpload(host, uploadBody("abcd"));
    call.finish();
    await call.sees('"abcd","abcd","bc","abcd","abcd"]');
    call.leave();
  });

  test("may hand it on as a body", async () => {
    const { host } = await startUploads(async (file: File) => {
      const response = new Response(file);
      return [response.headers.get("content-type"), await response.text()];
    });
    const call = startUpload(host, uploadBody("abcd"));
    call.finish();
    await call.sees('"value":["video/x-tape","abcd"]');
    call.leave();
  });

  test.each<readonly [string, (file: File) => unknown]>([
    ["reading it twice", (file) => [file.stream(), file.stream()]],
    ["cutting it", (file) => file.slice(0, 1)],
    ["copying it", (file) => new Blob([file])],
    ["renaming it", (file) => new File([file], "other")],
    ["writing it as a text", (file: unknown) => String(file)],
  ])("is told what to do instead of %s before it came", async (_, use) => {
    const { host } = await startUploads(async (file: File) => {
      try {
        use(file);
      } catch (error) {
        return String(error);
      }
      return "nothing was thrown";
    });
    const call = startUpload(host, uploadBody("abcd"));
    call.finish();
    await call.sees("(upload-is-coming)");
    call.leave();
  });

  test("gets a whole file where the header does not stand, or the length is not known", async () => {
    const { host } = await startUploads(async (file: File) => [
      file.constructor === File,
      await file.text(),
    ]);
    const body = uploadBody("abcd");
    const whole = startUpload(host, body, { "edict-upload": undefined });
    whole.finish();
    await whole.sees('"value":[true,"abcd"]');
    const chunked = startUpload(
      host,
      { ...body, head: "" },
      { "content-length": undefined, "transfer-encoding": "chunked" },
    );
    const bytes = body.head + body.content.toString() + body.tail;
    chunked.write(`${bytes.length.toString(16)}\r\n${bytes}\r\n0\r\n\r\n`);
    await chunked.sees('"value":[true,"abcd"]');
    whole.leave();
    chunked.leave();
  });

  test("holds of the room for bodies what is in front of the content, and little more", async () => {
    const waiting = gate();
    const { host, trace } = await startUploads(
      async (file: File) => {
        await waiting.promise;
        return `${(await readAll(file)).length} bytes`;
      },
      { limits: { maxBodyBytesInFlight: 200_000 } },
    );
    const calls = [1, 2].map(() => startUpload(host, uploadBody(patterned(5_000_000))));
    for (const call of calls) call.finish();
    await expect.poll(() => trace.filter((step) => step === "run upload").length).toBe(2);
    waiting.open();
    await Promise.all(calls.map((call) => call.sees("5000000 bytes")));
    for (const call of calls) call.leave();
  });
});

test("of actions that read their uploads whole one waits until there is room for its own", async () => {
  const waiting = gate();
  const read: number[] = [];
  const { host, trace } = await startUploads(
    async (file: File) => {
      await file.arrayBuffer();
      read.push(file.size);
      await waiting.promise;
      return `${file.size} bytes`;
    },
    { limits: { maxBodyBytesInFlight: 1_000_000 } },
  );
  const calls = [600_000, 600_001].map((bytes) => startUpload(host, uploadBody(patterned(bytes))));
  for (const call of calls) call.finish();
  const runs = (): number => trace.filter((step) => step === "run upload").length;
  await expect.poll(() => [runs(), read.length]).toEqual([2, 1]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(read.length).toBe(1);
  waiting.open();
  await Promise.all(calls.map((call) => call.sees(" bytes")));
  for (const call of calls) call.leave();
});

describe("an action that takes no streams", () => {
  test("gets a whole file, whatever the header says", async () => {
    const { host } = await startUploads(async (file: File) => file.text());
    for (const said of ["4", "-1", "9999"]) {
      const call = startUpload(host, uploadBody("abcd"), {
        ...callOf(host, "plain", []).headers,
        "content-type": `multipart/form-data; boundary=${boundary}`,
        "edict-upload": said,
      } as Record<string, string>);
      call.finish();
      await call.sees('"value":"abcd"');
      call.leave();
    }
  });
});

describe("the deadline of an action", () => {
  test("begins again with each piece of an upload", async () => {
    const { host } = await startUploads(async (file: File) => String(await readAll(file)), {
      limits: { actionTimeoutMs: 300 },
    });
    const call = startUpload(host, uploadBody("0123456789"));
    for (const piece of "0123456789") {
      call.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    call.write(closing);
    await call.sees('"value":"0123456789"');
    call.leave();
  });

  test("passes where the action does not read on, and ends its stream", async () => {
    const ended = gate<unknown>();
    const { host } = await startUploads(
      async (file: File) => {
        const reader = file.stream().getReader();
        await reader.read();
        await new Promise((resolve) => setTimeout(resolve, 200));
        await reader.read().catch(ended.open);
      },
      { limits: { actionTimeoutMs: 50 } },
    );
    const call = startUpload(host, uploadBody("0123456789"));
    call.write("01234");
    await call.sees("edict-error: TIMEOUT");
    expect(await ended.promise).toMatchObject({ name: "TimeoutError" });
    call.leave();
  });
});

describe("what an action leaves of an upload", () => {
  const content = Buffer.alloc(8_000_000, "x");

  test.each<readonly [string, Run]>([
    ["reads nothing", () => "answered"],
    [
      "cancels it",
      async (file: File) => {
        await file.stream().cancel();
        return "answered";
      },
    ],
    [
      "lets go of it",
      async (file: File) => {
        const reader = file.stream().getReader();
        await reader.read();
        reader.releaseLock();
        return "answered";
      },
    ],
    [
      "answers in parts",
      async function* () {
        yield "answered";
      },
    ],
  ])("is thrown away where it %s: the answer and the next call come", async (_, run) => {
    const { host } = await startUploads(run, {});
    const call = startUpload(host, uploadBody(content));
    call.finish();
    const next = Object.entries({
      host: new URL(host.origin).host,
      ...callOf(host, "plain", []).headers,
      "content-length": "2",
    }).map(([name, value]) => `${name}: ${String(value)}`);
    call.write(["POST / HTTP/1.1", ...next, "", "[]"].join("\r\n"));
    await expect.poll(() => statusesIn(call.received()).length).toBe(2);
    expect(call.received()).toContain("answered");
    call.leave();
  });

  test("may be read while the answer goes out, as long as it comes", async () => {
    const { host } = await startUploads(
      async function* (file: File) {
        for await (const chunk of file.stream()) yield `got ${String(Buffer.from(chunk))}`;
        yield "all";
      },
      { limits: { bodyTimeoutMs: 300, minBodyBytesPerSecond: 1 } },
    );
    const call = startUpload(host, uploadBody("abcdef"));
    for (const piece of "abcdef") {
      call.write(piece);
      await call.sees(`got ${piece}`);
      await new Promise((resolve) => setTimeout(resolve, 70));
    }
    call.write(closing);
    await call.sees("\r\nall\r\n");
    call.leave();
  });

  test("is thrown away where an answer in parts waits for its reader, who still sends", async () => {
    const { host } = await startUploads(
      async function* () {
        for (let part = 0; part < 400; part++) yield "y".repeat(50_000);
        yield "all";
      },
      { limits: { bodyTimeoutMs: 600, maxAnswerBytes: 30_000_000 } },
    );
    const body = uploadBody(Buffer.alloc(32_000_000, "x"));
    const call = startUpload(host, body, { connection: "close" });
    call.socket.pause();
    call.write(call.body.content);
    await new Promise<void>((resolve) => call.socket.write(call.body.tail, () => resolve()));
    call.socket.resume();
    const received = await call.closed;
    expect(received.slice(-20)).toContain("all\r\n0\r\n");
  });

  test("may take longer than other bodies that nobody reads, also where the connection ends", async () => {
    const { host } = await startUploads(
      () => "answered",
      {},
      { limits: { discardTimeoutMs: 100, maxDiscardedBytes: 10 } },
    );
    const call = startUpload(host, uploadBody("abcdef"), { connection: "close" });
    for (const piece of ["a", "b", "c", "d", "e", "f", closing]) {
      call.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await call.closed).toContain("answered");
    // A connection that is cut is reset, which the socket tells.
    expect(call.socket.errored).toBeNull();
  });

  test("cannot be read after the answer", async () => {
    const kept = gate<File>();
    const { host } = await startUploads(async (file: File) => kept.open(file));
    const call = startUpload(host, uploadBody("abcd"));
    call.finish();
    await call.sees("200 OK");
    const file = await kept.promise;
    await expect(file.text()).rejects.toThrow("the call that brought it has ended");
    call.leave();
  });
});
