import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPackage } from "../package/install-package.ts";
import { LanguageClient } from "./language-client.ts";

let root = "";

beforeAll(async () => {
  root = await installPackage();
}, 120_000);

afterAll(async () => {
  await rm(root, { recursive: true });
});

/** As the reference shows it: oxlint's configuration in JavaScript takes the recommended severities from the plugin. */
const config = `import edict from "edict/eslint";
export default {
  categories: { correctness: "off" },
  jsPlugins: ["edict/eslint"],
  rules: edict.configs.recommended.rules,
};
`;

interface Reported {
  readonly code: string;
  readonly severity: string;
  readonly filename: string;
  readonly line: number;
  readonly column: number;
}

async function oxlint(files: Record<string, string>, ...args: string[]): Promise<Reported[]> {
  await rm(join(root, "app"), { recursive: true, force: true });
  for (const [name, text] of Object.entries({ "oxlint.config.mjs": config, ...files })) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const command = [resolve("node_modules/.bin/oxlint"), "-c", "oxlint.config.mjs", "-f", "json"];
  const { stdout, stderr } = spawnSync("node", [...command, ...args, "app"], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(stderr).toBe("");
  return readReport(JSON.parse(stdout));
}

function readReport(report: unknown): Reported[] {
  const { diagnostics } = report as { diagnostics: (Reported & Labelled)[] }; // the shape of oxlint's JSON
  return diagnostics
    .map(({ code, severity, filename, labels }) => {
      const { line = 0, column = 0 } = labels[0]?.span ?? {};
      return { code, severity, filename, line, column };
    })
    .toSorted((a, b) => a.filename.localeCompare(b.filename) || a.line - b.line);
}

interface Labelled {
  readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
}

test("the installed plugin runs in oxlint, on TypeScript and JSX, with places and severities", async () => {
  const found = await oxlint({
    "app/a.ts": `\uFEFF"use server";\r\n\r\nexport const limit: number = 80;\r\n`,
    "app/b.tsx": `"use client";\nexport function Form(): unknown {\n  async function send(): Promise<void> {\n    "use server";\n  }\n  return <form action={send} />;\n}\n`,
    "app/c.ts": `import "./a.ts";\n"use server";\nexport async function save<T>(value: T): Promise<T> {\n  return value;\n}\n`,
    "app/d.ts": `export const fine: number = 1;\n`,
  });
  expect(found).toEqual([
    {
      code: "edict(invalid-use-server-value)",
      severity: "error",
      filename: "app/a.ts",
      line: 3,
      column: 14,
    },
    {
      code: "edict(inline-action-in-client-component)",
      severity: "error",
      filename: "app/b.tsx",
      line: 4,
      column: 5,
    },
    {
      code: "edict(use-server-not-first)",
      severity: "error",
      filename: "app/c.ts",
      line: 2,
      column: 1,
    },
  ]);
}, 60_000);

test("many files in one run keep their own findings", async () => {
  const files = Array.from({ length: 40 }, (_, n): [string, string] => [
    `app/file-${String(n).padStart(2, "0")}.ts`,
    n % 2 === 0 ? `export const n = ${n};\n` : `"use server";\nexport const n = ${n};\n`,
  ]);
  const found = await oxlint(Object.fromEntries(files));
  const wrong = files.map(([name]) => name).filter((_, n) => n % 2 === 1);
  expect(found.map(({ filename }) => filename)).toEqual(wrong);
}, 60_000);

test("a comment with a reason silences", async () => {
  const silenced = `"use server";\n// edict-ignore invalid-use-server-value: kept for the old clients\nexport const a = 1;\n`;
  expect(await oxlint({ "app/a.ts": silenced })).toEqual([]);
}, 60_000);

test("fixes are applied by oxlint, and nothing else is touched", async () => {
  const text = `'use sever'\r\n\r\nexport   async function save( ) { }\r\n`;
  expect(await oxlint({ "app/a.ts": text }, "--fix")).toEqual([]);
  expect(await readFile(join(root, "app/a.ts"), "utf8")).toBe(text.replace("sever", "server"));
}, 60_000);

test("a file with a syntax error is oxlint's to report, and nothing breaks", async () => {
  const found = await oxlint({ "app/a.ts": `"use server";\nexport async function save( {}\n` });
  expect(found).toHaveLength(1);
  expect(found[0]?.code ?? "").not.toContain("edict");
}, 60_000);

test("an editor with oxlint's language server shows the findings, and offers the mend", async () => {
  await writeFile(join(root, "oxlint.config.mjs"), config);
  await mkdir(join(root, "app"), { recursive: true });
  await writeFile(join(root, "app/a.ts"), "");
  const settings = { configPath: "oxlint.config.mjs", run: "onType" };
  const client = new LanguageClient(root, settings);
  try {
    await client.start(settings);
    const text = `"use sever";\n\nexport async function save(): Promise<void> {}\n`;
    const [found] = await client.open("app/a.ts", text);
    expect(found).toMatchObject({
      code: "edict(use-server-misspelled)",
      severity: 1,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 12 } },
      message: expect.stringMatching(/is no directive.* Write "use server"\.$/),
    });
    const actions = await client.request("textDocument/codeAction", {
      textDocument: { uri: pathToFileURL(join(root, "app/a.ts")).href },
      range: found?.range,
      context: { diagnostics: [found] },
    });
    expect(JSON.stringify(actions)).toContain(JSON.stringify('"use server"').slice(1, -1));
  } finally {
    client.close();
  }
}, 60_000);
