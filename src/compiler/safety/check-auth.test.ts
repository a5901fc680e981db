import { expect, test } from "vitest";
import { findingsOf, type Files } from "../../../test/compiler/app-of-files.ts";

const beside = {
  "lib/who.ts":
    'import { cookies } from "next/headers";\nexport async function whoIsThere() {\n  const id = (await cookies()).get("session");\n  if (!id) throw new Error("Unauthorized");\n  return id.value;\n}\n',
  "lib/db.ts": "export const db = {};\n",
};

/** The writes of an action that are told, where a function of another module asks who calls. */
async function told(body: string, more: Files = {}): Promise<string[]> {
  const code = `"use server";
import { refresh } from "next/cache";
import { db } from "../lib/db";
import { whoIsThere } from "../lib/who";
export async function save(kind: "a" | "b", list: string[]) {
${body}
  refresh();
}
`;
  const found = await findingsOf({ ...beside, ...more, "app/actions.ts": code });
  return found
    .filter((each) => each.startsWith("action-without-auth"))
    .map((each) => each.replace(/^.*?: /, ""));
}

const write = "await db.post.create({ data: { kind } });";
const marked = "db.post.create({ data: { kind } })";

test.each([
  ["ahead of the write", `await whoIsThere(); ${write}`],
  ["with an argument of the write", "await db.post.create({ data: { by: await whoIsThere() } });"],
  ["in the branch of the write", `if (kind === "a") { await whoIsThere(); ${write} }`],
  ["in both branches", `if (kind === "a") await whoIsThere(); else await whoIsThere(); ${write}`],
  ["into a variable", `let by; if (kind === "a") by = await whoIsThere(); ${write}`],
  ["in a try", `try { await whoIsThere(); } catch { return; } ${write}`],
  ["in the round of the write", `for (const each of list) { await whoIsThere(each); ${write} }`],
  ["in a callback", `await Promise.all(list.map(() => whoIsThere())); ${write}`],
])("another module that asks %s excuses it", async (_, body) => {
  expect(await told(body)).toEqual([]);
});

test.each([
  ["behind the write", `${write} await whoIsThere();`],
  ["on one path only", `if (kind === "a") await whoIsThere(); ${write}`],
  [
    "once for each of a list, which may be empty",
    `for (const each of list) await whoIsThere(each); ${write}`,
  ],
  ["when something failed", `try { list.pop(); } catch { await whoIsThere(); } ${write}`],
])("another module that asks %s excuses nothing", async (_, body) => {
  expect(await told(body)).toEqual([marked]);
});

/** Functions that ask who calls, none by a name that says so, called where nothing reads what they give. */
const answering =
  'import { cookies } from "next/headers";\nimport { db } from "./db";\nexport async function whoIsThere() {\n  const id = (await cookies()).get("session");\n  return id ? db.user.findUnique({ where: { id: id.value } }) : null;\n}\n';

test.each([
  ["getIronSession", [marked]],
  ["getSessionOrRedirect", []],
])("a function that only hands on what %s gives", async (name, expected) => {
  const who = `import { ${name} } from "sessions";\nexport async function whoIsThere() {\n  return ${name}();\n}\n`;
  const found = await told(`const session = await whoIsThere(); ${write}`, { "lib/who.ts": who });
  expect(found).toEqual(expected);
  expect(
    await told(`const session = await whoIsThere(); if (!session) return; ${write}`, {
      "lib/who.ts": who,
    }),
  ).toEqual([]);
});

test("a function that only says who calls excuses nothing where nothing reads it", async () => {
  const only = { "lib/who.ts": answering };
  expect(await told(`await whoIsThere(); ${write}`, only)).toEqual([marked]);
  expect(await told(`const by = await whoIsThere(); ${write}`, only)).toEqual([marked]);
  expect(await told(`const by = await whoIsThere(); if (!by) return; ${write}`, only)).toEqual([]);
});

test.each([
  [
    "throws",
    answering.replace("  return", '  if (!id) throw new Error("Unauthorized");\n  return'),
  ],
  ["calls what may throw", answering.replace("  return", "  settle(id);\n  return")],
])("one that %s may refuse by itself", async (_, who) => {
  expect(await told(`await whoIsThere(); ${write}`, { "lib/who.ts": who })).toEqual([]);
});

test("of two writes, the one that nothing asks ahead of is told", async () => {
  const second = "await db.note.create({ data: {} });";
  expect(await told(`if (kind === "a") { await whoIsThere(); ${write} } ${second}`)).toEqual([
    "db.note.create({ data: {} })",
  ]);
});
