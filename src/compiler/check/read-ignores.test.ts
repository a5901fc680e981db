import { expect, test } from "vitest";
import { parseModule } from "../parse/parse-module.ts";
import { sourceFile } from "../parse/source-file.ts";
import { lintModule } from "../lint-module.ts";
import { readIgnores } from "./read-ignores.ts";

/** Each silenced line with its codes, e.g. `2: unused-action`. */
function silenced(...lines: readonly string[]): string[] {
  const parsed = parseModule(sourceFile({ code: lines.join("\n"), filename: "/app/a.tsx" }));
  if (!parsed.ok) throw new Error("the example does not parse");
  return [...readIgnores(parsed.value)].map(([line, codes]) => `${line}: ${[...codes].join(" ")}`);
}

test("a comment on a line of its own silences the next line of code", () => {
  expect(silenced("// edict-ignore unused-action: later", "", "// and why", "run();")).toEqual([
    "4: unused-action",
  ]);
  expect(silenced("/* edict-ignore unused-action: later */", "run();")).toEqual([
    "2: unused-action",
  ]);
});

test("a comment beside code silences its own line", () => {
  expect(silenced("run(); // edict-ignore large-capture: small here", "run();")).toEqual([
    "1: large-capture",
  ]);
  expect(silenced("/* edict-ignore large-capture: small */ run();")).toEqual(["1: large-capture"]);
});

test("a comment in JSX silences the line after it", () => {
  expect(
    silenced(
      "const a = (",
      "  <p>",
      "    {/* edict-ignore unused-action: shown */}",
      "    <b />",
      "  </p>",
      ");",
    ),
  ).toEqual(["4: unused-action"]);
});

test("several codes share one reason, and two comments add up", () => {
  expect(silenced("// edict-ignore unused-action, large-capture: both", "run();")).toEqual([
    "2: unused-action large-capture",
  ]);
  expect(
    silenced("// edict-ignore unused-action: a", "// edict-ignore large-capture: b", "run();"),
  ).toEqual(["3: unused-action large-capture"]);
});

test("line ends of Windows count once", () => {
  const parsed = parseModule(
    sourceFile({ code: "// edict-ignore unused-action: why\r\nrun();\r\n", filename: "/app/a.ts" }),
  );
  expect(parsed.ok && [...readIgnores(parsed.value).keys()]).toEqual([2]);
});

test.each([
  "// edict-ignore unused-action",
  "// edict-ignore unused-action:",
  "// edict-ignore: because",
  "// see edict-ignore unused-action: an example",
  'const text = "// edict-ignore unused-action: no comment";',
])("%s silences nothing", (comment) => {
  expect(silenced(comment, "run();")).toEqual([]);
});

test.each([
  ["// edict-ignore", "names no code"],
  ["// edict-ignore: because", "names no code"],
  ["// edict-ignore unused-action", "gives no reason"],
  ["/* edict-ignore unused-action: */", "gives no reason"],
  ["// edict-ignore unused-actoin: later", 'Did you mean "unused-action"?'],
])("%s is told to be without effect", (comment, said) => {
  const found = lintModule({ code: `${comment}\nrun();`, filename: "/app/a.ts" });
  expect(found.map(({ code, line }) => `${code} ${line}`)).toEqual(["ineffective-ignore 1"]);
  expect(found[0]?.message).toContain(said);
});

test("a comment that does what it says, and one that only begins alike, are not told", () => {
  const code =
    "// edict-ignore unused-action: later\nrun();\n// edict-ignored-files are listed elsewhere\n";
  expect(lintModule({ code, filename: "/app/a.ts" })).toEqual([]);
});
