import { expect, test } from "vitest";
import { findingsOf } from "../../../test/compiler/app-of-files.ts";
import { lintModule } from "../lint-module.ts";

function codesOf(code: string, file = "app/actions.ts"): string[] {
  return lintModule({ code, filename: `/app/${file}`, root: "/app" }).map((each) => each.code);
}

const head = `"use server";
import { revalidatePath } from "next/cache";
import { redirect, unauthorized } from "next/navigation";
import { auth, requireUser, db, sql, schema, authed, withSession, posts, eq, and } from "@/lib/all";
`;

function action(body: string, parameters = "form: FormData"): string {
  return `${head}export async function save(${parameters}) {\n${body}\nrevalidatePath("/posts");\n}\n`;
}

const stored = `await db.post.create({ data: { name: schema.parse(form.get("name")) } });`;

test.each([
  ["no call at all", stored],
  ["a session that nothing looks at", `await auth();\n${stored}`],
  [
    "a session that is only logged",
    `const session = await auth();\nconsole.log(session);\n${stored}`,
  ],
  [
    "a session whose absence is only logged",
    `const session = await auth();\nif (!session) { console.log("a guest"); }\n${stored}`,
  ],
  ["a call on one branch only", `if (form.get("a")) await requireUser();\n${stored}`],
  ["a document that is added", `await db.collection("a").add({ at: 1 });`],
  ["a document that is set", `const at = db.doc("a/1");\nawait at.set({ at: 1 });`],
  [
    "an error in another language about something else",
    `if (!knows) throw new Error("No existe");\n${stored}`,
  ],
  ["an app that is no caller", `const app = await getServerApp();\nif (!app) return;\n${stored}`],
  [
    "a role that was sent",
    `const sent = Object.fromEntries(form);\nif (sent.role !== "owner") return;\n${stored}`,
  ],
  [
    "the role of whom the action is about",
    `const row = await find(form.get("id"));\nif (row.role !== "owner") return;\n${stored}`,
  ],
  [
    "a key of this server",
    `const token = process.env.TOKEN;\nawait fetch("/a", { method: "POST", headers: { Authorization: \`Bearer \${token}\` } });`,
  ],
  ["a call after the write", `${stored}\nawait requireUser();`],
  [
    "a refusal inside of another test",
    `if (form.get("a")) { if (!form.get("b")) unauthorized(); }\n${stored}`,
  ],
])("action-without-auth: %s is named", (_, body) => {
  expect(codesOf(action(body))).toEqual(["action-without-auth"]);
});

test.each([
  ["a guard that throws by itself", `await requireUser();\n${stored}`],
  ["a session that is tested", `const session = await auth();\nif (!session) return;\n${stored}`],
  ["a refusal, whatever it asked", `if (!(await knows(form))) unauthorized();\n${stored}`],
  ["a redirect to the login page", `if (!form.get("a")) redirect("/login");\n${stored}`],
  ["an error that says so", `if (!knows) throw new Error("Unauthorized");\n${stored}`],
  ["a session of an app's own name", `if (!(await getServerAuthSession())) return;\n${stored}`],
  ["a workspace", `const at = await getCurrentWorkspace();\nif (!at) return;\n${stored}`],
  ["a profile", `const self = await currentProfile();\nif (!self) return;\n${stored}`],
  [
    "the caller's role",
    `const at = await place();\nif (!at || at.role !== "owner") return;\n${stored}`,
  ],
  [
    "cookies that another server is shown",
    `const mine = (await jar()).toString();\nawait fetch("/a", { method: "POST", headers: { Cookie: \`session=\${mine}\` } });`,
  ],
  ["a guard in Spanish", `await exigirUsuario();\n${stored}`],
  ["a session in Portuguese", `const eu = await obterSessao();\nif (!eu) return;\n${stored}`],
  ["an error that says so in German", `if (!knows) throw new Error("Nicht erlaubt");\n${stored}`],
  [
    "an error that says so in Chinese",
    `if (!knows) throw new Error("请先登录:未登录");\n${stored}`,
  ],
  ["no write", `await fetch("/a");`],
])("action-without-auth: quiet with %s", (_, body) => {
  expect(codesOf(action(body))).toEqual([]);
});

test("action-without-auth: wrappers, strangers and functions of the module", () => {
  const inner = `async (form: FormData) => { ${stored} revalidatePath("/"); }`;
  expect(codesOf(`${head}export const save = authed(${inner});`)).toEqual([]);
  expect(codesOf(`${head}export const save = checkedActionWithUser(schema, ${inner});`)).toEqual(
    [],
  );
  expect(codesOf(`${head}export const save = withTeam(${inner});`)).toEqual([]);
  expect(codesOf(`${head}export const save = checkedAction(schema, ${inner});`)).toEqual([
    "action-without-auth",
  ]);
  expect(codesOf(`${head}export const save = traced(${inner});`)).toEqual(["action-without-auth"]);
  expect(codesOf(action(stored).replace("function save", "function signUp"))).toEqual([]);
  const guard = `\nasync function me() { const session = await auth(); if (!session) redirect("/login"); return session.user; }`;
  expect(codesOf(action(`const user = await me();\n${stored}`) + guard)).toEqual([]);
  const writer = `\nasync function store(name) { await db.post.create({ data: { name } }); }`;
  expect(codesOf(action(`await store(schema.parse(form.get("name")));`) + writer)).toEqual([
    "action-without-auth",
  ]);
});

test.each([
  [`await db.post.create({ data: { name: form.get("name") } });`],
  [`const name = String(form.get("name")).trim();\nawait db.post.create({ data: { name } });`],
  [`const values = Object.fromEntries(form);\nawait db.insert(posts).values(values);`],
  [
    `const name = form.get("name");\nif (!name) return;\nawait sql\`insert into posts values (\${name})\`;`,
  ],
  [
    `const ok = schema.safeParse(form.get("name"));\nif (!ok.success) console.log("odd");\nawait db.post.create({ data: { name: form.get("name") } });`,
  ],
  [
    `const ok = schema.safeParse(form.get("name"));\nconsole.log(ok);\nawait db.post.create({ data: { name: form.get("name") } });`,
  ],
])("action-without-validation: named in %j", (body) => {
  expect(codesOf(action(`await requireUser();\n${body}`))).toEqual(["action-without-validation"]);
});

test.each([
  [`const name = schema.parse(form.get("name"));\nawait db.post.create({ data: { name } });`],
  [
    `const parsed = schema.safeParse(Object.fromEntries(form));\nif (!parsed.success) return;\nawait db.post.create({ data: parsed.data });`,
  ],
  [
    `const name = form.get("name");\nif (typeof name !== "string") return;\nawait db.post.create({ data: { name } });`,
  ],
  [
    `const name = String(form.get("name"));\nif (name.length > 200) return;\nawait db.post.create({ data: { name } });`,
  ],
  [`await db.post.create({ data: { done: form.get("done") === "on" } });`],
  [`await db.like.create({ data: { postId: String(form.get("postId")) } });`],
  [`await db.post.create({ data: { at: new Date() } });`],
  [`validatePost(form);\nawait db.post.create({ data: { name: form.get("name") } });`],
])("action-without-validation: quiet in %j", (body) => {
  expect(codesOf(action(`await requireUser();\n${body}`))).toEqual([]);
});

const byId = "id: string";
test.each([
  [`await requireUser();\nawait db.post.delete({ where: { id } });`],
  [
    `const user = await requireUser();\nawait db.post.update({ where: { id }, data: { editorId: user.id } });`,
  ],
  [`await requireUser();\nawait db.delete(posts).where(eq(posts.id, id));`],
  [`await requireUser("/login");\nawait db.post.delete({ where: { id } });`],
  [
    `await requireAuth("editor");\nawait db.post.delete({ where: { id } });\nasync function requireAuth(role) { if (!(await auth())) unauthorized(); }`,
  ],
  [`await requireUser();\nawait sql\`delete from posts where id = \${id}\`;`],
  [
    `await requireUser();\nconst post = await db.post.findUnique({ where: { id } });\nif (!post) return;\nawait post.delete({});`,
  ],
])("action-without-ownership-check: named in %j", (body) => {
  expect(codesOf(action(body, byId))).toEqual(["action-without-ownership-check"]);
});

test.each([
  [`const user = await requireUser();\nawait db.post.delete({ where: { id, ownerId: user.id } });`],
  [
    `const user = await requireUser();\nconst post = await db.post.findUnique({ where: { id } });\nif (post.ownerId !== user.id) return;\nawait db.post.delete({ where: { id } });`,
  ],
  [`await requireAdmin();\nawait db.post.delete({ where: { id } });`],
  [`await requireUser("editor");\nawait db.post.delete({ where: { id } });`],
  [`await requireUser(["editor", "posts:write"]);\nawait db.post.delete({ where: { id } });`],
  [
    `const user = await requireUser();\nif (user.role !== "editor") return;\nawait db.post.delete({ where: { id } });`,
  ],
  [
    `const user = await requireUser();\nawait assertMine(user, id);\nawait db.post.delete({ where: { id } });`,
  ],
  [
    `const { userId } = await requireUser();\nawait db.delete(posts).where(and(eq(posts.id, id), eq(posts.ownerId, userId)));`,
  ],
  [
    `const user = await requireUser();\nawait db.post.create({ data: { parentId: id, ownerId: user.id } });`,
  ],
  [
    `await requireUser();\nawait db.post.update({ where: { id }, data: { likes: { increment: 1 } } });`,
  ],
])("action-without-ownership-check: quiet in %j", (body) => {
  expect(codesOf(action(body, byId))).toEqual([]);
});

test("action-without-ownership-check: a wrapper knows who calls, not whose the row is", () => {
  const wrapped = (where: string): string =>
    `${head}export const remove = withSession(async (session, id: string) => { await db.post.delete({ where: ${where} }); revalidatePath("/"); });`;
  expect(codesOf(wrapped("{ id }"))).toEqual(["action-without-ownership-check"]);
  expect(codesOf(wrapped("{ id, ownerId: session.userId }"))).toEqual([]);
});

test.each([
  [`await db.post.create({ data: { authorId: schema.parse(form.get("authorId")) } });`],
  [`const userId = schema.parse(form.get("userId"));\nawait db.post.create({ data: { userId } });`],
  [
    `const parsed = schema.parse(Object.fromEntries(form));\nawait db.post.create({ data: { ownerId: parsed.ownerId } });`,
  ],
  [`const role = schema.parse(form.get("role"));\nawait db.user.create({ data: { role } });`],
])("identity-from-form-data: named in %j", (body) => {
  expect(codesOf(action(`await requireUser();\n${body}`))).toEqual(["identity-from-form-data"]);
});

test.each([
  [`const user = await requireUser();\nawait db.post.create({ data: { authorId: user.id } });`],
  [
    `const user = await requireUser();\nconst userId = schema.parse(form.get("userId"));\nif (userId !== user.id) return;\nawait db.post.create({ data: { userId } });`,
  ],
  [
    `await requireUser();\nconst role = schema.parse(form.get("role"));\nawait db.message.create({ data: { role } });`,
  ],
  [
    `await requireUser(["admin"]);\nconst role = schema.parse(form.get("role"));\nawait db.user.create({ data: { role } });`,
  ],
  [
    `await requireRole("admin");\nconst role = schema.parse(form.get("role"));\nawait db.user.create({ data: { role } });`,
  ],
])("identity-from-form-data: quiet in %j", (body) => {
  expect(codesOf(action(body))).toEqual([]);
});

function page(before: string, used: string): string {
  return `import { db, Widget } from "@/lib/all";
export default async function Page({ user }) {
  ${before}
  async function save() { "use server"; return ${used}; }
  return <form action={save} />;
}`;
}

test.each([
  [`const tidy = (text) => text;`, "tidy(1)", "capture-not-serializable"],
  [`function tidy() {}`, "tidy()", "capture-not-serializable"],
  [`class A {}`, "new A()", "capture-not-serializable"],
  [`const widget = new Widget();`, "widget", "capture-not-serializable"],
  [`const money = new Intl.NumberFormat("de");`, "money.format(1)", "capture-not-serializable"],
  [`const pattern = /a/;`, "pattern", "capture-not-serializable"],
  [`const key = Symbol("a");`, "key", "capture-not-serializable"],
  [`const t = await getTranslations("a");`, `t("b")`, "capture-not-serializable"],
  [`const { t } = await translate();`, `t("b")`, "capture-not-serializable"],
  [`const client = await createClient();`, "client", "capture-not-serializable"],
  [`const all = await db.post.findMany();`, "all", "large-capture"],
  [`const text = \`${"a".repeat(5_000)}\`;`, "text", "large-capture"],
  [`const apiKey = process.env.KEY;`, "apiKey", "secret-capture"],
])("a capture is judged: %s", (before, used, wanted) => {
  expect(codesOf(page(before, used), "app/page.tsx")).toEqual([wanted]);
});

test.each([
  [`const at = new Date();`, "at"],
  [`const all = await db.post.findMany({ take: 5 });`, "all"],
  [`const t = await getMessages();`, "t"],
  [`const store = other.bind(null, 1);`, "store()"],
  [`const all = await db.post.findMany();`, "all.length"],
  [`const other = async () => { "use server"; };`, "other()"],
  [`const hasPassword = user.password !== null;`, "hasPassword"],
  [`const names = ["a", "b"];`, "names"],
])("a capture is fine: %s", (before, used) => {
  expect(codesOf(page(before, used), "app/page.tsx")).toEqual([]);
});

test.each([
  ["save.bind(null, session.user.id)", true],
  ["save.bind(undefined, userId)", true],
  ["save.bind(null, seal(session.user.id))", false],
  ["save.bind(null, post.id)", false],
  ["save.bind(null, 5)", false],
  ["other.bind(null, userId)", false],
])("bound-argument-in-clear: %s", (bound, isNamed) => {
  const code = `import { save } from "./actions";\nimport { other } from "./format";
export function Page({ session, userId, post }) { return <form action={${bound}} />; }`;
  expect(codesOf(code, "app/page.tsx")).toEqual(isNamed ? ["bound-argument-in-clear"] : []);
  const rows = `import { save } from "./actions";
export function List({ users }) { return users.map((user) => <form action={save.bind(null, user.id)} />); }`;
  expect(codesOf(rows, "app/page.tsx")).toEqual([]);
});

test.each([
  'if (session?.user?.role !== "admin") throw new Error("Forbidden");',
  'if (!session?.user?.isAdmin) return { error: "no" };',
  'if (!["admin", "editor"].includes(session?.user?.role)) throw new Error("Forbidden");',
])("action-without-ownership-check: a role read through ?. is one: %s", (guard) => {
  const code = action(
    `const session = await auth();\n${guard}\nawait db.post.delete({ where: { id } });\nrevalidatePath("/");`,
    "id",
  );
  expect(codesOf(code)).toEqual([]);
});

test.each([
  ['String(form.get("title") ?? "").trim()', []],
  ['form.get("title") as string', []],
  ['form.get("title")?.toString()', []],
  ['form.get("title")', ["action-without-validation"]],
])("action-without-validation: %s that must be there", (value, expected) => {
  const code = action(
    `await requireUser();\nconst title = ${value};\nif (!title) return { error: "Title?" };\nawait db.post.create({ data: { title } });\nrevalidatePath("/");`,
  );
  expect(codesOf(code)).toEqual(expected);
  expect(codesOf(code.replace('return { error: "Title?" };', "console.log(1);"))).toEqual([
    "action-without-validation",
  ]);
});

test("bound-argument-in-clear: an action is known by its module, whatever that is called", async () => {
  const page = (from: string): string =>
    `import { run } from "${from}";\nexport default function Page({ session }) {\n  return <form action={run.bind(null, session.user.id)} />;\n}\n`;
  const files = {
    "lib/mutations.ts": '"use server";\nexport async function run(id) { return id; }\n',
    "lib/inner.ts": 'export async function run(id) { "use server"; return id; }\n',
    "lib/index.ts": 'export { run } from "./mutations";\n',
    "lib/actions.ts": "export function run(id) { return id; }\n",
  };
  const named = await Promise.all(
    ["@/lib/mutations", "@/lib/inner", "@/lib/index", "@/lib/actions", "actions", "mutations"].map(
      async (from) => {
        const all = await findingsOf({ ...files, "app/page.tsx": page(from) });
        return [from, ...all.filter((each) => each.startsWith("bound"))];
      },
    ),
  );
  const finding = "bound-argument-in-clear app/page.tsx: session.user.id";
  expect(named).toEqual([
    ["@/lib/mutations", finding],
    ["@/lib/inner", finding],
    ["@/lib/index", finding],
    ["@/lib/actions"],
    ["actions", finding],
    ["mutations"],
  ]);
});

test.each([
  "await db.post.create({ data }).then(() => revalidatePath('/'));",
  "await db.post.create({ data }).finally(() => revalidatePath('/'));",
  "await Promise.all([db.post.create({ data }).then(() => revalidatePath('/'))]);",
])("mutation-without-revalidate: what a promise runs next counts: %s", (body) => {
  const code = `"use server";\nimport { revalidatePath } from "next/cache";\nimport { db } from "@/lib/db";\nexport async function save(data) {\n  ${body}\n}\n`;
  expect(codesOf(code)).not.toContain("mutation-without-revalidate");
  expect(codesOf(code.replace(/revalidatePath\('\/'\)/, "log()"))).toContain(
    "mutation-without-revalidate",
  );
});

test("thousands of functions that call each other are followed as far as anybody writes them", () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => `function f${at}() { f${at + 1}(); }`);
  const code = `${action(`f0();\n${stored}`)}${chain.join("\n")}`;
  expect(codesOf(code)).toEqual(["action-without-auth"]);
});
