import { describe, expect, test } from "vitest";
import { ActionError } from "../../src/errors/index.ts";
import { currentStore } from "../../src/context/index.ts";
import { boundary } from "../protocol/reply-body.ts";
import { statusesIn } from "./raw-exchange.ts";
import { closing, startUpload, uploadBody, type UploadBody } from "./sent-upload.ts";
import { gate, readAll, startUploads } from "./upload-app.ts";

describe("an upload is refused before anything runs", () => {
  const body = uploadBody("abcd");
  const length = body.head.length + body.content.length + body.tail.length;

  test.each<readonly [string, Record<string, string>]>([
    ["no number", { "edict-upload": "four" }],
    ["an empty word", { "edict-upload": "," }],
    ["a negative size", { "edict-upload": "-4" }],
    ["a fraction", { "edict-upload": "4.0" }],
    ["an exponent", { "edict-upload": "4e0" }],
    ["leading zeros", { "edict-upload": "04" }],
    ["a sign", { "edict-upload": "+4" }],
    ["two sizes", { "edict-upload": "4, 4" }],
    ["more digits than a length has", { "edict-upload": "9".repeat(16) }],
    ["more than the body", { "edict-upload": String(length) }],
    ["all but the end of the body", { "edict-upload": String(length - closing.length) }],
    ["a body that has no parts", { "content-type": "text/plain" }],
  ])("with %s", async (_, headers) => {
    const { host, trace } = await startUploads(async (file: File) => file.text());
    const call = startUpload(host, body, headers);
    call.finish();
    await call.sees("The request could not be read.");
    expect(statusesIn(call.received())).toEqual([400]);
    expect(trace).toEqual([]);
    const line = host.log[0]?.line;
    expect(line).toContain("edict: MALFORMED (400) app/actions.ts#upload");
    expect(line).toContain(': edict-upload "');
    call.leave();
  });

  test.each<readonly [string, Record<string, string>]>([
    ["a size that ends in the head of the part", { "edict-upload": "5" }],
    ["a size that begins in the content", { "edict-upload": "3" }],
    ["a size that takes in the head of the part", { "edict-upload": "60" }],
  ])("with %s", async (_, headers) => {
    const { host, trace } = await startUploads(async (file: File) => file.text());
    const call = startUpload(host, body, headers);
    call.finish();
    await call.sees("The request could not be read.");
    expect(statusesIn(call.received())).toEqual([400]);
    expect(trace).toEqual([]);
    expect(host.log[0]?.line).toContain("edict: MALFORMED (400) app/actions.ts#upload");
    call.leave();
  });

  test.each<readonly [string, Partial<UploadBody>, Record<string, string>]>([
    ["whose last part is a field", { head: body.head.replace(/; filename=.*\r\n.*/, "") }, {}],
    ["whose last part is no file but bytes", { head: body.head.replace("$B1", "$o1") }, {}],
    ["with a part that nothing refers to", { head: body.head.replace("$B1", "x") }, {}],
  ])("%s", async (_, other, headers) => {
    const { host, trace } = await startUploads(async (file: File) => file.text());
    const call = startUpload(host, { ...body, ...other }, headers);
    call.finish();
    await call.sees("The request could not be read.");
    expect(statusesIn(call.received())).toEqual([400]);
    expect(trace).toEqual([]);
    call.leave();
  });

  test("larger than the action's limit", async () => {
    const { host, trace } = await startUploads(async (file: File) => file.text());
    const call = startUpload(host, body, { "content-length": "67108865" });
    await call.sees("413");
    expect(trace).toEqual([]);
    call.leave();
  });

  test("where what is in front of the content comes too slowly", async () => {
    const { host, trace } = await startUploads(async (file: File) => file.text(), {
      limits: { bodyTimeoutMs: 50 },
    });
    const half = { ...body, head: body.head.slice(0, 40) };
    const call = startUpload(host, half, { "content-length": String(length) });
    await call.sees("408");
    expect(trace).toEqual([]);
    call.leave();
  });
});

describe("an upload that does not come to its end", () => {
  const readingTells = async (file: File): Promise<string> => {
    try {
      return String(await readAll(file));
    } catch (error) {
      return `met ${String(error)}`;
    }
  };

  test.each<readonly [string, string, string]>([
    ["another end", "\r\n--", "does not end where it was said to"],
    ["more content", "more", "does not end where it was said to"],
    ["another part", `\r\n--${boundary}\r\nContent-`, "does not end where it was said to"],
  ])("with %s behind the content is told to who reads it", async (_, tail, told) => {
    const { host } = await startUploads(readingTells);
    const body = uploadBody("abcd");
    const call = startUpload(host, {
      ...body,
      tail: tail.padEnd(closing.length, "-").slice(0, closing.length),
    });
    call.finish();
    await call.sees(told);
    call.leave();
  });

  test.each([1, 7, 100])("with its boundary in the content, cut in pieces of %i", async (step) => {
    const { host } = await startUploads(readingTells);
    const content = `abcd\r\n--${boundary}\r\nContent-Disposition: form-data; name="0"\r\n\r\n[1]`;
    const call = startUpload(host, uploadBody(content));
    for (let at = 0; at < content.length; at += step) {
      call.write(content.slice(at, at + step));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    call.write(closing);
    await call.sees("its content holds the boundary that ends it");
    call.leave();
  });

  test("is refused like every body that breaks off, and not repeated under its id", async () => {
    const ended = gate<string>();
    const signal = gate<AbortSignal>();
    const { host, trace } = await startUploads(async (file: File) => {
      signal.open(currentStore("a test").signal);
      try {
        return await readAll(file);
      } catch (error) {
        ended.open(String(error));
        throw new Error("The tape could not be kept.", { cause: error });
      }
    });
    const headers = { "edict-call": "6f9619ff-8b86-4011-b42d-00c04fc964ff" };
    const body = uploadBody("0123456789");
    const call = startUpload(host, body, headers);
    call.write("01234");
    const aborted = await signal.promise;
    call.leave();
    expect(await ended.promise).toMatch(/^BrokenUploadError: The upload did not come to its end/);
    await expect.poll(() => aborted.aborted).toBe(true);
    await expect.poll(() => host.log.length).toBe(1);
    expect(host.log[0]?.line).toMatch(
      /^edict: MALFORMED \(400\) app\/actions\.ts#upload .*broke off/,
    );
    const again = startUpload(host, body, headers);
    again.finish();
    await again.sees("edict-error: UNKNOWN_OUTCOME");
    again.leave();
    expect(trace.filter((step) => step === "run upload")).toHaveLength(1);
  });

  test.each<readonly [string, (file: File) => Promise<unknown>]>([
    ["returns", readingTells],
    [
      "throws",
      async (file) => {
        throw new ActionError("TORN", await readingTells(file));
      },
    ],
  ])("and what the action %s of it itself is its outcome", async (_, run) => {
    const { host } = await startUploads(run);
    const headers = { "edict-call": "6f9619ff-8b86-4011-b42d-00c04fc964fe" };
    const body = uploadBody("0123456789");
    const call = startUpload(host, body, headers);
    call.write("01234");
    await new Promise((resolve) => setTimeout(resolve, 50));
    call.leave();
    const answerOf = async (): Promise<string> => {
      const again = startUpload(host, body, headers);
      again.finish();
      await again.sees("\r\n\r\n");
      again.leave();
      return again.received();
    };
    await expect.poll(answerOf).toContain("met BrokenUploadError");
    expect(host.log.filter(({ line }) => line.includes("MALFORMED"))).toEqual([]);
  });

  test("is told of what fails beside it", async () => {
    const { host } = await startUploads(async (file: File) => {
      await readAll(file).catch(() => undefined);
      throw new Error("The disk is full.");
    });
    const call = startUpload(host, uploadBody("0123456789"));
    call.write("01234");
    await new Promise((resolve) => setTimeout(resolve, 50));
    call.leave();
    await expect.poll(() => host.log.map(({ line }) => line).join("\n")).toContain("disk is full");
  });

  test("is refused where its sender is too slow, not where the action is", async () => {
    const began = gate();
    const { host } = await startUploads(
      async (file: File) => {
        const reader = file.stream().getReader();
        await reader.read();
        began.open();
        await new Promise((resolve) => setTimeout(resolve, 300));
        for (let next = await reader.read(); !next.done; next = await reader.read());
        return "read";
      },
      { limits: { bodyTimeoutMs: 100 } },
    );
    const patient = startUpload(host, uploadBody("0123456789"));
    patient.write("0");
    await began.promise;
    patient.write(`123456789${closing}`);
    await patient.sees('"value":"read"');
    patient.leave();
    const slow = startUpload(host, uploadBody("0123456789"));
    slow.write("0");
    await slow.sees("edict-error: BODY_TIMEOUT");
    slow.leave();
  });

  test("is refused where it trickles", async () => {
    const { host } = await startUploads(async (file: File) => String(await readAll(file)), {
      limits: { bodyTimeoutMs: 100, minBodyBytesPerSecond: 1_000 },
    });
    const call = startUpload(host, uploadBody("x".repeat(1_000)));
    const trickle = setInterval(() => call.write("x"), 20);
    await call.sees("edict-error: BODY_TIMEOUT");
    clearInterval(trickle);
    call.leave();
  });
});

describe("the record of calls", () => {
  const headers = { "edict-call": "6f9619ff-8b86-4011-b42d-00c04fc964fd" };

  test("answers a repeated upload from what was kept, and knows another one", async () => {
    const { host, trace } = await startUploads(
      async (file: File) => `${(await readAll(file)).length} bytes`,
    );
    const answerTo = async (body: UploadBody): Promise<string> => {
      const call = startUpload(host, body, headers);
      call.finish();
      await call.sees("\r\n\r\n");
      call.leave();
      return call.received();
    };
    expect(await answerTo(uploadBody("abcd"))).toContain("4 bytes");
    expect(await answerTo(uploadBody("abcd"))).toContain("4 bytes");
    expect(await answerTo(uploadBody("abcde"))).toContain("edict-error: KEY_REUSED");
    expect(trace.filter((step) => step === "run upload")).toHaveLength(1);
  });

  test("says that an upload still runs", async () => {
    const { host } = await startUploads(async (file: File) => String(await readAll(file)));
    const first = startUpload(host, uploadBody("abcd"), headers);
    first.write("ab");
    const again = startUpload(host, uploadBody("abcd"), headers);
    again.finish();
    await again.sees("edict-error: IN_PROGRESS");
    first.write(`cd${closing}`);
    await first.sees('"value":"abcd"');
    first.leave();
    again.leave();
  });
});
