/** Whole pages that are kept, in a built app: rendered by React, for nobody, and shown to everybody. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildSmallApp, makeApp, removeApp, startBuiltApp } from "../vite/small-app.ts";
import { useBuiltApp, useServer } from "../vite/suite-app.ts";

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
    export async function listPosts() { cacheTag("posts"); return count("posts"); }`,
  "app/badge.tsx": `"use client";
    import { useState } from "react";
    export function Badge({ children }) { const [text] = useState("badge"); return <b>{text}:{children}</b>; }`,
  "app/who.ts": `
    import { cookies } from "next/headers";
    export const who = async () => (await cookies()).get("who")?.value ?? "nobody";`,
  "app/page.tsx": "export default function Page() { return <p>home</p>; }",
  "app/change/route.ts": `
    import { revalidatePath, revalidateTag } from "next/cache";
    export async function POST(request) {
      revalidateTag("posts", { expire: 0 });
      const path = new URL(request.url).searchParams.get("path");
      if (path !== null) revalidatePath(path);
      return new Response("done");
    }`,
  "app/kept/page.tsx": `
    import { count } from "../counts";
    import { listPosts } from "../data";
    import { Badge } from "../badge";
    export const revalidate = false;
    export default async function Page() {
      const secret = "captured";
      async function add(data: FormData) { "use server"; globalThis.added = secret + data.get("text"); }
      return <main><Badge>{count("page")}</Badge><i>{await listPosts()}</i>
        <form action={add}><input name="text" /></form></main>;
    }`,
  "app/added/page.tsx": "export default function Page() { return <p>{globalThis.added}</p>; }",
  "app/closed/page.tsx": `
    import { who } from "../who";
    export const dynamic = "force-static";
    export default async function Page({ searchParams }) {
      return <p>{await who()} {JSON.stringify(await searchParams)}</p>;
    }`,
  "app/cached/page.tsx": `"use cache";
    import { cacheLife } from "next/cache";
    import { count } from "../counts";
    export const revalidate = 60;
    export default async function Page() { cacheLife("hours"); return <p>{count("cached")}</p>; }`,
  "app/mine/layout.tsx": `
    import { who } from "../who";
    export const revalidate = false;
    export default async function Layout({ children }) { return <section>{await who()}{children}</section>; }`,
  "app/mine/page.tsx": "export default function Page() { return <p>below</p>; }",
  "app/listed/[lang]/layout.tsx": `
    export const dynamicParams = false;
    export function generateStaticParams() { return [{ lang: "de" }, { lang: "en" }]; }
    export default function Layout({ children }) { return children; }`,
  "app/listed/[lang]/[id]/page.tsx": `
    import { count } from "../../../counts";
    export async function generateStaticParams({ params }) { return params.lang === "de" ? [{ id: "1" }, { id: "ü" }] : [{ id: "1" }]; }
    export default async function Page({ params }) {
      const { lang, id } = await params;
      return <p>{count(lang + id)}</p>;
    }`,
  "app/open/[id]/page.tsx": `
    import { count } from "../../counts";
    export const revalidate = 3600;
    export function generateStaticParams() { return [{ id: "1" }]; }
    export default async function Page({ params }) { return <p>{count("open" + (await params).id)}</p>; }`,
  "app/own/[how]/page.tsx": `
    import { Suspense } from "react";
    import { count } from "../../counts";
    import { who } from "../../who";
    export const revalidate = false;
    const turn = () => new Promise((resolve) => setTimeout(resolve, 20));
    async function Deep() { return <p>{await who()}</p>; }
    async function Late() { await turn(); return <p>{await who()}</p>; }
    async function Caught() { try { return <p>{await who()}</p>; } catch { return <p>caught</p>; } }
    export async function generateMetadata({ params }) {
      return { title: (await params).how === "metadata" ? await who() : "title" };
    }
    export default async function Page({ params, searchParams }) {
      const { how } = await params;
      return <main>
        {how === "deep" && <Deep />}
        {how === "late" && <Suspense fallback="…"><Late /></Suspense>}
        {how === "caught" && <Caught />}
        {how === "search" && <p>{(await searchParams).who}</p>}
        <u>{count("own-" + how)}</u>
      </main>;
    }`,
};

/** The part of a build's manifest that is looked at. */
interface Built {
  readonly inspection: {
    readonly routes: readonly { readonly pattern: string; readonly rendering?: unknown }[];
  };
}

const built = useBuiltApp(files);
const app = useServer(() => startBuiltApp(built.root));

interface Seen {
  readonly html: string;
  readonly cache: string | null;
}

async function see(
  path: string,
  who = "ann",
  sent: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const headers = { accept: "text/html", cookie: `who=${who}`, ...sent };
  const answer = await fetch(app.url + path, { headers });
  const html = (await answer.text()).replaceAll("<!-- -->", "");
  return { html, cache: answer.headers.get("edict-cache") };
}

const partOf = ({ html }: Seen, element: string): string | undefined =>
  new RegExp(`<${element}>(.*?)</${element}>`).exec(html)?.[1];

test("a kept page is made once, with its Client Components, and ends with what it reads", async () => {
  const first = await see("/kept", "ann");
  expect([partOf(first, "b"), partOf(first, "i")]).toEqual(["badge:page1", "posts1"]);
  expect(await see("/kept", "bob")).toEqual({ ...first, cache: "hit" });
  expect(first.html).not.toContain("ann");
  // The whole of it, Flight included, in one piece: there is nothing to be streamed.
  expect(first.html).toContain("self.__edict");
  await fetch(`${app.url}/change`, { method: "POST", headers: { origin: app.url } });
  const second = await see("/kept");
  expect([partOf(second, "b"), partOf(second, "i"), second.cache]).toEqual([
    "badge:page2",
    "posts2",
    "miss",
  ]);
});

test("a form of a kept page can be posted by whoever got it, with what its action closes over", async () => {
  const { html } = await see("/kept");
  const form = new FormData();
  for (const [, name = "", value = ""] of html.matchAll(
    /<input type="hidden"[^>]*name="([^"]+)"(?: value="([^"]*)")?/g,
  ))
    form.set(name, value.replaceAll("&quot;", '"'));
  form.set("text", "!");
  // The build alone: a call id would be the same for all.
  expect(form.get("$EDICT")).toMatch(/^[\w-]+\.\d+$/);
  const posted = await fetch(`${app.url}/kept`, {
    method: "POST",
    body: form,
    headers: { origin: app.url },
  });
  expect(posted.status).toBe(200);
  expect((await see("/added")).html).toContain("<p>captured!</p>");
});

test("force-static pages see nobody", async () => {
  for (const path of ["/closed", "/closed?tab=all"])
    expect(partOf(await see(path), "p")).toBe("nobody {}");
  expect((await see("/closed")).cache).toBe("hit");
});

test("a page that is cached itself is kept too, though it is handed the search", async () => {
  expect(
    [await see("/cached"), await see("/cached")].map((seen) => [partOf(seen, "p"), seen.cache]),
  ).toEqual([
    ["cached1", "hit"],
    ["cached1", "hit"],
  ]);
});

test("the build makes pages ahead, says how each is made, and why", async () => {
  const lines = built.output
    .split("\n")
    .filter((line) => /^ {2}[○ƒ]/.test(line))
    .map((line) => line.trim().replaceAll(/ +/g, " "));
  expect(lines).toEqual([
    "ƒ / for each request: nothing asks for it to be kept",
    "ƒ /added for each request: nothing asks for it to be kept",
    "○ /cached kept for 60 s, 1 page made ahead",
    "○ /closed kept until it is revalidated, 1 page made ahead",
    "○ /kept kept until it is revalidated, made at its first request",
    "○ /listed/[lang]/[id] kept until it is revalidated, 3 pages made ahead",
    "ƒ /mine for each request: it reads cookies()",
    "○ /open/[id] kept for 3600 s, 1 page made ahead",
    "○ /own/[how] kept until it is revalidated, made at its first request",
  ]);
  expect(built.output).toContain("made at its first request: /kept: its actions close over values");
  const { inspection } = JSON.parse(
    await readFile(join(built.root, ".edict/build/manifest.json"), "utf8"),
  ) as Built;
  expect(inspection.routes.find(({ pattern }) => pattern === "/open/[id]")?.rendering).toEqual({
    kind: "kept",
    pages: 1,
    revalidate: 3600,
  });
});

test("pages that generateStaticParams lists are there before anybody asks, others where they may be", async () => {
  const seen = [
    await see("/listed/de/1"),
    await see("/listed/de/%C3%BC"),
    await see("/listed/en/1"),
    await see("/open/1"),
    await see("/open/2"),
  ];
  expect(seen.map((each) => [partOf(each, "p"), each.cache])).toEqual([
    ["de11", "hit"],
    ["deü1", "hit"],
    ["en11", "hit"],
    ["open11", "hit"],
    ["open21", "miss"],
  ]);
  for (const path of ["/listed/de/2", "/listed/en/%C3%BC", "/listed/fr/1"])
    expect((await fetch(app.url + path)).status).toBe(404);
});

test("what was made ahead ends as everything else does, also for the next server", async () => {
  const change = (): Promise<Response> =>
    fetch(`${app.url}/change?path=/open/1`, { method: "POST", headers: { origin: app.url } });
  expect((await see("/open/1")).cache).toBe("hit");
  await change();
  // Counted anew: what counted when the app was built was another process.
  expect([partOf(await see("/open/1"), "p"), (await see("/open/1")).cache]).toEqual([
    "open11",
    "hit",
  ]);
  const next = await startBuiltApp(built.root);
  const later = await fetch(`${next.url}/open/1`);
  expect(later.headers.get("edict-cache")).toBe("miss");
  await later.text();
  await next.stop();
});

test.each([
  ["/own/deep", "p"],
  ["/own/late", "p"],
  ["/own/caught", "p"],
  ["/own/metadata", "title"],
  ["/mine", "section"],
])("%s shows each visitor their own", async (path, element) => {
  const seen = [await see(path, "ann"), await see(path, "bob"), await see(path, "ann")];
  const shown = seen.map((each) => partOf(each, element)?.replace("<p>below</p>", ""));
  expect(shown).toEqual(["ann", "bob", "ann"]);
  expect(seen.map(({ cache }) => cache)).toEqual([null, null, null]);
});

test("a page that reads its search is made for each request, one that does not is kept", async () => {
  expect(partOf(await see("/own/search?who=ann"), "p")).toBe("ann");
  expect((await see("/own/search")).cache).toBeNull();
  expect([await see("/own/none"), await see("/own/none")].map(({ cache }) => cache)).toEqual([
    "miss",
    "hit",
  ]);
});

test("a soft navigation gets what is kept for it, and sees no visitor either", async () => {
  const soft = { accept: "text/x-component", "edict-segments": "" };
  const [first, second] = [
    await see("/own/soft", "ann", soft),
    await see("/own/soft", "bob", soft),
  ];
  expect([first.cache, second.cache, second.html]).toEqual(["miss", "hit", first.html]);
  expect((await see("/own/deep", "bob", soft)).html).toContain("bob");
});

test("a build fails where a page breaks its promise, and where what is listed is no list", async () => {
  const wrong = await makeApp({
    "app/layout.tsx": files["app/layout.tsx"],
    "app/who.ts": files["app/who.ts"],
    "app/wrong/page.tsx": `
    import { who } from "../who";
    export const dynamic = "error";
    export default async function Page() { return <p>{await who()}</p>; }`,
    "app/listed/[id]/page.tsx": `
      export const generateStaticParams = () => [{ id: 1 }];
      export default function Page() { return <p>listed</p>; }`,
  });
  const { output, code } = await buildSmallApp(wrong);
  await removeApp(wrong);
  expect(code).toBe(1);
  expect(output).toContain('/wrong: cookies() was read in a route with dynamic = "error"');
  expect(output).toContain(
    "gave 1 as `id` at [0]; a text that is not empty is needed. (static-params-invalid)",
  );
  expect(output).toContain("The build failed: 2 errors");
}, 120_000);
