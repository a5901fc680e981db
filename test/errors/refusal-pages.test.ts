import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { OutgoingCall } from "../../src/client/send-call.ts";
import type { RefusalCode } from "../../src/errors/index.ts";
import { refusalStatus } from "../../src/protocol/index.ts";
import { fakeApp, idOf } from "../http/fake-app.ts";
import { startHost } from "../http/hosts.ts";
import { provokedApp, provokedLimits, provokingRequests } from "./provoking-requests.ts";

const codes = Object.keys(provokingRequests) as RefusalCode[]; // the table is keyed by code
const pageOf = (page: string): string => readFileSync(`docs/errors/${page}.mdx`, "utf8");

test("no code of an answer is missing", () => {
  expect(codes.toSorted()).toEqual(Object.keys(refusalStatus).toSorted());
  expect(new Set(codes.map((code) => provokingRequests[code].page)).size).toBe(codes.length);
});

test.each(codes)("what the page of %s tells of comes over HTTP", async (code) => {
  const { page, provoke } = provokingRequests[code];
  const host = await startHost("over a socket", fakeApp(provokedApp).build, {
    limits: provokedLimits,
  });
  const answer = await provoke(host);
  expect(answer.status).toBe(refusalStatus[code]);
  expect(answer.headers.get("edict-error")).toBe(code);
  expect(answer.text).not.toContain("canary");
  const text = pageOf(page);
  expect(text).toMatch(new RegExp(`^# (?:.* )?\`?${code}\`?`, "m"));
  expect(text).toContain(`Status ${refusalStatus[code]}`);
  // The answer that it shows, header by header.
  const shown = /^HTTP\/1\.1 (\d+) [^\n]*\n((?:[a-z-]+: [^\n]*\n)*)/m.exec(text);
  if (shown === null) return;
  expect(Number(shown[1])).toBe(answer.status);
  for (const line of (shown[2] ?? "").trim().split("\n"))
    expect([line, answer.headers.has(line.split(":")[0] ?? "")]).toEqual([line, true]);
});

describe("what only the browser tells of comes where", () => {
  beforeAll(() => {
    // React's Flight client is built for a bundler and wants its loader when it is imported.
    vi.stubGlobal("__webpack_require__", { u: String });
  });
  afterAll(() => vi.unstubAllGlobals());

  /** Calls a server that does as `answer` says. */
  const callTo = async (
    answer: Parameters<typeof createServer>[1],
    more: Partial<OutgoingCall> = {},
  ): Promise<unknown> => {
    const server = createServer(answer).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const url = `http://127.0.0.1:${port}/`;
    const { newCallId, sendCall } = await import("../../src/client/send-call.ts");
    const { readAnswer } = await import("../../src/client/read-answer.ts");
    const call = { id: idOf("act"), callId: newCallId(), build: "b1.1", keys: [], body: "[]" };
    return readAnswer(await sendCall({ ...call, url, ...more }), undefined);
  };

  const expectCode = async (
    calling: Promise<unknown>,
    code: string,
    page: string,
  ): Promise<void> => {
    await expect(calling).rejects.toMatchObject({
      code,
      docs: expect.stringMatching(new RegExp(`/errors/${page}(?:\\.mdx)?$`)) as string,
    });
    expect(pageOf(page)).toContain(code);
  };

  test("the line breaks: NETWORK", () =>
    expectCode(
      callTo((request) => void request.socket.destroy()),
      "NETWORK",
      "network-failure",
    ));

  test("something else answers: INTERCEPTED", () =>
    expectCode(
      callTo((_, response) => void response.setHeader("content-type", "text/html").end("<p>")),
      "INTERCEPTED",
      "answer-intercepted",
    ));

  test("the caller gives up: ABORTED", async () => {
    const caller = new AbortController();
    const calling = callTo(() => caller.abort(), { signal: caller.signal });
    await expectCode(calling, "ABORTED", "call-aborted");
  });

  test("the cache could not be told: REVALIDATION_FAILED in the console, and the call resolves", async () => {
    const said = vi.spyOn(globalThis.console, "error").mockReturnValue();
    onTestFinished(() => said.mockRestore());
    const outcome = { kind: "returned", value: 7 };
    const callWith = (headers: Record<string, string>): Promise<unknown> =>
      callTo((_, response) => {
        response.setHeaders(new Headers({ "content-type": "text/x-component", ...headers }));
        response.end(`0:${JSON.stringify({ build: "b1.1", outcome })}\n`);
      });
    const held = { "edict-outcome": "returned", "edict-revalidated": "all" };
    await expect(callWith(held)).resolves.toMatchObject({ payload: { outcome } });
    expect(said.mock.calls).toEqual([]);
    const failed = { ...held, "edict-revalidation": "failed" };
    await expect(callWith(failed)).resolves.toMatchObject({ payload: { outcome } });
    expect(said.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^edict: REVALIDATION_FAILED: The action ran, but .* See \/_edict\/errors\/revalidation-failed$/,
        ),
      ],
    ]);
  });
});
