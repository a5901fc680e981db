import { expect, test } from "vitest";
import { compilerCatalogue } from "../../errors/index.ts";
import { lintModule } from "../lint-module.ts";

const codes: ReadonlySet<string> = new Set(
  Object.keys(compilerCatalogue).filter((code) =>
    /redirect|mutation|await|thrown|optimistic|profile|renamed|fetch/.test(code),
  ),
);

/** The findings of one file of the app as `code:line`, those of flow rules only. */
function found(code: string, file = "app/actions.ts"): string[] {
  return lintModule({ code, filename: `/app/${file}`, root: "/app" })
    .filter((diagnostic) => codes.has(diagnostic.code))
    .map((diagnostic) => `${diagnostic.code}:${diagnostic.line}`);
}

const imports = `import { redirect, notFound, unstable_rethrow } from "next/navigation";\n`;

/** A server function of the given body, which begins on line 3. */
function fn(body: string): string {
  return `${imports}export async function go(form, id) {\n${body}\n}\n`;
}

test("code after a redirect is named, a revalidation in it by its own code", () => {
  expect(found(fn(`redirect("/a");\nlog(1);`))).toEqual(["code-after-redirect:4"]);
  expect(found(fn(`if (id) redirect("/a"); else notFound();\nreturn { done: true };`))).toEqual([
    "code-after-redirect:4",
  ]);
  const cached = `import { revalidatePath } from "next/cache";\n`;
  expect(found(cached + fn(`redirect("/a");\nrevalidatePath("/a");`))).toEqual([
    "revalidate-after-redirect:5",
  ]);
  expect(found(cached + fn(`redirect("/a");\nlog(1);\nrevalidatePath("/a");`))).toEqual([
    "revalidate-after-redirect:6",
  ]);
});

test.each([
  `if (id) redirect("/a");\nlog(1);`,
  `redirect("/a");\nreturn null;`,
  `redirect("/a");\nreturn;`,
  `return redirect("/a");`,
  `switch (id) { case 1: redirect("/a"); break; default: log(1); }\nlog(2);`,
  `for (const a of form) { if (a) redirect("/a"); }\nlog(1);`,
  `return 1;\nlog(2);`,
])("code-after-redirect: quiet on %j", (body) => {
  expect(found(fn(body))).toEqual([]);
});

const requestImports = `import { cookies, headers as head } from "next/headers";\n`;

test.each([
  [`export async function a() { return cookies().get("a"); }`, `(await cookies()).get("a")`],
  [
    `export async function a() { const all = cookies(); return all.get("a"); }`,
    `= await cookies();`,
  ],
  [`export async function a() { const { get } = head(); return get; }`, `= await head();`],
  [`export async function a() { return (cookies() as any).get("a"); }`, `(await cookies()`],
  [`export async function a() { return Object.fromEntries(head()); }`, `(await head())`],
  [`export async function a() { return [...cookies()]; }`, `[...await cookies()]`],
  [`export async function a() { for (const each of head()) log(each); }`, `of await head())`],
])("missing-await: %s is named and mended", (text, wanted) => {
  const code = requestImports + text;
  const [first] = lintModule({ code, filename: "/app/a.ts", root: "/app" });
  expect(first?.code).toBe("missing-await-on-request-api");
  const edits = first?.fix?.edits.toSorted((a, b) => b.start - a.start) ?? [];
  let mended = code;
  for (const { start, end, text: added } of edits)
    mended = mended.slice(0, start) + added + mended.slice(end);
  expect(mended).toContain(wanted);
  expect(found(mended)).toEqual([]);
});

test.each([
  `export async function a() { return (await cookies()).get("a"); }`,
  `export async function a() { const all = cookies(); return (await all).get("a"); }`,
  `export function a() { return cookies().then((all) => all.get("a")); }`,
  `export function a() { return read(cookies()); }`,
  `export async function a(cookies) { return cookies().get("a"); }`,
  `export async function a() { return [...(await cookies())]; }`,
  `export async function a() { for await (const each of [head()]) log(each); }`,
  `export async function a() { return JSON.stringify({ all: read(head()) }); }`,
])("missing-await: quiet on %s", (text) => {
  expect(found(requestImports + text)).toEqual([]);
});

test.each([
  [`export default async function Page({ params }) { return <p>{params.id}</p>; }`, true],
  [`export default async function Page(props) { return <p>{props.searchParams.q}</p>; }`, true],
  [`export default async function Page({ params }) { const { id } = params; return id; }`, true],
  [`export default async function Page({ params: { id } }) { return id; }`, true],
  [`export default async function Page({ params }) { const p = params; return p.id; }`, true],
  [
    `export default async function Page({ searchParams }) { return new URLSearchParams(searchParams).get("q"); }`,
    true,
  ],
  [`export default async function Page({ params }) { return <A {...{ ...params }} />; }`, true],
  [
    `export default async function Page({ params }) { const p = params; return (await p).id; }`,
    false,
  ],
  [`export async function generateMetadata({ params }) { return { title: params.id }; }`, true],
  [
    `export default async function Page({ params }) { const { id } = await params; return id; }`,
    false,
  ],
  [`export default function Page({ params }) { const { id } = use(params); return id; }`, false],
  [`export default async function Page({ params }) { return <Inner params={params} />; }`, false],
  [
    `export default async function Page(props) { const params = await props.params; return params.id; }`,
    false,
  ],
  [
    `export function Other({ params }) { return params.id; } export default function Page() { return <Other />; }`,
    false,
  ],
])("missing-await in a page: %s", (text, isNamed) => {
  const wanted = isNamed ? ["missing-await-on-request-api:1"] : [];
  expect(found(text, "app/[id]/page.tsx")).toEqual(wanted);
});

test("the second parameter of a handler holds promises", () => {
  const text = `export async function GET(request, { params }) { return Response.json(params.id); }`;
  expect(found(text, "app/api/[id]/route.ts")).toEqual(["missing-await-on-request-api:1"]);
  expect(found(text, "app/api/[id]/other.ts")).toEqual([]);
});

test.each([
  [`const onSubmit = handleSubmit(async (entry) => { show(entry); });\n`, "onSubmit", true],
  [``, "handleSubmit((entry) => show(entry))", true],
  [`const own = check((entry) => show(entry));\n`, "own", false],
])("optimistic-outside-transition: a form library runs its function later: %s%s", (...given) => {
  const [before, handler, isNamed] = given;
  const code = `import { useForm } from "react-hook-form";\n${component(
    `const { handleSubmit } = useForm();\n${before}return <form onSubmit={${handler}} />;`,
  )}`;
  expect(found(code, "app/list.tsx").length > 0).toBe(isNamed);
});

const component = (inner: string): string => `"use client";
import { useOptimistic, useEffect, useCallback, startTransition, useActionState } from "react";
export function List({ items, add }) {
  const [shown, show] = useOptimistic(items);
  ${inner}
}`;

test.each([
  [`return <button onClick={() => show(1)} />;`],
  [`const click = async () => { show(1); await add(1); };\nreturn <button onClick={click} />;`],
  [`function click() { show(1); }\nreturn <form onSubmit={click} />;`],
  [`useEffect(() => { show(1); }, []);`],
  [`const click = useCallback(() => show(1), []);\nreturn <Button onClick={click} />;`],
  [`function apply() { show(1); }\nreturn <button onClick={() => apply()} />;`],
])("optimistic-outside-transition: named in %s", (inner) => {
  expect(found(component(inner), "app/list.tsx")).toEqual([
    expect.stringMatching(/^optimistic-outside-transition:/),
  ]);
});

test.each([
  [`return <button onClick={() => startTransition(async () => { show(1); await add(1); })} />;`],
  [`async function save(form) { show(1); await add(form); }\nreturn <form action={save} />;`],
  [`return <form action={async (form) => { show(1); await add(form); }} />;`],
  [
    `const [state, run] = useActionState(async () => { show(1); }, null);\nreturn <form action={run} />;`,
  ],
  [`const apply = () => show(1);\nreturn <Row onPick={apply} />;`],
  [`const apply = () => show(1);\nreturn <button onClick={() => startTransition(apply)} />;`],
])("optimistic-outside-transition: quiet in %s", (inner) => {
  expect(found(component(inner), "app/list.tsx")).toEqual([]);
});

test.each([
  [`fetch("/a", { next: { tags: ["a"] } })`, true],
  [`fetch("/a", { cache: "no-store", next: { tags: ["a"] } })`, true],
  [`fetch("/a", { next: { tags: ["a"], revalidate: 0 } })`, true],
  [`fetch("/a", { next: { tags: ["a"], revalidate: 60 } })`, false],
  [`fetch("/a", { cache: "force-cache", next: { tags: ["a"] } })`, false],
  [`fetch("/a", uncached)`, true],
  [`fetch("/a", changed)`, false],
  [`fetch("/a", { ...options, next: { tags: ["a"] } })`, false],
  [`fetch("/a", { cache: mode, next: { tags: ["a"] } })`, false],
  [`client.fetch("/a", { next: { tags: ["a"] } })`, false],
  [`unstable_cache(() => fetch("/a", { next: { tags: ["a"] } }))`, false],
])("fetch-tags-without-cache: %s", (call, isNamed) => {
  const held =
    'const uncached = { next: { tags: ["a"] } }; const changed = { next: { tags: ["a"] } }; changed.cache = "force-cache";';
  const text = `${held} export async function load() { return ${call}; }`;
  expect(found(text, "lib/load.ts")).toEqual(isNamed ? ["fetch-tags-without-cache:1"] : []);
});

test("a segment setting or a cached function decides about fetch by itself", () => {
  const call = `fetch("/a", { next: { tags: ["a"] } })`;
  expect(
    found(`export const dynamic = "force-static";\nexport const load = () => ${call};`),
  ).toEqual([]);
  expect(found(`export async function load() { "use cache"; return ${call}; }`)).toEqual([]);
});

test.each([
  [
    `import { useFormState } from "react-dom";\nconst a = useFormState(b, c);`,
    `import { useActionState } from "react";\nconst a = useActionState(b, c);`,
  ],
  [
    `import { useFormState, useFormStatus } from 'react-dom'\nuseFormStatus(useFormState)`,
    `import { useActionState } from 'react'\nimport { useFormStatus } from 'react-dom'\nuseFormStatus(useActionState)`,
  ],
  [
    `import { useFormStatus, useFormState as use } from "react-dom";\nuse(useFormStatus);`,
    `import { useActionState as use } from "react";\nimport { useFormStatus } from "react-dom";\nuse(useFormStatus);`,
  ],
])("use-form-state-renamed is named and mended", (code, wanted) => {
  const [first, ...others] = lintModule({ code, filename: "/app/a.tsx", root: "/app" });
  expect([first?.code, others]).toEqual(["use-form-state-renamed", []]);
  const edits = first?.fix?.edits.toSorted((a, b) => b.start - a.start) ?? [];
  let mended = code;
  for (const { start, end, text } of edits)
    mended = mended.slice(0, start) + text + mended.slice(end);
  expect(mended).toBe(wanted);
});

test("revalidateTag with one argument is named", () => {
  const code = (call: string): string =>
    `import { revalidateTag } from "next/cache";\nexport async function a() { ${call}; }`;
  expect(found(code(`revalidateTag("a")`))).toEqual(["revalidate-tag-without-profile:2"]);
  expect(found(code(`revalidateTag("a", "max")`))).toEqual([]);
  expect(found(code(`other.revalidateTag("a")`))).toEqual([]);
});

const action = (body: string): string =>
  `"use server";\nexport async function save(form: FormData) {\n  const user = await requireUser();\n  const name = String(form.get("name"));\n  ${body}\n}`;

test.each([
  [`if (name.length < 3) throw new Error("The name must have 3 letters");`, true],
  [`if (await taken(name)) { throw new Error(\`\${name} is already taken\`); }`, true],
  [`const post = await find(name); if (!post) throw new Error("Post not found");`, false],
  [
    `const parsed = schema.safeParse(form); if (!parsed.success) throw new Error(parsed.error.message);`,
    true,
  ],
  [`if (!user) throw new Error("Unauthorized");`, false],
  [`if (post.ownerId !== user.id) throw new Error("Not found");`, false],
  [`try { await sync(); } catch { throw new Error("Sync failed. Please try again."); }`, false],
  [`if (!process.env.KEY) throw new Error("KEY is required");`, false],
  [`const key = process.env.KEY; if (!key) throw new Error("Please set KEY");`, false],
  [`if (typeof window !== "undefined") throw new Error("This must run on a server");`, false],
  [`const done = await cancel(name); if (!done.success) throw new Error(done.error);`, false],
  [`if (!rights) throw new Error("Acceso denegado, please");`, false],
  [`const answer = await fetch("/a"); if (!answer.ok) throw new Error("Invalid answer");`, false],
  [
    `if (name.length < 3) throw new ActionError("TOO_SHORT", "The name must have 3 letters");`,
    false,
  ],
  [`if (name.length < 3) return { error: "The name must have 3 letters" };`, false],
])("thrown-expected-error: %s", (body, isNamed) => {
  const names = found(action(body)).filter((each) => each.startsWith("thrown"));
  expect(names.length > 0).toBe(isNamed);
});

test.each([
  [`await db.post.create({ data: { name } });`, true],
  [`await db.post.create({ data: { name } }); return;`, true],
  [`if (name) { await db.post.create({ data: { name } }); return null; } refresh();`, true],
  [`await db.insert(posts).values({ name });`, true],
  [`await sql\`insert into posts values (\${name})\`;`, true],
  [`await db.$transaction(async (tx) => { await tx.post.create({ data: { name } }); });`, true],
  [`await store(name);`, true],
  [`await db.post.create({ data: { name } }); revalidatePath("/posts");`, false],
  [`await db.post.create({ data: { name } }); return { error: null };`, false],
  [`await db.post.create({ data: { name } }); redirect("/posts");`, false],
  [`await db.post.create({ data: { name } }); (await cookies()).set("last", name);`, false],
  [
    `try { await db.post.create({ data: { name } }); } catch { return { error: "No" }; } refresh();`,
    false,
  ],
  [`try { await db.insert(posts).values({ name }); refresh(); } catch (e) { log(e); }`, false],
  [`try { await db.insert(posts).values({ name }); } catch (e) { log(e); }`, true],
  [
    `const { error: bad } = await db.from("a").insert({ name }); if (bad) log(bad); else refresh();`,
    false,
  ],
  [`const gone = await db.post.delete({ where: { name } }); if (gone) refresh();`, false],
  [`const gone = await db.post.delete({ where: { name } }); if (!gone) refresh();`, true],
  [`const { count } = await db.post.deleteMany({}); if (count === 0) return; refresh();`, false],
  [`const { count } = await db.post.deleteMany({}); if (count !== 0) return; refresh();`, true],
  [`const { data } = await db.post.create({ data: { name } }); if (other) refresh();`, true],
  [`await db.auditLog.create({ data: { name } });`, false],
  [`const seen = new Map(); seen.delete(name);`, false],
  [`await storeAndShow(name);`, false],
])("mutation-without-revalidate: %s", (body, isNamed) => {
  const code = `"use server";
import { revalidatePath, refresh } from "next/cache";
import { redirect } from "next/navigation";
import { cookies } from "next/headers";
import { db, sql, posts } from "./db";
export async function save(form: FormData) {
  await requireUser();
  const { name } = schema.parse(Object.fromEntries(form));
  ${body}
}
async function store(name) { await db.post.create({ data: { name } }); }
async function storeAndShow(name) { await store(name); revalidatePath("/posts"); }`;
  const names = found(code).filter((each) => each.startsWith("mutation"));
  expect(names).toHaveLength(isNamed ? 1 : 0);
});
