/** `"use cache"` in a built app and in development: functions, files, components with children, pages, in each other. */
import { describe, expect, test } from "vitest";
import { makeApp, removeApp, startSmallApp, writeFiles } from "../vite/small-app.ts";
import { bothModes, useBuiltApp, useServer } from "../vite/suite-app.ts";

const files = {
  "app/layout.tsx": `
    export default function Layout({ children }) {
      return <html><head /><body>{children}</body></html>;
    }`,
  "app/counts.ts": `
    const counts = (globalThis.counts ??= new Map());
    export const count = (name: string) => { counts.set(name, (counts.get(name) ?? 0) + 1); return name + counts.get(name); };`,
  "app/data.ts": `"use cache";
    import { cacheTag } from "next/cache";
    import { count } from "./counts";
    export async function listPosts(topic: string) {
      cacheTag("posts");
      return { topic, made: count("posts-" + topic) };
    }
    export const revalidate = 60;`,
  "app/badge.tsx": `"use client";
    import { useState } from "react";
    export function Badge({ children }) { const [text] = useState("badge"); return <b>{text}:{children}</b>; }`,
  "app/page.tsx": `
    import { Suspense } from "react";
    import { cacheLife } from "next/cache";
    import { cookies } from "next/headers";
    import { Badge } from "./badge";
    import { count } from "./counts";
    import { listPosts } from "./data";
    async function Card({ title, children }) {
      "use cache";
      cacheLife("hours");
      const posts = await listPosts(title);
      return <section data-made={count("card-" + title)}><Badge>{posts.made}</Badge>{children}</section>;
    }
    async function Visitor() { return <i>{(await cookies()).get("who")?.value ?? "nobody"}</i>; }
    export default async function Page({ searchParams }) {
      const { scale = "1" } = await searchParams;
      const scaled = async (n: number) => { "use cache"; return [n * Number(scale), count("scaled-" + scale)]; };
      return <main>
        <Card title="a"><Suspense fallback="…"><Visitor /></Suspense></Card>
        <Card title="b"><em>static</em></Card>
        <u>{JSON.stringify(await scaled(2))}</u>
      </main>;
    }`,
  "app/whole/[id]/page.tsx": `"use cache";
    import { count } from "../../counts";
    export async function generateMetadata({ params }) { return { title: "t" + (await params).id + count("meta") }; }
    export default async function Page({ params }) {
      const { id } = await params;
      return <p>{count("whole-" + id)}</p>;
    }`,
  "app/change/route.ts": `
    import { revalidateTag } from "next/cache";
    export async function POST() { revalidateTag("posts", { expire: 0 }); return new Response("done"); }`,
  "app/wrong/page.tsx": `
    import { headers } from "next/headers";
    async function read() { "use cache"; return (await headers()).get("host"); }
    export default async function Page() {
      try { return <p>{await read()}</p>; } catch (error) { return <p>{error.code}</p>; }
    }`,
  "app/user.ts": `
    import { cache } from "react";
    import { cookies } from "next/headers";
    export const currentUser = cache(async () => (await cookies()).get("who")?.value ?? "nobody");`,
  "app/memo/page.tsx": `
    import { cache } from "edict";
    import { currentUser } from "../user";
    async function marked() { "use cache"; return "marked for " + await currentUser(); }
    const given = cache(() => currentUser(), { key: "given" });
    const codeOf = (error) => error.code;
    export default async function Page() {
      return <p>{await currentUser()} {await marked().catch(codeOf)} {await given().catch(codeOf)}</p>;
    }`,
  "app/mine/page.tsx": `
    import { cookies } from "next/headers";
    import { Badge } from "../badge";
    import { count } from "../counts";
    export const revalidate = 3600;
    async function who() { "use cache: private"; const name = (await cookies()).get("who")?.value; return { name, made: count("who-" + name) }; }
    async function Card({ children }) {
      "use cache: private";
      const { name } = await who();
      return <section><Badge>{name}</Badge>{children}</section>;
    }
    async function stock() { "use cache: remote"; return count("stock"); }
    export default async function Page() {
      return <main><Card><em>{(await who()).made}</em></Card><u>{await stock()}</u></main>;
    }`,
  "app/closure/page.tsx": `
    export default async function Page() {
      const user = { name: () => "n" };
      const read = async () => { "use cache"; return user.name(); };
      try { return <p>{await read()}</p>; } catch (error) { return <p>{error.message}</p>; }
    }`,
};

const built = useBuiltApp(files);

describe.each(bothModes)("in %s", (_name, start) => {
  const app = useServer(() => start(built.root));

  const show = async (path: string, cookie = ""): Promise<string> => {
    const page = await fetch(app.url + path, { headers: { accept: "text/html", cookie } });
    const html = await page.text();
    return html.replaceAll("<!-- -->", "").replace(/<script[\s\S]*$/, "");
  };

  test("a cached component is made once, with what it reads; its children are the visitor's own", async () => {
    const first = await show("/", "who=ada");
    expect(first).toContain('<section data-made="card-a1"><b>badge:posts-a1</b>');
    expect(first).toContain("ada");
    const second = await show("/", "who=bob");
    expect(second).toContain('<section data-made="card-a1"><b>badge:posts-a1</b>');
    expect(second).toContain('<section data-made="card-b1"><b>badge:posts-b1</b><em>static</em>');
    expect(second).toContain("bob");
    expect(second).not.toContain("ada");
  });

  test("what a function closes over is part of its key", async () => {
    expect(await show("/?scale=3")).toContain("<u>[6,&quot;scaled-31&quot;]</u>");
    expect(await show("/?scale=4")).toContain("<u>[8,&quot;scaled-41&quot;]</u>");
    expect(await show("/?scale=3&other=1")).toContain("<u>[6,&quot;scaled-31&quot;]</u>");
  });

  test("a page is kept by its parameters, its metadata too", async () => {
    expect(await show("/whole/1")).toMatch(/<title>t1meta1<\/title>[\s\S]*<p>whole-11<\/p>/);
    expect(await show("/whole/2")).toMatch(/<title>t2meta2<\/title>[\s\S]*<p>whole-21<\/p>/);
    expect(await show("/whole/1")).toMatch(/<title>t1meta1<\/title>[\s\S]*<p>whole-11<\/p>/);
  });

  test("a tag of what it read ends a component that read it", async () => {
    const before = await show("/");
    expect(before).toContain("posts-a1");
    await fetch(`${app.url}/change`, { method: "POST", headers: { origin: app.url } });
    const after = await show("/");
    expect(after).toContain('<section data-made="card-a2"><b>badge:posts-a2</b>');
  });

  test("headers in a cached function, and a closure that cannot be written down, are errors", async () => {
    expect(await show("/wrong")).toContain("<p>request-in-cached-function</p>");
    expect(await show("/closure")).toContain("closes over user.name, which is a function");
  });

  test("a private function sees its visitor, once for a page, also where the page would be kept; a remote one is everybody's", async () => {
    for (const [name, visit] of [
      ["ada", 1],
      ["bob", 1],
      ["ada", 2],
    ] as const)
      expect(await show("/mine", `who=${name}`)).toContain(
        `<section><b>badge:${name}</b><em>who-${name}${visit}</em></section><u>stock1</u>`,
      );
  });

  test("what React remembers of a visitor for their page is not there in a cached function", async () => {
    for (const who of ["ada", "bob"])
      expect(await show("/memo", `who=${who}`)).toContain(
        `<p>${who} request-in-cached-function request-in-cached-function</p>`,
      );
  });
});

test("in development an edit of what a cached function's module imports ends its values", async () => {
  const at = await makeApp({
    ...files,
    "app/page.tsx": `
      import { readName } from "./names";
      export default async function Page() { return <p>{await readName()}</p>; }`,
    "app/names.ts": `"use cache";
      import { full } from "./parts";
      export async function readName() { return full() + " " + (globalThis.made = (globalThis.made ?? 0) + 1); }`,
    "app/parts.ts": `import { name } from "./part"; export const full = () => "the " + name;`,
    "app/part.ts": `export const name = "one";`,
  });
  const app = await startSmallApp(at);
  try {
    const show = async (): Promise<string> =>
      /<p>[^<]*/.exec(
        await (await fetch(app.url, { headers: { accept: "text/html" } })).text(),
      )?.[0] ?? "";
    expect(await show()).toBe("<p>the one 1");
    expect(await show()).toBe("<p>the one 1");
    await writeFiles(at, { "app/part.ts": `export const name = "two";` });
    await expect.poll(show, { timeout: 10_000 }).toMatch(/^<p>the two/);
    const made = await show();
    expect(await show()).toBe(made);
  } finally {
    await app.stop();
    await removeApp(at);
  }
}, 60_000);
