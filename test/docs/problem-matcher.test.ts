import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatFindings } from "../../src/cli/format-findings.ts";
import { lintModule } from "../../src/compiler/index.ts";
import { readCodeBlocks } from "./read-code-blocks.ts";

const text = readFileSync("docs/guide/editor.md", "utf8");

interface Matcher {
  readonly regexp: string;
  readonly severity: number;
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly code: number;
  readonly message: number;
}

test("the guide's problem matcher reads what edict check --format github prints", () => {
  const block = readCodeBlocks(text).find(({ code }) => code.includes("problemMatcher"));
  const { tasks } = JSON.parse(block?.code ?? "") as {
    tasks: [{ problemMatcher: { pattern: Matcher } }]; // as the guide shows it
  };
  const { pattern } = tasks[0].problemMatcher;
  const source = `"use server";\n\nexport const limit = 80;\n`;
  const findings = lintModule({ code: source, filename: "/app/app/a.ts", root: "/app" }).map(
    (diagnostic) => ({ diagnostic, source }),
  );
  const found = new RegExp(pattern.regexp).exec(formatFindings(findings, "github", false)) ?? [];
  expect({
    severity: found[pattern.severity],
    file: found[pattern.file],
    line: found[pattern.line],
    column: found[pattern.column],
    code: found[pattern.code],
    message: found[pattern.message],
  }).toEqual({
    severity: "error",
    file: "app/a.ts",
    line: "3",
    column: "14",
    code: "invalid-use-server-value",
    message: findings[0]?.diagnostic.message,
  });
});
