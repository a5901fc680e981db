// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ActionError } from "../errors/action-error.ts";
import type { AnswerPayload } from "../protocol/index.ts";
import type { CallRouter } from "./navigation/router.ts";
import type { RetryPorts } from "./repeat-call.ts";
import { readSignal } from "./signal-error.ts";

// React's Flight client is built for a bundler and wants its loader when it is imported.
Object.assign(globalThis, { __webpack_require__: { u: String } });
const { createCallServer } = await import("./call-server.ts");

const idOf = (mask: string, letter = "a"): string => `${letter.repeat(40)}${mask}${"0".repeat(8)}`;
const readsAll = idOf("ff");

interface Posted {
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly answer: (response: Response) => void;
}

const posted: Posted[] = [];
const answered: { payload: AnswerPayload<unknown>; revalidated: boolean }[] = [];
const failed: number[] = [];

const router: CallRouter = {
  url: "/posts/5?tab=all",
  callSent: () => ({
    request: posted.length,
    build: "b1.1",
    keys: ["", "posts", "[id]=5", "page"],
  }),
  callAnswered: (_sent, payload, revalidated) => {
    answered.push({ payload, revalidated });
    return Promise.resolve();
  },
  callFailed: ({ request }) => void failed.push(request),
};

/** The network and the clock of a test: nothing really waits. */
const network: { online: boolean; backOnline: () => void } = {
  online: true,
  backOnline: () => undefined,
};
const waits: number[] = [];
const retries: RetryPorts = {
  nowMs: () => waits.reduce((total, wait) => total + wait, 0),
  random: () => 0,
  online: () => network.online,
  wait: (delayMs) => Promise.resolve(void waits.push(delayMs)),
  waitOnline: () =>
    new Promise((resolve) => {
      network.backOnline = resolve;
    }),
};

beforeEach(() => {
  posted.length = answered.length = failed.length = waits.length = 0;
  network.online = true;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) =>
    new Promise((answer: (response: Response) => void) => {
      posted.push({ url, headers: new Headers(init.headers), body: init.body, answer });
    }).then((response) =>
      response.type === "error" ? Promise.reject(new TypeError("lost")) : response,
    ),
  );
});
afterEach(() => vi.unstubAllGlobals());

function flight(payload: object, headers: Record<string, string> = {}): Response {
  const type = { "content-type": "text/x-component", "edict-outcome": "returned" };
  return new Response(`0:${JSON.stringify({ build: "b1.1", ...payload })}\n`, {
    headers: { ...type, ...headers },
  });
}
const returned = (value: unknown): Response => flight({ outcome: { kind: "returned", value } });
const answerLast = (response: Response): void => posted.at(-1)?.answer(response);
const sent = async (count: number): Promise<void> =>
  vi.waitFor(() => expect(posted).toHaveLength(count));

async function callFailsWith(response: Response): Promise<ActionError> {
  const call = createCallServer(router, { retries })(readsAll, []);
  await sent(1);
  answerLast(response);
  return call.then(
    () => expect.unreachable(),
    (error: ActionError) => error,
  );
}

describe("a call", () => {
  test("posts its arguments to the page, with the headers of the wire", async () => {
    const call = createCallServer(router, { retries })(readsAll, [
      1,
      new Date(0),
      undefined,
      { deep: ["x"] },
    ]);
    await sent(1);
    const [request] = posted;
    expect(request?.url).toBe("/posts/5?tab=all");
    expect(request?.body).toBe('[1,"$D1970-01-01T00:00:00.000Z","$undefined",{"deep":["x"]}]');
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: "text/x-component",
      "edict-action": readsAll,
      "edict-build": "b1.1",
      "edict-call": expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      "edict-page": "/posts/5",
      "edict-segments": ",posts,%5Bid%5D%3D5,page",
    });
    answerLast(returned({ saved: true }));
    await expect(call).resolves.toEqual({ saved: true });
  });

  test("does not serialise an event that the action does not read", async () => {
    const call = createCallServer(router, { retries })(idOf("00"), [new Event("click")]);
    await sent(1);
    expect(posted[0]?.body).toBe("[]");
    answerLast(returned(1));
    await call;
  });

  test("sends a form's fields as they were when it was made", async () => {
    const fields = new FormData();
    fields.set("title", "then");
    const callServer = createCallServer(router, { retries });
    const call = callServer(readsAll, [fields]);
    fields.set("title", "later");
    await sent(1);
    const body = posted[0]?.body;
    expect(body instanceof FormData && [...body]).toContainEqual(["_1_title", "then"]);
    answerLast(returned(1));
    await call;
  });

  test("rejects with what React says about an argument it cannot send, and lets the next call go", async () => {
    const callServer = createCallServer(router, { retries });
    const unreadable = {
      get field(): never {
        throw new Error("unreadable");
      },
    };
    await expect(callServer(readsAll, [unreadable])).rejects.toThrow("unreadable");
    const call = callServer(readsAll, []);
    await sent(1);
    answerLast(returned(2));
    await expect(call).resolves.toBe(2);
  });

  test("gives an opaque argument back as the same one", async () => {
    const local = (): string => "stays here";
    const call = createCallServer(router, { retries })(readsAll, [{ local }]);
    await sent(1);
    expect(posted[0]?.body).toBe('[{"local":"$T"}]');
    answerLast(returned({ local: "$T0:0:local" }));
    await expect(call).resolves.toEqual({ local });
  });

  test("waits for an earlier call to the same action, not for one to another", async () => {
    const callServer = createCallServer(router, { retries });
    const calls = [callServer(readsAll, ["first"])];
    await sent(1);
    calls.push(callServer(readsAll, ["second"]), callServer(idOf("ff", "b"), ["other"]));
    await sent(2);
    expect(posted.map(({ body }) => body)).toEqual(['["first"]', '["other"]']);
    posted[0]?.answer(returned(1));
    await sent(3);
    answerLast(returned(2));
    posted[1]?.answer(returned(3));
    await expect(Promise.all(calls)).resolves.toEqual([1, 2, 3]);
  });

  test("hands the fresh page to the router before it resolves", async () => {
    const call = createCallServer(router, { retries })(readsAll, []);
    await sent(1);
    const route = { url: "/", pattern: "/", params: {}, keys: ["", "page"] };
    answerLast(
      flight(
        { outcome: { kind: "returned", value: 1 }, route, segments: { 1: "fresh" } },
        { "edict-revalidated": "all" },
      ),
    );
    await call;
    expect(answered).toMatchObject([
      { payload: { route, segments: { 1: "fresh" } }, revalidated: true },
    ]);
  });
});

describe("a call that redirects or is interrupted", () => {
  test("rejects with a signal that says where, once the router has been told", async () => {
    const error = await callFailsWith(
      flight({ outcome: { kind: "redirected", location: "/posts/6", replace: false } }),
    );
    expect(readSignal(error)).toEqual({
      kind: "redirect",
      location: "/posts/6",
      type: "push",
      status: 303,
    });
    expect(answered).toHaveLength(1);
  });

  test("is no unhandled rejection when nobody waits for a redirect", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    void createCallServer(router, { retries })(readsAll, []);
    await sent(1);
    answerLast(flight({ outcome: { kind: "redirected", location: "/", replace: true } }));
    await vi.waitFor(() => expect(answered).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test.each(["not-found", "unauthorized", "forbidden"] as const)(
    "rejects with the signal of %s",
    async (kind) => {
      expect(readSignal(await callFailsWith(flight({ outcome: { kind } })))).toEqual({ kind });
    },
  );
});

describe("a call that fails", () => {
  test("carries the action's own error whole", async () => {
    const thrown = {
      code: "OUT_OF_STOCK",
      message: "Only two are left",
      status: 409,
      data: { left: 2 },
    };
    const error = await callFailsWith(
      flight({ outcome: { kind: "threw", digest: "d1", error: thrown } }),
    );
    expect(error).toMatchObject({ name: "ActionError", digest: "d1", ...thrown });
  });

  test("carries only a digest of an error that the action did not mean to show", async () => {
    const error = await callFailsWith(flight({ outcome: { kind: "threw", digest: "d1" } }));
    expect(error).toMatchObject({
      name: "Error",
      digest: "d1",
      message: expect.stringContaining("d1"),
    });
  });

  test("names the refusal, its limit and its page", async () => {
    const headers = {
      "content-type": "text/plain",
      "edict-error": "TOO_LARGE",
      "edict-limit": "1048576",
    };
    const error = await callFailsWith(
      new Response("The body is too large.", { status: 413, headers }),
    );
    expect(error).toMatchObject({
      name: "ActionError",
      code: "TOO_LARGE",
      status: 413,
      data: { limitBytes: 1_048_576 },
      docs: "/_edict/errors/body-too-large",
    });
    expect(error.message).toBe("The body is too large. The limit is 1048576 bytes.");
    expect(failed).toHaveLength(1);
  });

  test("says that something else answered, with status and type", async () => {
    const headers = { "content-type": "text/html; charset=utf-8" };
    const error = await callFailsWith(new Response("<h1>Sign in</h1>", { headers }));
    expect(error).toMatchObject({ code: "INTERCEPTED", status: 200 });
    expect(error.message).toMatch(
      /^An unexpected response was received from the server\. .*200.*text\/html/,
    );
  });

  test("takes a plain text of status 400 and up for the message of what answered", async () => {
    const headers = { "content-type": "text/plain" };
    const error = await callFailsWith(new Response("Slow down, please", { status: 429, headers }));
    expect(error).toMatchObject({ code: "INTERCEPTED", status: 429, message: "Slow down, please" });
  });

  test("does not take Flight without an outcome for an answer", async () => {
    const headers = { "content-type": "text/x-component" };
    expect(await callFailsWith(new Response('0:{"route":{}}\n', { headers }))).toMatchObject({
      code: "INTERCEPTED",
    });
  });

  test("says so when the server cannot be reached", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(createCallServer(router, { retries })(readsAll, [])).rejects.toMatchObject({
      code: "NETWORK",
      cause: expect.any(TypeError),
    });
    expect(waits).toHaveLength(5);
    expect(failed).toHaveLength(1);
  });

  test("says so when something in front of the app has no answer, time and again", async () => {
    vi.stubGlobal("fetch", () =>
      Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 })),
    );
    await expect(createCallServer(router, { retries })(readsAll, [])).rejects.toMatchObject({
      code: "INTERCEPTED",
      status: 502,
    });
    expect(waits).toHaveLength(5);
  });

  test("says so when it was aborted", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new DOMException("stopped", "AbortError")));
    await expect(createCallServer(router, { retries })(readsAll, [])).rejects.toMatchObject({
      code: "ABORTED",
    });
  });

  test("says so when the answer breaks off", async () => {
    const headers = { "content-type": "text/x-component", "edict-outcome": "returned" };
    vi.stubGlobal("fetch", () => Promise.resolve(new Response('0:{"outco', { headers })));
    await expect(createCallServer(router, { retries })(readsAll, [])).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringContaining("the action ran"),
    });
  });
});

describe("a call that is tried again", () => {
  const refused = (status: number, code: string, more: Record<string, string> = {}): Response =>
    new Response("Not now.", {
      status,
      headers: { "content-type": "text/plain", "edict-error": code, ...more },
    });

  test("keeps its id and its body, until it is answered", async () => {
    const fields = new FormData();
    fields.set("title", "then");
    const call = createCallServer(router, { retries })(readsAll, [fields]);
    const troubles = [
      Response.error(),
      new Response("<h1>Bad gateway</h1>", { status: 502 }),
      refused(503, "BUSY", { "retry-after": "2" }),
      refused(409, "IN_PROGRESS", { "retry-after": "1" }),
      new Response("0:{", {
        headers: { "content-type": "text/x-component", "edict-outcome": "returned" },
      }),
    ];
    for (const [at, trouble] of troubles.entries()) {
      await sent(at + 1);
      answerLast(trouble);
    }
    await sent(6);
    answerLast(returned("saved"));
    await expect(call).resolves.toBe("saved");
    expect(new Set(posted.map(({ headers }) => headers.get("edict-call"))).size).toBe(1);
    expect(new Set(posted.map(({ body }) => body)).size).toBe(1);
    expect(waits).toEqual([150, 300, 2_000, 1_000, 1_200]);
    expect(answered).toHaveLength(1);
    expect(failed).toEqual([]);
  });

  test("has another id than the next call", async () => {
    const callServer = createCallServer(router, { retries });
    const calls = [callServer(readsAll, []), callServer(readsAll, [])];
    await sent(2);
    for (const { answer } of posted) answer(returned(1));
    await Promise.all(calls);
    expect(new Set(posted.map(({ headers }) => headers.get("edict-call"))).size).toBe(2);
  });

  test("waits while the browser is offline, and is sent once when it is back", async () => {
    network.online = false;
    const call = createCallServer(router, { retries })(readsAll, []);
    await sent(1);
    answerLast(Response.error());
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(posted).toHaveLength(1);
    network.online = true;
    network.backOnline();
    await sent(2);
    answerLast(returned("saved"));
    await expect(call).resolves.toBe("saved");
    expect(waits).toEqual([]);
  });

  test.each([
    [409, "UNKNOWN_OUTCOME"],
    [422, "KEY_REUSED"],
    [504, "TIMEOUT"],
  ])("is not sent after %d %s", async (status, code) => {
    const call = createCallServer(router, { retries })(readsAll, []);
    await sent(1);
    answerLast(refused(status, code));
    await expect(call).rejects.toMatchObject({ name: "ActionError", code, status });
    expect(posted).toHaveLength(1);
  });
});
