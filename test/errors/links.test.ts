import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { anchorsOf, findBrokenLinks, linksOf } from "./find-broken-links.ts";

const root = process.cwd();

const files = [
  ...pagesBelow("docs"),
  ...pagesBelow("decisions"),
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "bench/README.md",
  "bench/rules/README.md",
  ...pagesBelow("examples").filter((name) => /^examples\/[^/]+\/README\.md$/.test(name)),
];

const textOf = (file: string): string => readFileSync(file, "utf8");

test("the documentation is found, with its links", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => linksOf(textOf(file))).length).toBeGreaterThan(150);
});

test.each(files)("every link of %s leads somewhere", (file) => {
  expect(findBrokenLinks(file, textOf(file), root)).toEqual([]);
});

test.each([
  ["[a](./nowhere.md)", "there is no such file"],
  ["![a](images/nowhere.png)", "there is no such file"],
  ["[a](security.md#no-such-heading)", "there is no such heading"],
  ["# Here\n\n[a](#there)", "there is no such heading"],
  ["[a](../../../elsewhere.md)", "leaves the repository"],
  ["[a](/docs/guide/security.md)", "starts with a slash"],
  ["[a](../errors)", "a folder ends with a slash"],
  ["[a]()", "is empty"],
  ["[`a`](./nowhere.md)", "there is no such file"],
  ['[a](./nowhere.md "Title")', "there is no such file"],
  ["[a][b]\n\n[b]: ./nowhere.md", "there is no such file"],
  ['<img alt="a" src="nowhere.png">', "there is no such file"],
  ["[a](http://react.dev/)", "is no https URL"],
  ["[a](https:react.dev)", "is no https URL"],
  ["[a](//react.dev/)", "is no URL"],
  ["[a](https://)", "is no URL"],
  ["[a](https://localhost:3000/)", "has no public host"],
  ["[a](https://someone@react.dev/)", "has a name or password"],
  ["[a](javascript:history.back())", "is no https URL"],
  ["<http://react.dev/>", "is no https URL"],
])("%j is found to be broken", (text, fault) => {
  expect(findBrokenLinks("docs/guide/forms.md", text, root)).toEqual([
    expect.stringContaining(fault),
  ]);
});

test.each([
  "[a](security.md)",
  "[a](./security.md#check-what-comes)",
  "[a](../errors/)",
  "# Here there\n\n[a](#here-there)",
  "[a](https://react.dev/reference/rsc/use-server#caveats)",
  "`[a](nowhere.md)` and ``[`a`](nowhere.md)``",
  "```md\n[a](nowhere.md)\n```",
  "- list\n\n  ```md\n  [a](nowhere.md)\n  ```",
])("%j is good", (text) => {
  expect(findBrokenLinks("docs/guide/forms.md", text, root)).toEqual([]);
});

test("anchors are those of GitHub", () => {
  const text =
    "# `edict inspect`\n## What may, and may not\n## Twice\n## Twice\n```sh\n# no heading\n```\n";
  expect([...anchorsOf(text)]).toEqual([
    "edict-inspect",
    "what-may-and-may-not",
    "twice",
    "twice-1",
  ]);
});

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.mdx?$/.test(name))
    .map((name) => `${folder}/${name}`)
    .toSorted();
}
