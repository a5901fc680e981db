// @ts-check
// Writes docs/migrate/coverage.md: every name of Next, and what it is here, from the tables that the check reads.
// With --check it compares instead, and fails when they differ.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatDocument } from "./format-document.mjs";
import { loadSource } from "./load-source.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const target = `${root}/docs/migrate/coverage.md`;

/** @type {typeof import("../src/compiler/index.ts")} */
const compiler = await loadSource("src/compiler/index.ts");
const { absentNextModules, nextModules, routeSettingCoverage } = compiler;
/** @type {typeof import("../src/config/next-keys.ts")} */
const nextKeys = await loadSource("src/config/next-keys.ts");
const { knownNextKeys, readNextKeys, refusedNextKeys } = nextKeys;

const sides = {
  both: "everywhere",
  server: "server",
  browser: "Client Components",
  type: "type",
};

/**
 * @param {string} module
 * @param {import("../src/compiler/index.ts").NextModule} covered
 */
function moduleSection(module, { names, family, absent }) {
  /** @param {string} name @param {import("../src/compiler/index.ts").NextName} what */
  const row = (name, { side, differs }) => {
    const verdict = differs === undefined ? "same" : `differs: ${differs}`;
    return `| ${name} | ${sides[side]} | ${verdict} |`;
  };
  const there = Object.entries(names).map(([name, what]) => row(called(name), what));
  if (family !== undefined) there.push(row(family.called, family));
  const missing = Object.entries(absent).map(
    ([name, instead]) => `| ${called(name)} | | absent; write ${instead} |`,
  );
  const rows = [...there.toSorted(), ...missing.toSorted()];
  return `### \`${module}\`\n\n| name | where | here |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

/** @param {string} name */
function called(name) {
  return name === "default" ? "the default export" : `\`${name}\``;
}

/** @param {ReadonlyMap<string, string>} keys */
function keyRows(keys) {
  return [...keys].map(([key, text]) => `| \`${key}\` | ${text} |`).join("\n");
}

const text = `# What Edict has of Next

Code of the App Router imports from \`next/…\`. Inside an app these names resolve to Edict's own modules, with the behaviour of Next 16.4; Next itself is not installed. This page is generated from the tables by which \`edict check\` and the build judge imports, and a test compares those with the modules themselves.

- **same**: it is there and does what it does in Next.
- **differs**: it is there, and what is not the same is said.
- **absent**: importing it is an error, [\`unsupported-next-name\`](../errors/unsupported-next-name.mdx) or [\`unsupported-next-module\`](../errors/unsupported-next-module.mdx), which says what to write. Nothing is ever \`undefined\` in silence.

Each module may be written with \`.js\` at its end. Types come along with \`"types": ["edict/next-types"]\` in \`tsconfig.json\`. How to move an app: [from Next](./from-next.md).

## Modules

${Object.entries(nextModules)
  .map(([module, covered]) => moduleSection(module, covered))
  .join("\n\n")}

## Modules that are not there

| module | write in its place |
| --- | --- |
${Object.entries(absentNextModules)
  .map(([module, instead]) => `| \`${module}\` | ${instead} |`)
  .join("\n")}

A package that imports such a module itself can be given one with \`resolve.alias\` in \`vite.config.ts\`; an alias is honoured by the check as well.

## Settings of a route

Exported by a layout, a page or a \`route.ts\`: [what each does](../reference/file-conventions.md#settings-of-a-route).

| setting | here |
| --- | --- |
${keyRows(new Map(Object.entries(routeSettingCoverage)))}

## \`next.config.*\`

Read where there is no \`edict.config.*\`. These keys count:

| key | what it does |
| --- | --- |
${keyRows(readNextKeys)}

These are known, and ignored with a warning:

| key | in its place |
| --- | --- |
${keyRows(knownNextKeys)}

These are refused, since the app would be another one without them:

| key | in its place |
| --- | --- |
${keyRows(refusedNextKeys)}
| \`output: "export"\` | a server: a folder of files alone could not answer actions |

A key that nobody knows is a warning too; a wrong value of a key that counts is [an error](../errors/config-invalid.mdx).

## What is not quite the same elsewhere

- [\`proxy.ts\`](../guide/proxy.md) cannot read the body of a request, rewrites to paths of the app alone, and does not see the build's own files (\`/_edict/…\`). Upper and lower case differ in its matchers. A matcher may be computed.
- Calls of different actions do not wait for each other: [reliable calls](../guide/reliable-calls.md).
`;

const wanted = formatDocument(root, "coverage.md", text);
if (!process.argv.includes("--check")) writeFileSync(target, wanted);
else if (!existsSync(target) || readFileSync(target, "utf8") !== wanted) {
  process.stderr.write(
    "docs/migrate/coverage.md is behind the tables of src/compiler/next. Run: npm run coverage\n",
  );
  process.exitCode = 1;
}
