import { pathToFileURL } from "node:url";
import { ESLint, type Linter } from "eslint";
import { expect, test } from "vitest";
import { createRule } from "../../src/eslint/create-rule.ts";
import { createFindingCache } from "../../src/eslint/finding-cache.ts";
import plugin from "../../src/eslint/index.ts";
import type { Diagnostic } from "../../src/errors/index.ts";
import { typescriptParser } from "./typescript-parser.ts";

const typescript: Linter.Config = {
  files: ["**/*.{ts,tsx}"],
  languageOptions: { parser: typescriptParser },
};
const recommended: Linter.Config = plugin.configs.recommended;

async function lint(
  code: string,
  filePath: string,
  config: Linter.Config[] = [recommended, typescript],
): Promise<ESLint.LintResult> {
  const [result] = await runner(config).lintText(code, { filePath });
  if (result === undefined) throw new Error(`${filePath} was not linted`);
  return result;
}

function runner(overrideConfig: Linter.Config[], fix = false): ESLint {
  return new ESLint({ cwd: "/app", overrideConfigFile: true, overrideConfig, fix });
}

const wrong = `"use server";

export const limit = 80;
export function save(): void {}
`;

test("a mistake is reported with its sentence, what to do, its range and its page", async () => {
  const eslint = runner([recommended]);
  const results = await eslint.lintText('"use server";\n\nexport const limit = 80;\n', {
    filePath: "app/a.js",
  });
  expect(results[0]?.messages).toEqual([
    expect.objectContaining({
      ruleId: "edict/invalid-use-server-value",
      severity: 2,
      line: 3,
      column: 14,
      endLine: 3,
      endColumn: 19,
      message: expect.stringMatching(/`limit` is a number, .* Move `limit` to a file/),
    }),
  ]);
  expect(eslint.getRulesMetaForResults(results)).toHaveProperty(
    ["edict/invalid-use-server-value", "docs", "url"],
    pathToFileURL("docs/errors/invalid-use-server-value.mdx").href,
  );
});

test("TypeScript is linted through whatever parser the configuration names for it", async () => {
  const { messages } = await lint(wrong, "app/actions.ts");
  expect(messages.map(({ ruleId, line }) => [ruleId, line])).toEqual([
    ["edict/invalid-use-server-value", 3],
    ["edict/invalid-use-server-value", 4],
  ]);
});

test("TSX is linted", async () => {
  const code = `"use client";\nexport function Form(): unknown {\n  async function send() {\n    "use server";\n  }\n  return <form action={send} />;\n}\n`;
  const { messages } = await lint(code, "app/form.tsx");
  expect(messages.map(({ ruleId }) => ruleId)).toContain("edict/inline-action-in-client-component");
});

test("a correct file is quiet", async () => {
  const { messages } = await lint(`export const limit: number = 80;\n`, "app/limit.ts");
  expect(messages).toEqual([]);
});

test("a file that does not parse has its syntax error, and nothing breaks", async () => {
  const { messages } = await lint(`"use server";\nexport async function save( {}\n`, "app/a.js");
  expect(messages).toEqual([expect.objectContaining({ fatal: true })]);
});

test("a file that only our parser refuses is reported by a rule", async () => {
  const deep = `"use server";\n${"{".repeat(1_001)}${"}".repeat(1_001)}\n`;
  const { messages } = await lint(deep, "app/a.js");
  expect(messages).toEqual([
    expect.objectContaining({
      ruleId: "edict/syntax-error",
      message: expect.stringContaining("1,000 levels"),
    }),
  ]);
});

test("a file of another language is left alone", async () => {
  const { messages } = await lint(`"use server";\nexport const a = 1;\n`, "app/a.vue", [
    { files: ["**/*.vue"] },
    recommended,
  ]);
  expect(messages).toEqual([]);
});

test("severities are ESLint's to set", async () => {
  const quiet: Linter.Config = {
    rules: { "edict/invalid-use-server-value": "warn", "edict/use-server-not-first": "off" },
  };
  const code = `import "./a.js";\n"use server";\nexport {};\n`;
  const config = [recommended, quiet];
  expect((await lint(code, "app/a.js", config)).messages).toEqual([]);
  const value = await lint('"use server";\nexport const a = 1;\n', "app/a.js", config);
  expect(value.messages.map(({ severity }) => severity)).toEqual([1]);
});

test("comments silence, ours and ESLint's", async () => {
  const ours = `"use server";\n// edict-ignore invalid-use-server-value: kept for the old clients\nexport const a = 1;\n`;
  const theirs = `"use server";\n// eslint-disable-next-line edict/invalid-use-server-value\nexport const a = 1;\n`;
  expect((await lint(ours, "app/a.js")).messages).toEqual([]);
  expect((await lint(theirs, "app/a.js")).messages).toEqual([]);
});

test.each([
  ["a byte order mark", "\uFEFF", "\n"],
  ["CRLF", "", "\r\n"],
  ["a line separator in a string", "", "\n"],
])("places are right in a file with %s", async (_, mark, end) => {
  const code = `${mark}"use server";${end}const text = "\u2028"; export { text as other, wide };${end}const wide = 1;${end}`;
  const { messages, source } = await lint(code, "app/a.js");
  const lines = (source ?? "").replace(/^\uFEFF/, "").split(/\r\n|[\n\r\u2028\u2029]/);
  const marked = messages.map(({ line, column, endColumn = 0 }) =>
    lines[line - 1]?.slice(column - 1, endColumn - 1),
  );
  expect(marked).toEqual(["text as other", "wide"]);
});

test("a fix is applied through ESLint, in a text with a byte order mark too", async () => {
  let linted = 0;
  const findingsOf = createFindingCache(({ code }) => {
    linted += 1;
    const at = code.indexOf("use sever");
    return at === -1 ? [] : [misspelled(at)];
  });
  const fixing: Linter.Config = {
    plugins: {
      made: {
        rules: {
          first: createRule("use-server-not-first", findingsOf),
          second: createRule("syntax-error", findingsOf),
        },
      },
    },
    rules: { "made/first": "error", "made/second": "error" },
  };
  const [result] = await runner([fixing], true).lintText(
    '\uFEFF"use sever";\nexport async function a() {}\n',
    { filePath: "app/a.js" },
  );
  expect(result?.output).toBe('\uFEFF"use server";\nexport async function a() {}\n');
  // Two rules, two passes.
  expect(linted).toBe(2);
});

test("the fixes of edict check are ESLint's too", async () => {
  const text = `'use sever'\r\n\r\nexport   function save( ) { }\r\n`;
  const [result] = await runner([recommended], true).lintText(text, { filePath: "app/a.js" });
  expect(result?.output).toBe(
    text.replace("sever", "server").replace("function", "async function"),
  );
  expect(result?.messages).toEqual([]);
});

function misspelled(at: number): Diagnostic {
  return {
    code: "use-server-not-first",
    severity: "error",
    file: "app/a.js",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 12,
    message: "It is misspelled.",
    hint: "Write it.",
    docs: "",
    fix: { title: "Write it", edits: [{ start: at, end: at + 9, text: "use server" }] },
  };
}
