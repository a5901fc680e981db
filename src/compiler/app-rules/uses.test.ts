import { expect, test } from "vitest";
import { checkFilesOf, findingsOf, type Files } from "../../../test/compiler/app-of-files.ts";

const actions =
  '"use server";\nexport async function one() {}\nexport async function two() {}\nexport const three = wrap(async () => {});\nfunction wrap<T>(fn: T): T {\n  return fn;\n}\n';
const pageUsing = (imports: string, text: string): string =>
  `${imports}\nexport default async function Page() {\n  ${text};\n  return <p />;\n}\n`;

const unused = (...names: string[]): string[] =>
  names.map((name) => `unused-action app/actions.ts: ${name}`);

const uses: readonly [string, Files, readonly string[]][] = [
  [
    "a name",
    { "app/page.tsx": pageUsing('import { one } from "./actions";', "await one()") },
    ["two", "three"],
  ],
  [
    "a namespace",
    { "app/page.tsx": pageUsing('import * as all from "./actions";', "await all.one()") },
    [],
  ],
  ["import()", { "app/page.tsx": pageUsing("", 'await import("./actions")') }, []],
  ["require()", { "app/page.tsx": pageUsing("", 'require("./actions")') }, []],
  [
    "an index under another name",
    {
      "app/index.ts": 'export { one as first, two } from "./actions";\n',
      "app/page.tsx": pageUsing('import { first } from "./index";', "await first()"),
    },
    ["two", "three"],
  ],
  [
    "export *, twice",
    {
      "app/inner.ts": 'export * from "./actions";\n',
      "app/index.ts": 'export * from "./inner";\n',
      "app/page.tsx": pageUsing('import { three } from "./index";', "await three()"),
    },
    ["one", "two"],
  ],
  [
    "an import that is exported again",
    {
      "app/index.ts": 'import { one } from "./actions";\nexport { one };\n',
      "app/page.tsx": pageUsing('import { one } from "./index";', "await one()"),
    },
    ["two", "three"],
  ],
  [
    "a type only",
    { "app/page.tsx": pageUsing('import { one } from "./actions";', "type One = typeof one") },
    ["one", "two", "three"],
  ],
  [
    "a test beside a page",
    {
      "app/page.tsx": pageUsing('import { one } from "./actions";', "await one()"),
      "app/actions.test.ts": 'import { two } from "./actions";\nawait two();\n',
    },
    ["two", "three"],
  ],
  [
    "a pattern, which may mean any file",
    { "app/page.tsx": pageUsing("", 'import.meta.glob("./*.ts")') },
    [],
  ],
];

test.each(uses)("an action is used by %s", async (_, files, expected) => {
  expect(await findingsOf({ "app/actions.ts": actions, ...files })).toEqual(unused(...expected));
});

test("what only tests import, what its own file uses, and a piece of an app are left alone", async () => {
  const page = "export default () => <p />;\n";
  const onlyTested = { "app/page.tsx": page, "app/x.test.ts": 'import "./actions";\n' };
  expect(await findingsOf({ "app/actions.ts": actions, ...onlyTested })).toEqual([]);
  expect(
    await findingsOf({
      "app/page.tsx": page,
      "app/actions.ts":
        '"use server";\nexport async function a() {}\nexport const b = wrap(a);\ndeclare function wrap<T>(x: T): T;\n',
    }),
  ).toEqual(unused("b"));
  expect(await findingsOf({ "app/actions.ts": actions })).toEqual([]);
});

test("a comment with a reason, and a rule that is off, keep an unused action", async () => {
  const files = {
    "app/page.tsx": "export default () => <p />;\n",
    "app/actions.ts":
      '"use server";\n// edict-ignore unused-action: for the next release\nexport async function later() {}\n',
  };
  expect(await findingsOf(files)).toEqual([]);
  const bare = { ...files, "app/actions.ts": '"use server";\nexport async function later() {}\n' };
  expect(await findingsOf(bare, { rules: { "unused-action": "off" } })).toEqual([]);
  const [strict] = await checkFilesOf(bare, { rules: { "unused-action": "error" } });
  expect(strict?.severity).toBe("error");
});

const form = (body: string): string =>
  `"use client";\nimport { useActionState } from "react";\nimport { save } from "./save";\nexport function Form() {\n${body}\n  return <form />;\n}\n`;
const save = (parameters: string, body = ""): string =>
  `"use server";\nexport async function save(${parameters}) {\n  ${body}\n}\n`;

const signatures: readonly [string, Files, readonly string[]][] = [
  [
    "typed as the form's data",
    { "app/save.ts": save("fd: FormData"), "app/form.tsx": form("  useActionState(save, null);") },
    ["app/form.tsx: save"],
  ],
  [
    "read as the form's data",
    {
      "app/save.ts": save("values", 'return values.get("a");'),
      "app/form.tsx": form("  useActionState(save, null);"),
    },
    ["app/form.tsx: save"],
  ],
  [
    "after a bound argument",
    {
      "app/save.ts": save("id: string, formData: FormData"),
      "app/form.tsx": form('  useActionState(save.bind(null, "1"), null);'),
    },
    ['app/form.tsx: save.bind(null, "1")'],
  ],
  [
    "with an argument that nobody binds",
    {
      "app/save.ts": save("id: string, previous: null, formData: FormData"),
      "app/form.tsx": form("  useActionState(save, null);"),
    },
    ["app/form.tsx: save"],
  ],
  [
    "by a hook and by a form",
    {
      "app/save.ts": save("previous: null, formData: FormData"),
      "app/form.tsx": form("  useActionState(save, null);"),
      "app/other.tsx":
        'import { save } from "./save";\nexport const Other = () => <form action={save} />;\n',
    },
    ["app/other.tsx: action={save}"],
  ],
  [
    "by a hook and by a call with less",
    {
      "app/save.ts": save("previous: null, formData: FormData"),
      "app/form.tsx": form("  useActionState(save, null);\n  save(new FormData());"),
    },
    ["app/form.tsx: save(new FormData())"],
  ],
];

test.each(signatures)("an action is used %s", async (_, files, expected) => {
  expect(await findingsOf(files)).toEqual(
    expected.map((place) => `action-state-signature ${place}`),
  );
});

const fitting: readonly [string, string, string][] = [
  ["takes the state first", "previous: null, formData: FormData", "useActionState(save, null);"],
  ["takes nothing", "", "useActionState(save, 0);"],
  [
    "is bound",
    "id: string, previous: null, formData: FormData",
    'useActionState(save.bind(null, "1"), null);',
  ],
  [
    "is called with all it takes",
    "previous: null, formData: FormData",
    "useActionState(save, null); save(null, new FormData());",
  ],
  [
    "is called by code that spreads",
    "previous: null, formData: FormData",
    "useActionState(save, null); save(...rest);",
  ],
];

test.each(fitting)("an action that %s is fine", async (_, parameters, use) => {
  expect(
    await findingsOf({ "app/save.ts": save(parameters), "app/form.tsx": form(`  ${use}`) }),
  ).toEqual([]);
});

test("a hook of the same name from elsewhere is not React's", async () => {
  const own = form("  useActionState(save, null);").replace('"react"', '"./hooks"');
  expect(await findingsOf({ "app/save.ts": save("fd: FormData"), "app/form.tsx": own })).toEqual(
    [],
  );
});
