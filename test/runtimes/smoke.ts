import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { until } from "../vite/small-app.ts";
import { createHostClient, type HostClient, type SmokeHost } from "./host-client.ts";

/** What a kind of host can do beside that. */
export interface HostTraits {
  /** Whether it tells of a visitor who leaves; one that does not ends what a request began with it, timers too. */
  readonly hearsOfLeaving: boolean;
}

/** What every host must do alike; one server answers all of it, in this order. */
export function smokeStories(host: () => SmokeHost, traits: HostTraits): void {
  const client = createHostClient(host);
  pageStories(client);
  formStories(client);
  callStories(client);
  streamStories(client);
  recordStories(client);
  leavingStories(client, traits);
}

function pageStories({ host, get }: HostClient): void {
  test("sends a page, and its not-found page", async () => {
    const page = await get("/");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<h1>Hosts</h1>");
    expect((await get("/nowhere")).status).toBe(404);
  });

  test("sends files of the build, whole, in part and not again", async () => {
    const file = await get("/hello.txt");
    expect(file.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await file.text()).toBe("a file of public/\n");
    const part = await get("/hello.txt", { range: "bytes=2-5" });
    expect([part.status, await part.text()]).toEqual([206, "file"]);
    const again = await get("/hello.txt", { "if-none-match": file.headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
    const script = await get(host().asset);
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect((await script.arrayBuffer()).byteLength).toBeGreaterThan(100);
    expect((await get("/.edict/secrets/keys")).status).toBe(404);
    expect((await get("/..%2fapp.js")).status).not.toBe(200);
  });
}

function formStories({ call, submit }: HostClient): void {
  test("runs the action of a form without JavaScript, and shows what it changed", async () => {
    const answer = await submit("add", "by-form ü");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("<li>by-form ü</li>");
  });

  test("opens what an inline action closed over", async () => {
    const answer = await submit("sealed", "kept");
    expect(await answer.text()).toContain("<li>captured-4242:kept</li>");
  });

  test("redirects the form of an action that redirects", async () => {
    const answer = await submit("leave", "");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/target"]);
    const called = await call("leave");
    expect([called.status, called.headers.get("edict-outcome")]).toEqual([200, "redirected"]);
    expect(await called.text()).toContain("Target");
  });
}

function callStories({ call, state }: HostClient): void {
  test("calls an action with a date and a file", async () => {
    const body = new FormData();
    body.append("1", new File(["file content"], "note.txt", { type: "text/plain" }));
    body.append("0", '["$D2026-01-02T03:04:05.000Z","$B1"]');
    const answer = await call("describeArguments", body);
    expect([answer.status, answer.headers.get("edict-outcome")]).toEqual([200, "returned"]);
    expect(await answer.text()).toContain("2026-01-02T03:04:05.000Z note.txt 12 file content");
  });

  test("reads and writes cookies, several of them, and sends the page anew for it", async () => {
    const answer = await call("sign", '["Ada"]', { headers: { cookie: "seen=yes" } });
    expect(answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0])).toEqual([
      "first=Ada",
      "second=2",
    ]);
    expect(answer.headers.get("edict-revalidated")).toBe("all");
    const text = await answer.text();
    expect(text).toContain('"value":"yes"');
    expect(text).toContain("by-form ü");
  });

  test("refuses another origin and an unknown action", async () => {
    const foreign = await call("countRun", "[]", { headers: { origin: "https://evil.example" } });
    expect([foreign.status, foreign.headers.get("edict-error")]).toEqual([403, "ORIGIN"]);
    const unknown = await call(`${"0".repeat(50)}`);
    expect([unknown.status, unknown.headers.get("edict-error")]).toEqual([404, "NOT_FOUND"]);
    expect((await state()).runs).toBe(0);
  });
}

function streamStories({ host, get, call }: HostClient): void {
  test("streams the result of an action as it comes", async () => {
    await expectStream(call("streamWords"), "first-word", "last-word");
  });

  test("streams a page as it comes", async () => {
    await expectStream(get("/slow"), "early-part", "late-part");
  });

  /** The second part is made only once the first has arrived. */
  async function expectStream(
    answering: Promise<Response>,
    first: string,
    last: string,
  ): Promise<void> {
    const reader = (await answering).body?.pipeThrough(new TextDecoderStream()).getReader();
    if (reader === undefined) throw new Error("the answer has no body");
    let text = "";
    while (!text.includes(first)) {
      const next = await reader.read();
      if (next.done) throw new Error(`it ended without ${first}: ${text}`);
      text += next.value;
    }
    expect(text).not.toContain(last);
    await (await get("/api/state?open")).text();
    for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
    expect(text).toContain(last);
  }

  test("hands a body to a route handler while it still arrives, byte for byte", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(await echoInTwo(host().origin, bytes)).toEqual(Buffer.concat([bytes, bytes]));
  });
}

function recordStories({ get, call, state }: HostClient): void {
  test("runs a call that is sent twice once, and after() behind its answer", async () => {
    const headers = { "edict-call": randomUUID() };
    const first = await (await call("countRun", "[]", { headers })).text();
    expect(first).toContain('"value":1');
    expect(await (await call("countRun", "[]", { headers })).text()).toBe(first);
    const { runs, after } = await state();
    expect([runs, after]).toEqual([1, 0]);
    await (await get("/api/state?afterwards")).text();
    await until(async () => (await state()).after === 1);
  });

  test("keeps every one of many calls at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, async () => (await call("countRun")).text()),
    );
    const values = answers.map((text) => Number(/"value":(\d+)/.exec(text)?.[1]));
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 2));
  });
}

function leavingStories({ get, call, state }: HostClient, { hearsOfLeaving }: HostTraits): void {
  /** Begins a call and breaks it off once its action runs. */
  const leaveCall = async (headers: Record<string, string>): Promise<void> => {
    const leaving = new AbortController();
    const calling = call("waitForAbort", "[]", { signal: leaving.signal, headers });
    const broken = expect(calling).rejects.toThrow("aborted");
    await until(async () => (await state()).waiting === 1);
    leaving.abort();
    await broken;
  };

  if (hearsOfLeaving)
    test("tells an action that its visitor left", async () => {
      await leaveCall({});
      await until(async () => (await state()).aborted === 1);
    });
  else {
    test("lets an action end whose visitor left, and knows its outcome", async () => {
      const headers = { "edict-call": randomUUID() };
      await leaveCall(headers);
      await (await get("/api/state?open")).text();
      await until(async () => (await state()).waiting === 0);
      const repeated = await call("waitForAbort", "[]", { headers });
      expect(await repeated.text()).toContain('"value":"waited"');
      expect((await state()).aborted).toBe(0);
    });

    test("ends an action at its deadline, though an earlier request took its timers along", async () => {
      // Its deadline is the next to pass, and nothing of this request is left.
      expect((await call("hang", "[false]")).status).toBe(200);
      expect((await call("hang", "[true]")).status).toBe(504);
    });
  }
}

/** Posts bytes, and once they have come back the same bytes again. */
function echoInTwo(origin: string, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      `${origin}/api/echo`,
      { method: "POST", headers: { "content-type": "application/octet-stream" } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          if (Buffer.concat(chunks).length === bytes.length) sending.end(bytes);
        });
        response.on("end", () => resolve(Buffer.concat(chunks)));
        response.on("error", reject);
      },
    );
    sending.on("error", reject);
    sending.write(bytes);
  });
}
