import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createServer } from "../../src/adapters/fetch/index.ts";
import { callAction } from "../../src/client/call-action.ts";
import type { CallServer } from "../../src/client/call-server.ts";
import type { RetryPorts } from "../../src/client/repeat-call.ts";
import { createSpaRouter } from "../../src/client/spa/spa-router.ts";
import { actionSignal } from "../../src/context/index.ts";
import { ActionError, isActionError } from "../../src/errors/action-error.ts";
import { fakeApp, idOf, type FakeAppParts } from "../http/fake-app.ts";
import { testKeys } from "../http/hosts.ts";

// React's Flight client is built for a bundler and wants its loader when it is imported.
Object.assign(globalThis, { __webpack_require__: { u: String } });
const { createCallServer } = await import("../../src/client/call-server.ts");

const origin = "https://shed.example";
const endpoint = "/_edict/actions";

const retries: RetryPorts = {
  nowMs: () => 0,
  random: () => 0,
  online: () => true,
  wait: () => Promise.resolve(),
  waitOnline: () => Promise.resolve(),
};

/** The page of an app that is rendered in the browser alone, over the endpoint that answers it; nothing is between them. */
function openPage(
  actions: FakeAppParts["actions"] & object,
  {
    dispatch = "ordered",
    build = "b1.1",
  }: { dispatch?: "ordered" | "serial"; build?: string } = {},
): { call: CallServer; sent: string[]; cut: { answers: number } } {
  const app = { ...fakeApp({ actions }).build, endpoint };
  const answer = createServer(app, { origins: [origin], keys: testKeys, log: () => undefined });
  const sent: string[] = [];
  const cut = { answers: 0 };
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const request = new Request(new URL(url, origin), init);
    request.headers.set("origin", origin);
    sent.push(`${new URL(request.url).pathname} ${request.headers.get("edict-call")}`);
    const response = await answer(request);
    init.signal?.throwIfAborted(); // as a browser's fetch does
    if (cut.answers === 0) return response;
    cut.answers -= 1;
    throw new TypeError("the line broke before the answer");
  });
  const router = createSpaRouter({ endpoint, build });
  return { call: createCallServer(router, { dispatch, retries }), sent, cut };
}

// What a page has, in as much as calls look at it; requests and answers stay those of Node.
beforeEach(() => {
  vi.stubGlobal("location", { pathname: "/shelf", search: "?open", origin });
  vi.stubGlobal("document", new EventTarget());
});
afterEach(() => vi.unstubAllGlobals());

/** What a call rejected with. */
async function errorOf(calling: Promise<unknown>): Promise<ActionError> {
  const error: unknown = await calling.catch((thrown: unknown) => thrown);
  if (isActionError(error)) return error;
  throw new Error(`no ActionError, but ${String(error)}`);
}

describe("a call of an app in the browser alone", () => {
  test("gets the error of its action whole", async () => {
    const lend = (): never => {
      throw new ActionError("ON_LOAN", "The ladder is out.", { status: 409, data: { until: 5 } });
    };
    const { call } = openPage({ lend: async () => lend() });
    const { code, message, status, data } = await errorOf(call(idOf("lend"), []));
    expect([code, message, status, data]).toEqual([
      "ON_LOAN",
      "The ladder is out.",
      409,
      { until: 5 },
    ]);
  });

  test("is sent again after a broken line, and runs once", async () => {
    let runs = 0;
    const { call, sent, cut } = openPage({ count: async () => (runs += 1) });
    cut.answers = 2;
    expect(await call(idOf("count"), [])).toBe(1);
    expect([runs, sent.length, new Set(sent).size]).toEqual([1, 3, 1]);
    expect(sent[0]).toMatch(/^\/_edict\/actions [0-9a-f-]{36}$/);
  });

  test("that is given up tells the action, and says so", async () => {
    const seen: string[] = [];
    const wait = async (): Promise<void> => {
      const signal = actionSignal();
      seen.push("began");
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      seen.push("aborted");
    };
    const { call } = openPage({ wait });
    const stub = (...args: unknown[]): Promise<unknown> => call(idOf("wait"), args);
    const leaving = new AbortController();
    const error = errorOf(callAction(stub, [], { signal: leaving.signal }));
    await vi.waitFor(() => expect(seen).toEqual(["began"]));
    leaving.abort();
    expect((await error).code).toBe("ABORTED");
    await vi.waitFor(() => expect(seen).toEqual(["began", "aborted"]));
  });

  test("of a page of an older build says that nothing ran, where its action is gone", async () => {
    const { call } = openPage({ lend: async () => 1 }, { build: "b0.1" });
    const { code, status } = await errorOf(call(idOf("gone"), []));
    expect([code, status]).toEqual(["SKEW", 409]);
    expect(await call(idOf("lend"), [])).toBe(1);
  });

  test.each([
    ["serial", ["a began", "a ended", "b began", "b ended"]],
    ["ordered", ["a began", "b began", "a ended", "b ended"]],
  ] as const)(
    "of another action waits where dispatch is %s, and only there",
    async (dispatch, order) => {
      const seen: string[] = [];
      const act = (name: string) => async (): Promise<void> => {
        seen.push(`${name} began`);
        await new Promise((resolve) => setTimeout(resolve, name === "a" ? 60 : 90));
        seen.push(`${name} ended`);
      };
      const { call } = openPage({ a: act("a"), b: act("b") }, { dispatch });
      const first = call(idOf("a"), []);
      await Promise.resolve();
      await Promise.all([first, call(idOf("b"), [])]);
      expect(seen).toEqual(order);
    },
  );
});
