import { expect, test } from "vitest";
import { createFindingCache, type LintInput } from "./finding-cache.ts";
import type { LintContext } from "./lint-plugin.ts";

function contextOf(sourceCode: { text: string }, filename = "/app/a.ts"): LintContext {
  return {
    filename,
    cwd: "/app",
    sourceCode: { ...sourceCode, getLocFromIndex: () => ({ line: 1, column: 0 }) },
    report: () => undefined,
  };
}

test("a text is linted once, however many rules ask", () => {
  const linted: LintInput[] = [];
  const findingsOf = createFindingCache((input) => {
    linted.push(input);
    return [];
  });
  const context = contextOf({ text: "1;" });
  expect(findingsOf(context)).toBe(findingsOf({ ...context }));
  expect(linted).toEqual([{ code: "1;", filename: "/app/a.ts", root: "/app" }]);
});

test("an object that is used again for another text or file is linted again", () => {
  const linted: string[] = [];
  const findingsOf = createFindingCache(({ code, filename }) => {
    linted.push(`${filename} ${code}`);
    return [];
  });
  const context = contextOf({ text: "1;" });
  const shared = { ...context.sourceCode };
  findingsOf({ ...context, sourceCode: shared });
  Object.assign(shared, { text: "2;" });
  findingsOf({ ...context, sourceCode: shared });
  findingsOf({ ...context, sourceCode: shared, filename: "/app/b.ts" });
  expect(linted).toEqual(["/app/a.ts 1;", "/app/a.ts 2;", "/app/b.ts 2;"]);
});
