import { expect, test } from "vitest";
import { parseActionId } from "../protocol/index.ts";
import type { EndedRun } from "../server/index.ts";
import { describeRun } from "./describe-run.ts";

const id = parseActionId(`${"a".repeat(40)}ff00000000`) ?? expect.unreachable();

function lineOf(
  args: readonly unknown[],
  end: EndedRun["end"] = { kind: "returned" },
  more: { durationMs?: number; captures?: readonly string[] } = {},
): string {
  const { durationMs = 12.4, captures = [] } = more;
  const place = {
    id,
    name: "save",
    file: "app/posts.actions.ts",
    line: 8,
    kind: "module" as const,
  };
  const rest = { usedBy: [], owners: "everywhere" as const, load: () => expect.unreachable() };
  return describeRun({ entry: { ...place, ...rest, captures }, args, durationMs, end, ...quiet });
}

const quiet = { revalidations: [], reads: { miss: 0, stale: 0, hit: 0 } };

test("names the action, its arguments, its end, its time and its place", () => {
  expect(lineOf(["Title", { draft: true, tags: [1, 2, 3, 4, 5] }])).toBe(
    "save('Title', { draft: true, tags: [ 1, 2, 3, ... 2 more items ] }) returned in 12 ms  app/posts.actions.ts:8",
  );
  expect(lineOf([], undefined, { durationMs: 0.26 })).toContain("save() returned in 0.3 ms");
});

test("cuts what is long, and keeps to one line without control characters", () => {
  const line = lineOf(["a\nb\u001B[31m\u202E", "x".repeat(500), new Map([["k", "v"]])]);
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(line.length).toBeLessThan(160);
  expect(line).toContain("…) returned");
});

test("shows fields of a form, and none that is secret", () => {
  const form = new FormData();
  form.set("email", "ada@example.com");
  form.set("password", "hunter2");
  form.set("picture", new File(["12345"], "p.png"));
  const line = lineOf([form]);
  expect(line).toContain('FormData {email: "ada@example.com", password: ••••, picture: file of 5');
  expect(lineOf([{ email: "ada@example.com", password: "hunter2" }])).toContain(
    "{ email: 'ada@example.com', password: '••••' }",
  );
  expect(line).not.toContain("hunter2");
});

test.each([
  [{ user: { password: "hunter2", name: "ada" } }],
  [[{ name: "ada", token: "hunter2" }]],
  [new Map([["apiSecret", "hunter2"]])],
  [new URLSearchParams("otp=hunter2")],
  [{ secrets: ["hunter2"] }],
])("hides what is named like a secret wherever it would be shown: %j", (value) => {
  const line = lineOf([value]);
  expect(line).toContain("••••");
  expect(line).not.toContain("hunter2");
});

test("hides a form within a value, and what a redirect says", () => {
  const form = new FormData();
  form.set("password", "hunter2");
  expect(lineOf([{ form }])).toContain("{ form: { password: '••••' } }");
  const digest = "NEXT_REDIRECT;push;/reset?step=2&resetToken=hunter2#a;303;";
  expect(lineOf([], { kind: "threw", error: { digest } })).toContain(
    "redirected to /reset?step=2&resetToken=••••#a in",
  );
});

test("shows names of what an inline action closes over, not the values", () => {
  const line = lineOf([["sealed-secret"], "sent"], undefined, { captures: ["user.id"] });
  expect(line).toContain("save(‹user.id›, 'sent')");
  expect(line).not.toContain("sealed-secret");
});

test.each<[EndedRun["end"], string]>([
  [{ kind: "threw", error: new TypeError("no\nway") }, "threw TypeError: no way in"],
  [{ kind: "threw", error: "text" }, "threw 'text' in"],
  [{ kind: "timed-out" }, "passed its deadline in"],
  [
    { kind: "threw", error: { digest: "NEXT_REDIRECT;push;/posts/5;303;" } },
    "redirected to /posts/5 in",
  ],
  [{ kind: "threw", error: { digest: "NEXT_HTTP_ERROR_FALLBACK;404" } }, "ended with not-found in"],
])("says how it ended: %j", (end, said) => {
  expect(lineOf([], end)).toContain(`save() ${said}`);
});

test("runs no getter of an argument", () => {
  const trap = Object.defineProperty({}, "x", {
    enumerable: true,
    get: () => expect.unreachable(),
  });
  expect(lineOf([trap])).toContain("[Getter]");
});
