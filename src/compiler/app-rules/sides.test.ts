import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { checkFilesOf, findingsOf, type Files } from "../../../test/compiler/app-of-files.ts";
import { serverNames } from "./server-module-kind.ts";

const page = "export default function Page() {\n  return <p>Hi</p>;\n}\n";
const button =
  '"use client";\nexport function Button({ run }: { run: unknown }) {\n  return <button>{String(run)}</button>;\n}\n';
const action = '"use server";\nexport async function greet(name: string) {\n  return name;\n}\n';

const wrong: readonly [string, Files, readonly string[]][] = [
  [
    "a Client Component that imports a module of Node",
    {
      "app/clock.tsx":
        '"use client";\nimport { hostname } from "node:os";\nexport const name = hostname();\n',
    },
    ['server-module-in-client app/clock.tsx: import { hostname } from "node:os";'],
  ],
  [
    "a database client two files away, through an index of exports",
    {
      "app/list.tsx":
        '"use client";\nimport { label } from "../lib";\nexport const List = () => <p>{label}</p>;\n',
      "lib/index.ts": 'export { label } from "./label";\nexport * from "./rows";\n',
      "lib/label.ts": 'export const label = "rows";\n',
      "lib/rows.ts": 'import postgres from "postgres";\nexport const sql = postgres();\n',
    },
    ['server-module-in-client app/list.tsx: import { label } from "../lib";'],
  ],
  [
    "a plain function as a prop, in the arms of a condition and in an object",
    {
      "app/button.tsx": button,
      "app/page.tsx":
        'import { Button } from "./button";\nconst say = (word: string) => word;\nexport default function Page({ loud }: { loud: boolean }) {\n  return (\n    <>\n      <Button run={loud ? say : undefined} />\n      <Button run={{ inner: [function () {}] }} />\n      <Button>{() => "child"}</Button>\n    </>\n  );\n}\n',
    },
    [
      "function-passed-to-client app/page.tsx: run={loud ? say : undefined}",
      "function-passed-to-client app/page.tsx: run={{ inner: [function () {}] }}",
      'function-passed-to-client app/page.tsx: {() => "child"}',
    ],
  ],
  [
    "a plain function beside one whose directive does not count",
    {
      "app/button.tsx": button,
      "app/actions.ts":
        "export async function meant() {\n  `use server`;\n}\nexport async function plain() {}\n",
      "app/page.tsx":
        'import { Button } from "./button";\nimport { meant, plain } from "./actions";\nexport default function Page() {\n  async function save() {\n    "use sever";\n  }\n  return (\n    <form action={save}>\n      <Button run={meant} />\n      <Button run={plain} />\n      <Button run={() => undefined} />\n    </form>\n  );\n}\n',
    },
    [
      "use-server-wrong-quotes app/actions.ts: `use server`;",
      'use-server-misspelled app/page.tsx: "use sever";',
      "function-passed-to-client app/page.tsx: run={plain}",
      "function-passed-to-client app/page.tsx: run={() => undefined}",
    ],
  ],
  [
    "a file whose own directive does not count, and none of its functions",
    {
      "app/button.tsx": button,
      "app/actions.ts": 'import "react";\n"use server";\nexport async function save() {}\n',
      "app/page.tsx":
        'import { Button } from "./button";\nimport { save } from "./actions";\nexport default function Page() {\n  return <Button run={save} />;\n}\n',
    },
    ['use-server-not-first app/actions.ts: "use server";'],
  ],
  [
    "an imported function that is no action, through a namespace and an index",
    {
      "app/button.tsx": button,
      "app/ui.ts": 'export * from "./button";\n',
      "lib/format.ts": "export function format(text: string) {\n  return text;\n}\n",
      "app/page.tsx":
        'import * as ui from "./ui";\nimport * as lib from "../lib/format";\nexport default function Page() {\n  return <ui.Button run={lib.format} />;\n}\n',
    },
    ["function-passed-to-client app/page.tsx: run={lib.format}"],
  ],
  [
    "a handler of an element, and a Link that gets one",
    {
      "app/page.tsx":
        'import Link from "next/link";\nexport default function Page() {\n  return (\n    <button onClick={() => undefined}>\n      <Link href="/" onNavigate={() => undefined}>Home</Link>\n    </button>\n  );\n}\n',
    },
    [
      "function-passed-to-client app/page.tsx: onClick={() => undefined}",
      "function-passed-to-client app/page.tsx: onNavigate={() => undefined}",
    ],
  ],
  [
    "a redirect of another module in what takes it",
    {
      "lib/guard.ts":
        'import { redirect } from "next/navigation";\nexport async function requireUser() {\n  if (Math.random() > 1) redirect("/login");\n}\nexport function leave(): never {\n  redirect("/");\n}\nexport async function later() {\n  return () => redirect("/");\n}\nexport async function act() {\n  "use server";\n  redirect("/");\n}\n',
      "lib/index.ts": 'export * from "./guard";\n',
      "app/page.tsx":
        'import { act, later, leave, requireUser } from "../lib";\nexport default async function Page() {\n  try {\n    await requireUser();\n    leave();\n    await later();\n    await act();\n  } catch {\n    return <p />;\n  }\n  await requireUser().catch(() => null);\n  leave().catch(() => null);\n  await Promise.allSettled([requireUser()]);\n  await requireUser();\n  try {\n    await requireUser();\n  } catch (error) {\n    throw error;\n  }\n  return <p />;\n}\n',
    },
    [
      "redirect-in-try app/page.tsx: requireUser()",
      "redirect-in-try app/page.tsx: leave()",
      "redirect-in-try app/page.tsx: requireUser()",
      "redirect-in-try app/page.tsx: requireUser()",
    ],
  ],
  [
    "functions in what is spread over a component and an element",
    {
      "app/button.tsx": button,
      "app/page.tsx":
        'import { Button } from "./button";\nimport { save } from "./save";\nconst props = { onClick: () => undefined };\nconst more = { ...props, label: "a" };\nconst changed: { run?: unknown } = { run() {} };\nchanged.run = save;\nexport default function Page({ on }: { on: boolean }) {\n  const local = () => undefined;\n  return (\n    <>\n      <Button {...{ run() {} }} />\n      <Button {...props} />\n      <Button {...more} />\n      <Button {...(on && { run: local })} />\n      <button {...{ onClick: local, "data-x": local }} />\n      <Button {...{ run: save, get label() { return "a"; } }} />\n      <Button {...props} onClick={save} />\n      <Button {...{ ...props, onClick: save }} />\n      <Button {...changed} />\n    </>\n  );\n}\n',
      "app/save.ts": '"use server";\nexport async function save() {}\n',
    },
    [
      "function-passed-to-client app/page.tsx: {...{ run() {} }}",
      "function-passed-to-client app/page.tsx: {...props}",
      "function-passed-to-client app/page.tsx: {...more}",
      "function-passed-to-client app/page.tsx: {...(on && { run: local })}",
      'function-passed-to-client app/page.tsx: {...{ onClick: local, "data-x": local }}',
    ],
  ],
  [
    "an inline action in a file that only Client Components import",
    {
      "app/page.tsx":
        'import { Box } from "./box";\nexport default function Page() {\n  return <Box />;\n}\n',
      "app/box.tsx":
        '"use client";\nimport { Save } from "./save";\nexport const Box = () => <Save />;\n',
      "app/save.tsx":
        'export function Save() {\n  async function save() {\n    "use server";\n  }\n  return <form action={save} />;\n}\n',
    },
    ['inline-action-in-client-component app/save.tsx: "use server";'],
  ],
  [
    "an inline action of a function that a Client Component imports, and the server too",
    {
      "app/page.tsx":
        'import { Box } from "./box";\nimport { Save, Send } from "./save";\nexport default function Page() {\n  return <Box><Save /><Send /></Box>;\n}\n',
      "app/box.tsx":
        '"use client";\nimport { Save, limit } from "./save";\nexport const Box = ({ children }) => <p>{limit}<Save />{children}</p>;\n',
      "app/save.tsx":
        'export const limit = 3;\nexport function Save() {\n  async function save() {\n    "use server";\n  }\n  return <form action={save} />;\n}\nexport function Send() {\n  async function send() {\n    "use server";\n  }\n  return <form action={send} />;\n}\n',
    },
    ['inline-action-in-client-component app/save.tsx: "use server";'],
  ],
  [
    "an action in a page of the Pages Router",
    {
      "app/page.tsx": page,
      "app/hello.tsx":
        '"use client";\nimport { greet } from "./actions";\nexport const Hello = () => <button onClick={() => greet("a")} />;\n',
      "app/actions.ts": action,
      "src/pages/old.tsx":
        'import { greet } from "../../app/actions";\nexport default () => <button onClick={() => greet("b")} />;\n',
    },
    ['action-in-pages-directory src/pages/old.tsx: import { greet } from "../../app/actions";'],
  ],
  [
    "a value that a file of actions exports from another module",
    {
      "app/values.ts": "export const five = 5;\nexport async function good() {}\n",
      "app/actions.ts":
        '"use server";\nexport { five } from "./values";\nexport * from "./more";\n',
      "app/more.ts": 'export { five as six } from "./values";\n',
    },
    [
      "invalid-use-server-value app/actions.ts: five",
      'invalid-use-server-value app/actions.ts: export * from "./more";',
    ],
  ],
  [
    "a module of Next that is not covered",
    { "app/a.ts": 'import router from "next/routr";\nexport const a = router;\n' },
    ['unsupported-next-module app/a.ts: "next/routr"'],
  ],
  [
    "names that a covered module of Next has not, where they are used and where they are handed on",
    {
      "app/a.ts":
        'import { cookie, type Cookie } from "next/headers";\nexport const a = (jar: Cookie) => cookie(jar);\n',
      "app/b.ts": 'export { URLPattern } from "next/server.js";\n',
    },
    [
      'unsupported-next-name app/a.ts: import { cookie, type Cookie } from "next/headers";',
      'unsupported-next-name app/b.ts: export { URLPattern } from "next/server.js";',
    ],
  ],
];

test("says what to write in place of what Next alone has", async () => {
  const [head] = await checkFilesOf({
    "app/a.ts": 'import Head from "next/head";\nexport const a = Head;\n',
  });
  expect(head?.hint).toContain("Write in its place: export const metadata");
  const [name, near] = await checkFilesOf({
    "app/a.ts": 'import { URLPattern } from "next/server";\nexport const a = URLPattern;\n',
    "app/b.ts": 'import { cookie } from "next/headers";\nexport const b = cookie;\n',
  });
  expect(name?.hint).toContain("Write in its place: the package urlpattern-polyfill");
  expect(near?.message).toContain('Did you mean "cookies"?');
});

test.each(wrong)("finds %s", async (_, files, expected) => {
  expect(await findingsOf(files)).toEqual(expected);
});

const right: readonly [string, Files][] = [
  [
    "types, enums of a database package, and what is loaded later",
    {
      "app/a.tsx":
        '"use client";\nimport type { Pool } from "pg";\nimport { Stats } from "node:fs";\nimport { Role } from "@prisma/client";\nexport const load = async (pool: Pool, stats: Stats) => [await import("node:os"), pool, stats, Role.admin];\n',
    },
  ],
  [
    "a file of actions on the way to the database",
    {
      "app/page.tsx":
        'import { Hello } from "./hello";\nexport default function Page() {\n  return <Hello />;\n}\n',
      "app/hello.tsx":
        '"use client";\nimport { greet } from "./actions";\nexport const Hello = () => <button onClick={() => greet("a")} />;\n',
      "app/actions.ts": `${action}import { Pool } from "pg";\nconst pool = new Pool();\nvoid pool;\n`,
    },
  ],
  [
    "actions, the browser's own functions and Server Components' render functions",
    {
      "app/button.tsx": `${button}export function format() {}\n`,
      "app/list.tsx":
        "export const List = ({ row }: { row: (n: number) => unknown }) => <p>{String(row(1))}</p>;\n",
      "app/actions.ts": action,
      "app/page.tsx":
        'import { greet } from "./actions";\nimport { Button, format } from "./button";\nimport { List } from "./list";\nexport default function Page() {\n  async function save() {\n    "use server";\n  }\n  return (\n    <form action={save}>\n      <Button run={greet.bind(null, "a")} />\n      <Button run={format} />\n      <Button run={async () => { "use server"; }} />\n      <button formAction={greet}>Go</button>\n      <List row={(n) => n} />\n    </form>\n  );\n}\n',
    },
  ],
  [
    "a function that a file of actions, and a component that the browser's file, exports again",
    {
      "app/button.tsx": button.replace('"use client";\n', ""),
      "app/ui.ts": '"use client";\nexport { Button } from "./button";\n',
      "lib/ferry.ts": "export async function next() {\n  return 1;\n}\n",
      "app/actions.ts": '"use server";\nexport * from "../lib/ferry";\n',
      "app/page.tsx":
        'import { next } from "./actions";\nimport { Button } from "./ui";\nexport default function Page() {\n  return <Button run={next} />;\n}\n',
    },
  ],
  [
    "functions in a file without a directive that Client Components import",
    {
      "app/page.tsx":
        'import { Box } from "./box";\nexport default function Page() {\n  return <Box />;\n}\n',
      "app/box.tsx":
        '"use client";\nimport { Toolbar } from "./toolbar";\nexport const Box = () => <Toolbar />;\n',
      "app/toolbar.tsx":
        "export const Toolbar = () => <button onClick={() => undefined}>Run</button>;\n",
    },
  ],
  [
    "a folder named pages that app/ imports from",
    {
      "app/page.tsx": 'export { default } from "../src/pages/home";\n',
      "app/actions.ts": action,
      "src/pages/home.tsx":
        'import { greet } from "../../app/actions";\nexport default async function Home() {\n  return <p>{await greet("a")}</p>;\n}\n',
    },
  ],
];

test.each(right)("is quiet about %s", async (_, files) => {
  expect(await findingsOf(files)).toEqual([]);
});

test("names that work on the server only are told of each module, and what has a meaning on both sides is not", async () => {
  const names = [
    'import { revalidatePath } from "next/cache";',
    'import { after, NextResponse } from "next/server";',
    'import { cookies } from "edict";',
  ];
  const both = [
    'import { redirect, isActionError } from "edict";',
    'import { NextResponse as R } from "next/server";',
    'import type { after as A } from "next/server";',
  ];
  const uses =
    "export const x = [revalidatePath, after, NextResponse, cookies, redirect, isActionError, R];";
  const file = ['"use client";', ...names, ...both, uses].join("\n");
  expect(await findingsOf({ "app/x.tsx": file })).toEqual(
    names.map((line) => `server-module-in-client app/x.tsx: ${line}`),
  );
});

test("the names of the server are those of the package that its build for browsers lacks", () => {
  const exported = (file: string): string[] => {
    const path = new URL(`../../api/${file}`, import.meta.url);
    const { module } = parseSync(file, readFileSync(path, "utf8"));
    return module.staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ isType, exportName }) =>
        isType || exportName.name === null ? [] : [exportName.name],
      );
  };
  const both = new Set(exported("index.client.ts"));
  expect([...serverNames].toSorted()).toEqual(
    exported("index.ts")
      .filter((name) => !both.has(name))
      .toSorted(),
  );
});

test("the way to the server's module is the shortest, and told file by file", async () => {
  const [found] = await checkFilesOf({
    "app/a.tsx": '"use client";\nimport "../lib/b";\n',
    "lib/b.ts": 'import "./long";\nimport "./c";\n',
    "lib/long.ts": 'import "./c";\n',
    "lib/c.ts": 'import "server-only";\n',
  });
  expect(found?.message).toContain("app/a.tsx → lib/b.ts → lib/c.ts → server-only");
});

test("a file that is not there, and files that export each other, are no reason to stop", async () => {
  expect(
    await findingsOf({
      "app/page.tsx":
        'import { x } from "./gone";\nimport { y } from "./a";\nexport default () => <p>{x + y}</p>;\n',
      "app/a.ts": 'export * from "./b";\n',
      "app/b.ts": 'export * from "./a";\nexport { z } from "./a";\n',
      "app/actions.ts": '"use server";\nexport * from "./a";\n',
    }),
  ).toEqual([]);
});
