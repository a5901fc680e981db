/** Whole pages that are kept, in a built app: rendered by React, for nobody, and shown to everybody. */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildPackage,
  buildSmallApp,
  makeApp,
  removeApp,
  startBuiltApp,
  type ServedApp,
} from "../vite/small-app.ts";

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
    import { revalidateTag } from "next/cache";
    export async function POST() { revalidateTag("posts"); return new Response("done"); }`,
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
  "app/wrong/page.tsx": `
    import { who } from "../who";
    export const dynamic = "error";
    export default async function Page() { return <p>{await who()}</p>; }`,
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

let root = "";
let app: ServedApp;

beforeAll(async () => {
  await buildPackage();
  root = await makeApp(files);
  const { output, code } = await buildSmallApp(root);
  expect({ output, code }).toMatchObject({ code: 0 });
  app = await startBuiltApp(root);
}, 120_000);

afterAll(async () => {
  await app.stop();
  await removeApp(root);
});

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

test("force-static pages see nobody, and dynamic = error is one where somebody is asked for", async () => {
  for (const path of ["/closed", "/closed?tab=all"])
    expect(partOf(await see(path), "p")).toBe("nobody {}");
  expect((await see("/closed")).cache).toBe("hit");
  const wrong = await fetch(`${app.url}/wrong`);
  expect(wrong.status).toBe(500);
  expect(app.output()).toContain("cookies() was read in a route with dynamic");
});

test("a page that is cached itself is kept too, though it is handed the search", async () => {
  expect(
    [await see("/cached"), await see("/cached")].map((seen) => [partOf(seen, "p"), seen.cache]),
  ).toEqual([
    ["cached1", "miss"],
    ["cached1", "hit"],
  ]);
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
