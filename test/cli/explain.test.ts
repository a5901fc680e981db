import { readdirSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { compilerCatalogue, type BrowserCode, type RefusalCode } from "../../src/errors/index.ts";
import { packageRoot, run } from "./run-line.ts";

const pages = readdirSync("docs/errors").map((file) => file.replace(/\.mdx$/, ""));
const callCodes: Record<RefusalCode | BrowserCode, true> = {
  MALFORMED: true,
  ORIGIN: true,
  NOT_FOUND: true,
  METHOD: true,
  BODY_TIMEOUT: true,
  SKEW: true,
  IN_PROGRESS: true,
  UNKNOWN_OUTCOME: true,
  TOO_LARGE: true,
  MEDIA: true,
  HOST: true,
  KEY_REUSED: true,
  RATE_LIMITED: true,
  FAILED: true,
  BUSY: true,
  TIMEOUT: true,
  NETWORK: true,
  INTERCEPTED: true,
  ABORTED: true,
};

test.each(pages)("explain %s prints its page, without a mark of Markdown", async (page) => {
  const { code, out, err } = await run(`explain ${page}`, packageRoot, {
    columns: 80,
    env: { FORCE_COLOR: "1" },
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const text = stripVTControlCharacters(out);
  const prose = text.split("\n").filter((line) => !/^ {4}/.test(line));
  expect(prose.join("\n")).not.toMatch(/^#|^```|\]\(|^---|\*\*/m);
  expect(text).toContain("\nWhy This Error Occurred\n");
  const wide = prose.filter(
    (line) => line.length > 80 && /\S \S/.test(line.trim().replace(/^- /, "")),
  );
  expect(wide).toEqual([]);
});

test.each(Object.keys(callCodes))(
  "explain %s prints the page of that answer, in any case",
  async (code) => {
    const upper = await run(`explain ${code}`);
    expect(upper.out.startsWith(`${code}: `)).toBe(true);
    expect(await run(`explain ${code.toLowerCase()}`)).toEqual(upper);
  },
);

test("without a code all are listed, diagnostics by their severity", async () => {
  const { code, out } = await run("explain");
  expect(code).toBe(0);
  const [errors = "", warnings = "", calls = "", usages = ""] = out.split("\n\n");
  for (const [name, { severity }] of Object.entries(compilerCatalogue))
    expect(severity === "error" ? errors : warnings).toContain(`\n  ${name} `);
  for (const name of Object.keys(callCodes)) expect(calls).toContain(`\n  ${name} `);
  expect(usages).toContain("\n  outside-request ");
  const rows = out.split("\n").filter((line) => line.startsWith("  "));
  expect(rows).toHaveLength(pages.length);
});

test.each([
  ["use-sever-not-first", "Did you mean use-server-not-first?"],
  ["SKWE", "Did you mean SKEW?"],
  ["skwe", "Did you mean SKEW?"],
  ["use_server_not_frist", "Did you mean use-server-not-first?"],
])("explain %s is answered with the nearest code", async (word, advice) => {
  const { code, out, err } = await run(`explain ${word}`);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(advice);
});

test("a word near to nothing, and a path, find no page", async () => {
  for (const word of ["zzzzzzzz", "../errors/build-skew", "build-skew.mdx"]) {
    const { code, err } = await run(`explain ${word}`);
    expect(code).toBe(2);
    expect(err).toContain("edict explain lists all codes.");
  }
});

test("colours and broken lines are for terminals only", async () => {
  const piped = await run("explain build-skew");
  expect(piped.out).not.toContain("\u001B");
  expect(piped.out.split("\n").some((line) => line.length > 150)).toBe(true);
  const shown = await run("explain build-skew", packageRoot, { columns: 60 });
  expect(shown.out).toContain("\u001B[1mWhy This Error Occurred\u001B[22m");
  const { out } = await run("explain build-skew", packageRoot, {
    columns: 60,
    env: { NO_COLOR: "1" },
  });
  expect(out).toBe(stripVTControlCharacters(shown.out));
});

test("links lead to a command, a file of the package, or the web", async () => {
  const refusal = await run("explain action-threw", "/usr");
  expect(refusal.out).toMatch(/\(\/[^)]+\/docs\/guide\/errors\.md/);
  const busy = await run("explain RATE_LIMITED");
  expect(busy.out).toContain("BUSY (edict explain server-busy)");
  expect(busy.out).toContain("(docs/guide/errors.md#errors-of-your-own)");
  expect(busy.out).toContain("(https://developer.mozilla.org/");
});
