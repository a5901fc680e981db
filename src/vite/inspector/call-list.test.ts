import { expect, test } from "vitest";
import { parseActionId } from "../../protocol/index.ts";
import type { EndedRun } from "../../server/index.ts";
import { createCallList, type CallList } from "./call-list.ts";

const id = parseActionId(`${"a".repeat(40)}ff00000000`) ?? expect.unreachable();

function runOf(name: string, more: Partial<EndedRun> = {}): EndedRun {
  return {
    entry: {
      id,
      name,
      file: "app/actions.ts",
      line: 8,
      kind: "module",
      captures: [],
      usedBy: [],
      owners: "everywhere",
      load: () => expect.unreachable(),
    },
    args: [],
    durationMs: 3,
    end: { kind: "returned" },
    revalidations: [],
    reads: { miss: 0, stale: 0, hit: 0 },
    ...more,
  };
}

function listOf(capacity = 10): CallList {
  return createCallList(capacity, () => new Date(0));
}

test("the last calls are there, the newest first", () => {
  const calls = listOf(2);
  for (const name of ["one", "two", "three"]) calls.addRun(runOf(name));
  expect(calls.shown().map(({ subject }) => subject)).toEqual(["three", "two"]);
  expect(calls.shown()[0]).toEqual({
    at: new Date(0),
    subject: "three",
    place: "app/actions.ts:8",
    args: "",
    outcome: "returned",
    took: "3.0 ms",
    revalidated: [],
    cache: "",
  });
});

test("what after() and the answer's page add is there later", () => {
  const calls = listOf();
  const revalidations: EndedRun["revalidations"][number][] = [];
  const reads = { miss: 0, stale: 0, hit: 0 };
  calls.addRun(runOf("save", { revalidations, reads }));
  revalidations.push(
    { kind: "tag", target: "notes" },
    { kind: "path", target: "/posts/[id]", type: "page" },
    { kind: "cookie", target: "session" },
    { kind: "refresh", target: "" },
  );
  reads.hit += 2;
  reads.miss += 1;
  expect(calls.shown()[0]).toMatchObject({
    revalidated: ["tag notes", "path /posts/[id] page", "refresh"],
    cache: "2 hits, 1 miss",
  });
});

test("a failure and a refusal name the page that explains them; a redirect is none", () => {
  const calls = listOf();
  calls.addRun(runOf("a", { end: { kind: "threw", error: new Error("no") } }));
  calls.addRun(runOf("b", { end: { kind: "timed-out" } }));
  const digest = "NEXT_REDIRECT;push;/x;303;";
  calls.addRun(runOf("c", { end: { kind: "threw", error: { digest } } }));
  const refusal = { status: 403, subject: "POST /", reason: "the origin is evil" };
  calls.addEntry({ level: "warn", line: "", refusal: { ...refusal, code: "ORIGIN" } });
  calls.addEntry({ level: "error", line: "", refusal: { ...refusal, code: "TIMEOUT" } });
  calls.addEntry({ level: "info", line: "something else" });
  expect(calls.shown().map(({ outcome, page }) => [outcome, page])).toEqual([
    ["ORIGIN (403): the origin is evil", "origin-refused"],
    ["redirected to /x", undefined],
    ["TIMEOUT: passed its deadline", "action-timeout"],
    ["FAILED: threw Error: no", "action-threw"],
  ]);
});

test("arguments are shortened, secrets hidden, and nothing of them is kept", () => {
  const calls = listOf();
  const args = [{ password: "hunter2", text: "a" }, "x".repeat(5000), "y".repeat(5000)];
  calls.addRun(runOf("save", { args }));
  args[0] = "changed";
  const shown = calls.shown()[0]?.args ?? "";
  expect(shown).toMatch(/^\{ password: '••••', text: 'a' \}, 'x+'\.\.\. 4960 more/);
  expect(shown.length).toBeLessThanOrEqual(400);
});

test("listeners hear of each change until they stop", () => {
  const calls = listOf();
  let heard = 0;
  const stop = calls.onChange(() => (heard += 1));
  calls.addRun(runOf("a"));
  calls.addRun(runOf("b"));
  stop();
  calls.addRun(runOf("c"));
  expect(heard).toBe(2);
});
