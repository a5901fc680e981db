/** What a page costs: what is rendered for it, what is sent of it, and the code that a browser loads first. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { callAction, findAction, startBuiltApp, submitForm } from "./small-app.ts";
import { useBuiltApp, useServer } from "./suite-app.ts";

/** React, its Flight client and the runtime, of an app with one Client Component; kilobytes of 1,024 bytes, as sizes are in the configuration. */
const maxFirstLoadBytes = 88 * 1_024;

const layoutText = "What every page of this app has around it. ".repeat(40);
const files = {
  "lib/count.ts": `
    export const counts: Record<string, number> = {};
    export const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);`,
  "app/layout.tsx": `
    import { count } from "../lib/count";
    export default function Layout({ children }) {
      count("layout");
      return <html><body><p>${layoutText}</p>{children}</body></html>;
    }`,
  "app/page.tsx": `
    import { count } from "../lib/count";
    import { connection } from "edict";
    import { save } from "./save.actions";
    import { Counter } from "./counter";
    export default async function Page() {
      await connection();
      count("page");
      return <><form action={save}><button>Save</button></form><Counter /></>;
    }`,
  "app/counter.tsx": `"use client";
    import { useState } from "react";
    export function Counter() {
      const [value, setValue] = useState(0);
      return <button onClick={() => setValue(value + 1)}>{value}</button>;
    }`,
  "app/save.actions.ts": `"use server";
    import { revalidatePath } from "edict";
    import { count } from "../lib/count";
    export async function save() {
      count("action");
      revalidatePath("/");
    }`,
  "app/other/page.tsx": `
    import { connection } from "edict";
    import { count } from "../../lib/count";
    export default async function Other() {
      await connection();
      count("other");
      return <h1>the other page</h1>;
    }`,
  "app/counts/route.ts": `
    import { counts } from "../../lib/count";
    export function DELETE() {
      const counted = { ...counts };
      for (const what of Object.keys(counts)) delete counts[what];
      return Response.json(counted);
    }`,
};

const built = useBuiltApp(files);
const app = useServer(() => startBuiltApp(built.root));
const url = (path = "/"): string => app.url + path;

/** Takes how often each thing was rendered or run. */
async function takeCounts(): Promise<unknown> {
  const answer = await fetch(url("/counts"), { method: "DELETE" });
  return answer.json();
}

beforeEach(takeCounts);

const html = { headers: { accept: "text/html" } };

test("a document renders each of its components once", async () => {
  await (await fetch(url(), html)).text();
  expect(await takeCounts()).toEqual({ layout: 1, page: 1 });
});

test("an action that revalidates renders the page that its answer carries once", async () => {
  const text = await callAction(url(), await findAction(built.root, "save"));
  expect(text).toContain("Save");
  expect(await takeCounts()).toEqual({ action: 1, layout: 1, page: 1 });
});

test("a form without JavaScript runs its action once and renders its page once", async () => {
  // Loading the page to find the form renders it once by itself.
  const answer = await submitForm(url());
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("Save")]);
  expect(await takeCounts()).toEqual({ action: 1, layout: 2, page: 2 });
});

test("a soft navigation renders and sends only the segments that differ", async () => {
  const whole = await (await fetch(url("/other"), soft(""))).text();
  expect(whole).toContain(layoutText);
  expect(await takeCounts()).toEqual({ layout: 1, other: 1 });
  const part = await (await fetch(url("/other"), soft(heldKeys(await documentOf("/"))))).text();
  await takeCounts();
  const again = await (await fetch(url("/other"), soft(heldKeys(await documentOf("/"))))).text();
  expect(again).toBe(part);
  expect(await takeCounts()).toEqual({ layout: 1, page: 1, other: 1 }); // the layout and page are the document's
  expect(part).toContain("the other page");
  expect(part).not.toContain(layoutText.slice(0, 40));
  expect(whole.length - part.length).toBeGreaterThan(layoutText.length);
});

test("a server holds React's server renderer once", async () => {
  const folder = join(built.root, ".edict/build/rsc");
  const code = await readFile(join(folder, "index.js"), "utf8");
  expect(code.match(/react-server-dom-webpack-server\.(?:node|edge)\.production\.js$/gm)).toEqual(
    Array.from({ length: 2 }, () => "react-server-dom-webpack-server.node.production.js"),
  );
});

test("the first page loads at most 88 kB of JavaScript, React included", async () => {
  const document = await documentOf("/");
  const folder = join(built.root, ".edict/build/client/_edict");
  const all = (await readdir(folder)).filter((name) => name.endsWith(".js"));
  const loaded = await closureOf(
    folder,
    all.filter((name) => document.includes(name)),
  );
  // One Client Component: there is nothing that this page would not load, …
  expect([...loaded.keys()].toSorted()).toEqual(all.toSorted());
  // … one file of which it asks for when it is idle, and one for uploads.
  const later = [...loaded].filter(([, code]) => /SHA-256|XMLHttpRequest/.test(code));
  expect(later.length).toBe(2);
  for (const [name] of later) loaded.delete(name);
  expect(loaded.size).toBeGreaterThan(1);
  const bytes = [...loaded.values()].reduce((sum, code) => sum + gzipSync(code).length, 0);
  expect(bytes).toBeGreaterThan(60_000); // React is in it
  expect(bytes).toBeLessThanOrEqual(maxFirstLoadBytes);
});

async function documentOf(path: string): Promise<string> {
  return (await fetch(url(path), html)).text();
}

/** A soft navigation of a browser that holds these segments. */
function soft(keys: string): RequestInit {
  return { headers: { accept: "text/x-component", "edict-segments": keys } };
}

/** The keys of the segments in a document, as the browser sends them. */
function heldKeys(document: string): string {
  const keys = /\\"keys\\":(\[.*?\])/.exec(document)?.[1];
  if (keys === undefined) throw new Error("the document names no segments");
  const parsed: unknown = JSON.parse(keys.replaceAll('\\"', '"'));
  return (parsed as string[]).map(encodeURIComponent).join(","); // what the document says of itself
}

/** The code of files of a build and of all that they import, by name. */
async function closureOf(folder: string, names: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const queue = [...names];
  for (const name of queue) {
    if (found.has(name)) continue;
    const code = await readFile(join(folder, name), "utf8");
    found.set(name, code);
    for (const [, imported = ""] of code.matchAll(/["'`/]([\w-]+\.js)["'`]/g))
      if (!found.has(imported)) queue.push(imported);
  }
  return found;
}
