import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { lintModule } from "../compiler/index.ts";
import { compilerCatalogue, type DiagnosticCode } from "../errors/index.ts";
import { createPlugin } from "./create-plugin.ts";
import plugin from "./index.ts";

const rules = Object.entries(plugin.rules);
const codes = Object.keys(compilerCatalogue) as DiagnosticCode[]; // the catalogue is keyed by code
const elsewhere = codes.filter((code) => plugin.rules[code] === undefined);

test("every rule is a code", () => {
  expect(rules.length).toBeGreaterThan(10);
  expect(
    rules.map(([code]) => code).filter((code) => !Object.hasOwn(compilerCatalogue, code)),
  ).toEqual([]);
});

test.each(rules)(
  "the rule %s has the title of its code, and the page that comes with the package",
  (code, { meta }) => {
    expect(meta.docs.description).toBe(compilerCatalogue[code as DiagnosticCode].title); // proven above
    expect(existsSync(fileURLToPath(meta.docs.url))).toBe(true);
    expect(meta.docs.url).toMatch(new RegExp(`/docs/errors/${code}\\.mdx$`));
  },
);

test.each(rules)("one file is enough for %s: its page shows it wrong", async (code) => {
  expect(await codesOfPage(code)).toContain(code);
});

test.each(elsewhere)("no single file shows %s, so it is no rule", async (code) => {
  expect(await codesOfPage(code)).not.toContain(code);
});

async function codesOfPage(code: string): Promise<string[]> {
  const page = await readFile(`docs/errors/${code}.mdx`, "utf8");
  const examples = [...page.matchAll(/```tsx? filename="([^"]+)"\n([\s\S]*?)```/g)];
  return examples.flatMap(([, filename = "", text = ""]) =>
    lintModule({ code: text, filename: `/app/${filename}`, root: "/app" }).map(
      (finding) => finding.code,
    ),
  );
}

test("the recommended configuration has every rule, with the severity of its code", () => {
  const { recommended } = plugin.configs;
  expect(recommended.plugins["edict"]).toBe(plugin);
  expect(recommended.rules).toEqual(
    Object.fromEntries(
      rules.map(([code]) => [
        `edict/${code}`,
        compilerCatalogue[code as DiagnosticCode].severity === "error" ? "error" : "warn", // proven above
      ]),
    ),
  );
});

test("the plugin says its name and the version of the package", async () => {
  const manifest: unknown = JSON.parse(await readFile("package.json", "utf8"));
  expect(manifest).toHaveProperty("version", plugin.meta.version);
  expect(createPlugin("1.2.3").meta).toEqual({
    name: "edict",
    version: "1.2.3",
    namespace: "edict",
  });
});
