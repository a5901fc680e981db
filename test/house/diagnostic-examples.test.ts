import { expect, test } from "vitest";
// @ts-expect-error a script without declarations
import { examplesOnPage, listExamples } from "../../scripts/list-examples.mjs";
import { compilerCatalogue } from "../../src/errors/index.ts";

interface Examples {
  readonly wrong: readonly string[];
  readonly right: readonly string[];
}

const examples = listExamples(process.cwd()) as ReadonlyMap<string, Examples>;
const codes = Object.keys(compilerCatalogue);

/** What Edict promises to name. */
const promised = [
  "action-in-class-instance",
  "action-in-pages-directory",
  "action-is-generator",
  "action-state-signature",
  "action-uses-this",
  "action-without-auth",
  "action-without-ownership-check",
  "action-without-validation",
  "bound-argument-in-clear",
  "capture-not-serializable",
  "code-after-redirect",
  "config-invalid",
  "duplicate-directive",
  "experimental-server-actions-flag",
  "fetch-tags-without-cache",
  "function-passed-to-client",
  "id-secret-missing",
  "identity-from-form-data",
  "inline-action-in-client-component",
  "inline-action-not-async",
  "invalid-use-server-value",
  "large-capture",
  "missing-await-on-request-api",
  "mutation-without-revalidate",
  "optimistic-outside-transition",
  "proxy-answers-actions",
  "redirect-in-try",
  "reserved-field-name",
  "revalidate-after-redirect",
  "revalidate-tag-without-profile",
  "revalidate-unknown-target",
  "server-module-in-client",
  "thrown-expected-error",
  "unsupported-next-module",
  "unused-action",
  "use-cache-not-async",
  "use-form-state-renamed",
  "use-server-and-use-client",
  "use-server-misspelled",
  "use-server-not-first",
  "use-server-wrong-quotes",
];

/** Found in the environment of a build: no source shows it. */
const withoutSource = new Set(["id-secret-missing"]);

test("every mistake that is promised to be named is in the catalogue", () => {
  expect(promised.filter((code) => !codes.includes(code))).toEqual([]);
});

test.each(codes.filter((code) => !withoutSource.has(code)))(
  "%s has wrong code that it must find, and right code that it must leave alone",
  (code) => {
    const { wrong = [], right = [] } = examples.get(code) ?? {};
    expect(wrong, "wrong").not.toEqual([]);
    expect(right, "right").not.toEqual([]);
  },
);

test("every case names codes that are there", () => {
  // Pages are about codes of calls, too; that each has its code is held beside the catalogue.
  const cases = [...examples].filter(([, { wrong, right }]) =>
    [...wrong, ...right].some((place) => !place.startsWith("docs/")),
  );
  expect(cases.map(([code]) => code).filter((code) => !codes.includes(code))).toEqual([]);
});

test("an example is a fenced text with a file's name in the section that is asked for", () => {
  const block = (name: string): string => `\`\`\`tsx filename="${name}"\nlet a;\n\`\`\`\n`;
  const page = `# Page\n\n## Wrong\n\n${block("a.ts")}\nor\n\n${block("b.ts")}\n## Right\n\n${block("c.ts")}`;
  expect(examplesOnPage(page, "Wrong")).toEqual([
    { filename: "a.ts", code: "let a;\n" },
    { filename: "b.ts", code: "let a;\n" },
  ]);
  expect(examplesOnPage(page, "Right")).toHaveLength(1);
  expect(examplesOnPage(page, "Other")).toEqual([]);
});
