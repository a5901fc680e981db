// @ts-check
// Writes docs/reference/diagnostics.md from the catalogue, and from what the rules find in the wrong examples.
// With --check it compares instead, and fails when they differ.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatDocument } from "./format-document.mjs";
import { examplesOnPage, listExamples } from "./list-examples.mjs";
import { loadSource } from "./load-source.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const target = `${root}/docs/reference/diagnostics.md`;

/** @type {typeof import("../src/errors/index.ts")} */
const { compilerCatalogue } = await loadSource("src/errors/index.ts");
/** @type {typeof import("../src/compiler/index.ts")} */
const { lintModule } = await loadSource("src/compiler/index.ts");

/** @returns {Set<string>} the codes of which a finding in the wrong examples has a fix */
function fixableCodes() {
  const sources = Object.keys(compilerCatalogue).flatMap((code) => {
    const page = `${root}/docs/errors/${code}.mdx`;
    return existsSync(page) ? examplesOnPage(readFileSync(page, "utf8"), "Wrong") : [];
  });
  const inputs = ["test/fixtures/compiler", "test/fixtures/mistakes", "bench/rules/corpus/wrong"];
  for (const folder of inputs) sources.push(...sourcesIn(join(root, folder)));
  const found = sources.flatMap(({ filename, code }) =>
    lintModule({ code, filename: `/app/${filename}`, root: "/app" }),
  );
  return new Set(found.filter(({ fix }) => fix !== undefined).map(({ code }) => code));
}

/**
 * @param {string} folder
 * @returns {import("./list-examples.mjs").SourceText[]}
 */
function sourcesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[jt]sx?$/.test(name) && statSync(join(folder, name)).isFile())
    .map((name) => ({ filename: name, code: readFileSync(join(folder, name), "utf8") }));
}

function writeTable() {
  const fixable = fixableCodes();
  const examples = listExamples(root);
  const rows = Object.entries(compilerCatalogue).map(([code, { severity, title }]) => {
    const { wrong = [], right = [] } = examples.get(code) ?? {};
    const fix = fixable.has(code) ? "yes" : "";
    return `| [\`${code}\`](../errors/${code}.mdx) | ${severity} | ${title.replaceAll("|", "\\|")} | ${fix} | ${wrong.length} | ${right.length} |`;
  });
  return [
    "| code | severity | what it says | `--fix` | wrong | right |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.toSorted(),
  ].join("\n");
}

const text = `# Diagnostics

Every mistake that \`edict check\`, \`edict build\`, the development overlay and the [lint rules](./eslint.md) name. Each has a page that says why it matters, with code that is wrong and code that is right; \`edict explain <code>\` shows it in the terminal.

An error fails \`edict check\` and \`edict build\`, a warning does not. [\`rules\`](./configuration.md) in \`edict.config.ts\` makes one the other, or turns a rule off; \`// edict-ignore <code>: reason\` silences one line. Where \`--fix\` says yes, \`edict check --fix\` mends what is certain.

The last two columns count the examples that hold a rule to its word: wrong ones that it must find, and right ones, most of them close to the mistake, that it must leave alone. This page is generated from the catalogue and from those examples.

${writeTable()}
`;

const wanted = formatDocument(root, "diagnostics.md", text);
if (!process.argv.includes("--check")) writeFileSync(target, wanted);
else if (!existsSync(target) || readFileSync(target, "utf8") !== wanted) {
  process.stderr.write(
    "docs/reference/diagnostics.md is behind the catalogue. Run: npm run diagnostics\n",
  );
  process.exitCode = 1;
}
