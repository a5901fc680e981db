import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lintModule } from "../../src/compiler/index.ts";

const right = [
  ...filesBelow("test/fixtures/mistakes").filter((file) => file.includes("/right/")),
  ...filesBelow("bench/rules/corpus/right"),
];

test("right code is found, in many files", () => {
  expect(right.length).toBeGreaterThan(150);
});

test.each(right)("a linter, which sees one file at a time, is quiet about %s", (filename) => {
  const code = readFileSync(filename, "utf8");
  const found = lintModule({ code, filename, root: process.cwd(), isAlone: true });
  expect(found.map((each) => `${each.line}: ${each.code}`)).toEqual([]);
});

const insert = `await db.insert(notes).values({ text: "a" });`;

test.each([
  [
    "an inline action that calls packages only",
    `import { db } from "@/db";\nimport { v4 } from "uuid";\nexport default function Page() {\n  async function add() {\n    "use server";\n    v4();\n    ${insert}\n  }\n  return <form action={add} />;\n}`,
    ["action-without-auth", "mutation-without-revalidate"],
  ],
  [
    "an exported action: its callers may refresh the page",
    `"use server";\nimport { db } from "@/db";\nexport async function add() {\n  ${insert}\n}`,
    ["action-without-auth"],
  ],
  [
    "an action that calls a function of the app: it may ask, and tell",
    `"use server";\nimport { db } from "@/db";\nimport { prepare } from "../lib/prepare";\nexport async function add() {\n  await prepare();\n  ${insert}\n}`,
    [],
  ],
])("what another file could make up for is not reported: %s", (_, code, codes) => {
  const input = { code, filename: "/app/app/page.tsx", root: "/app" };
  const found = lintModule({ ...input, isAlone: true }).map((each) => each.code);
  expect(found.toSorted()).toEqual(codes);
  expect(
    lintModule(input)
      .map((each) => each.code)
      .toSorted(),
  ).toEqual(["action-without-auth", "mutation-without-revalidate"]);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
    .map((name) => `${folder}/${name}`);
}
