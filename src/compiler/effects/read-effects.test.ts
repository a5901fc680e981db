import { expect, test } from "vitest";
import { lintModule } from "../lint-module.ts";

/** The findings of an action that asks `helper`, a function of its module, before it deletes a row. */
function codesOf(helper: string, asked: string): string[] {
  const code = `"use server";
import { revalidatePath } from "next/cache";
import { forbidden, unauthorized } from "next/navigation";
import { auth, db } from "@/lib/all";
${helper}
export async function remove(id: number) {
  ${asked}
  await db.post.delete({ where: { id } });
  revalidatePath("/posts");
}
`;
  return lintModule({ code, filename: "/app/actions.ts", root: "/app" }).map((each) => each.code);
}

const known = `const session = await auth();
  if (!session) unauthorized();`;

test.each([
  [
    "refuses by itself",
    `async function ownPost(id: number) {
  ${known}
  const post = await db.post.findUnique({ where: { id } });
  if (post?.authorId !== session.user.id) forbidden();
  return post;
}`,
    "await ownPost(id);",
  ],
  [
    "throws",
    `const look = async (id: number) => {
  ${known}
  const post = await db.post.findUnique({ where: { id } });
  if (!post || post.authorId !== session.user.id) throw new Error("Forbidden");
};`,
    "await look(id);",
  ],
  [
    "answers",
    `async function isMine(id: number) {
  const session = await auth();
  const post = await db.post.findUnique({ where: { id } });
  return post?.authorId === session?.user.id;
}`,
    "if (!(await isMine(id))) forbidden();",
  ],
])(
  "a function that compares the caller with the row is a check of its owner: one that %s",
  (_, helper, asked) => {
    expect(codesOf(helper, asked)).toEqual([]);
  },
);

test("a function that only asks who calls says nothing of the row", () => {
  const helper = `async function who(role: string) {\n  ${known}\n  return session.user;\n}`;
  expect(codesOf(helper, 'await who("any");')).toEqual(["action-without-ownership-check"]);
});
