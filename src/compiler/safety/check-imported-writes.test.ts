import { expect, test } from "vitest";
import { findingsOf, type Files } from "../../../test/compiler/app-of-files.ts";

const shared: Files = {
  "lib/db.ts":
    'import { PrismaClient } from "@prisma/client";\nexport const db = new PrismaClient();\n',
  "lib/session.ts":
    'import { cookies } from "next/headers";\nexport async function requireUser() {\n  const id = (await cookies()).get("session");\n  if (!id) throw new Error("Unauthorized");\n  return id;\n}\n',
  "lib/cache.ts":
    'import { revalidatePath } from "next/cache";\nexport const bump = () => revalidatePath("/");\n',
  "lib/posts.ts":
    'import { db } from "./db";\nimport { requireUser } from "./session";\nimport { bump } from "./cache";\nexport const add = async (title: string) => {\n  await db.post.create({ data: { title } });\n};\nexport async function addOwn(title: string) {\n  await requireUser();\n  await db.post.create({ data: { title } });\n  bump();\n}\nexport const posts = {\n  async rename(title: string) {\n    await db.post.update({ data: { title } });\n  },\n  read: () => db.post.findMany(),\n};\nexport class Posts {\n  static async drop() {\n    await db.post.deleteMany();\n  }\n  async clear() {\n    await db.post.deleteMany();\n  }\n}\nexport const store = new Posts();\nexport async function logView() {\n  await db.viewLog.create({});\n}\nexport async function database() {\n  await db.post.createMany({ data: [] });\n  return db;\n}\nexport async function sendAll() {\n  await db.post.updateMany({});\n}\n',
  "lib/index.ts": 'export * from "./posts";\n',
};

async function acting(body: string): Promise<string[]> {
  const code = `"use server";\nimport { add, addOwn, database, logView, posts, Posts, sendAll, store } from "@/lib";\nimport * as lib from "@/lib/posts";\nimport { bump } from "@/lib/cache";\nimport { requireUser } from "@/lib/session";\nexport async function run(title: string) {\n  ${body}\n}\nvoid [add, addOwn, bump, database, lib, logView, posts, Posts, requireUser, sendAll, store];\n`;
  const all = await findingsOf({ ...shared, "app/actions.ts": code });
  return all.filter((each) => !each.startsWith("unused-action"));
}

test.each(["add(title)", "posts.rename(title)", "Posts.drop()", "store.clear()", "lib.add(title)"])(
  "%s writes for anybody, and nobody is told",
  async (call) => {
    expect(await acting(`await ${call};`)).toEqual([
      `action-without-auth app/actions.ts: ${call}`,
      `mutation-without-revalidate app/actions.ts: ${call}`,
    ]);
  },
);

test("of several functions that write the first is told, once", async () => {
  expect(await acting("posts.read(); await add(title); await posts.rename(title);")).toEqual([
    "action-without-auth app/actions.ts: add(title)",
    "mutation-without-revalidate app/actions.ts: add(title)",
  ]);
});

test.each([
  ["a function that asks and tells by itself", "await addOwn(title);"],
  ["a guard before, and a revalidation after it", "await requireUser(); await add(title); bump();"],
  ["a state that comes back", "await requireUser(); await add(title); return { ok: true };"],
  ["reading", "await posts.read();"],
  ["opening what fills itself", "const found = await database(); return found.post.findMany();"],
  ["what no page shows", "await requireUser(); await logView();"],
  ["a function that sends", "await sendAll();"],
  [
    "a method that is not there",
    "await posts.drop(title); await store.drop(); await Posts.clear();",
  ],
])("quiet: %s", async (_, body) => {
  expect(await acting(body)).toEqual([]);
});

test("of more calls than anybody writes, the first hundred are looked at", async () => {
  const others = (count: number): string => "posts.setNothing(); ".repeat(count);
  expect(await acting(`${others(99)} await add(title);`)).toHaveLength(2);
  expect(await acting(`${others(100)} await add(title);`)).toEqual([]);
});
