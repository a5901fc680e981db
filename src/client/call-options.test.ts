// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { carryOptions, type CallOptions } from "./call-options.ts";
import type { CallServer } from "./call-server.ts";
import type { RetryPorts } from "./repeat-call.ts";

// React's Flight client is built for a bundler and wants its loader when it is imported.
Object.assign(globalThis, { __webpack_require__: { u: String } });
const { createCallServer } = await import("./call-server.ts");

const id = `${"a".repeat(40)}ff00000000`;
const posted: { readonly body: unknown; readonly answer: (response: Response) => void }[] = [];

beforeEach(() => {
  posted.length = 0;
  vi.stubGlobal("fetch", (_url: string, { signal, body }: RequestInit) => {
    return new Promise<Response>((answer, fail) => {
      const end = (): void => fail(new DOMException("aborted", "AbortError"));
      if (signal?.aborted === true) return end();
      signal?.addEventListener("abort", end);
      return void posted.push({ body, answer });
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Waits between tries until the call is given up. */
const wait: RetryPorts["wait"] & { mock: { calls: unknown[] } } = vi.fn(
  (_delayMs: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve())),
);

function openPage(dispatch: "ordered" | "serial" = "ordered"): CallServer {
  const router = {
    url: "/",
    callSent: () => ({ request: 1, build: "b1.1", keys: [] }),
    callAnswered: () => Promise.resolve(),
    callFailed: () => undefined,
  };
  const retries = { nowMs: () => 0, random: () => 0, online: () => true, wait };
  return createCallServer(router, {
    retries: { ...retries, waitOnline: () => wait(0) },
    dispatch,
  });
}

const sent = (count: number): Promise<void> => vi.waitFor(() => expect(posted).toHaveLength(count));

function returned(value: unknown): Response {
  const outcome = { kind: "returned", value };
  return new Response(`0:${JSON.stringify({ build: "b1.1", outcome })}\n`, {
    headers: { "content-type": "text/x-component", "edict-outcome": "returned" },
  });
}

test("a call whose place a newer one takes is aborted, typed, and the newer one is answered", async () => {
  const callServer = openPage();
  const first = callServer(id, ["a"], "latest");
  await sent(1);
  const second = callServer(id, ["ab"], "latest");
  await expect(first).rejects.toMatchObject({ name: "ActionError", code: "ABORTED" });
  await sent(2);
  posted[1]?.answer(returned("found"));
  await expect(second).resolves.toBe("found");
  expect(posted[1]?.body).toBe('["ab"]');
});

test("a call that waits for its next try is not sent again once a newer one takes its place", async () => {
  const callServer = openPage();
  const first = callServer(id, ["a"], "latest");
  await sent(1);
  posted[0]?.answer(new Response("", { status: 502 }));
  await vi.waitFor(() => expect(wait.mock.calls).toHaveLength(1));
  const second = callServer(id, ["ab"], "latest");
  await expect(first).rejects.toMatchObject({ code: "ABORTED" });
  await sent(2);
  posted[1]?.answer(returned(2));
  await expect(second).resolves.toBe(2);
});

test("calls to a parallel action go out beside each other", async () => {
  const callServer = openPage();
  const first = callServer(id, ["a"], "parallel");
  await sent(1);
  const second = callServer(id, ["b"], "parallel");
  await sent(2);
  for (const [at, { answer }] of posted.entries()) answer(returned(at));
  await expect(Promise.all([first, second])).resolves.toEqual([0, 1]);
});

describe("a call with options", () => {
  const told = async (given: CallOptions, args: readonly unknown[] = ["a"]) => {
    const callServer = openPage();
    return callServer(id, [...args, carryOptions(given)]);
  };

  test("sends its arguments alone", async () => {
    const call = told({ signal: new AbortController().signal });
    await sent(1);
    expect(posted[0]?.body).toBe('["a"]');
    posted[0]?.answer(returned(1));
    await expect(call).resolves.toBe(1);
  });

  test("is never sent when it was given up before", async () => {
    await expect(told({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
      message: "The call was aborted; the action did not run.",
    });
    expect(posted).toEqual([]);
  });

  test("ends when its signal gives it up, and says why", async () => {
    const { controller, reason } = {
      controller: new AbortController(),
      reason: new Error("bored"),
    };
    const call = told({ signal: controller.signal });
    await sent(1);
    controller.abort(reason);
    await expect(call).rejects.toMatchObject({ code: "ABORTED" });
  });

  test("that waits for its turn leaves the queue when it is given up, and lets the next one go", async () => {
    const callServer = openPage();
    const controller = new AbortController();
    const first = callServer(id, ["a"]);
    await sent(1);
    const second = callServer(id, ["b", carryOptions({ signal: controller.signal })]);
    await Promise.resolve();
    const third = callServer(id, ["c"]);
    controller.abort();
    await expect(second).rejects.toMatchObject({ message: expect.stringContaining("not run") });
    posted[0]?.answer(returned(1));
    await expect(first).resolves.toBe(1);
    await sent(2);
    expect(posted[1]?.body).toBe('["c"]');
    posted[1]?.answer(returned(3));
    await expect(third).resolves.toBe(3);
  });

  test("goes out in the order that it asks for, whatever its action says", async () => {
    const callServer = openPage();
    const first = callServer(id, ["a"], "latest");
    await sent(1);
    const second = callServer(id, ["b", carryOptions({ dispatch: "parallel" })], "latest");
    await sent(2);
    for (const [at, { answer }] of posted.entries()) answer(returned(at));
    await expect(Promise.all([first, second])).resolves.toEqual([0, 1]);
  });
});

test("where the app has one call at a time, calls of one tick to different actions follow each other", async () => {
  const callServer = openPage("serial");
  const other = `${"b".repeat(40)}ff00000000`;
  const both = Promise.all([callServer(id, ["a"]), callServer(other, ["b"])]);
  await sent(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(posted).toHaveLength(1);
  posted[0]?.answer(returned(1));
  await sent(2);
  posted[1]?.answer(returned(2));
  await expect(both).resolves.toEqual([1, 2]);
});
