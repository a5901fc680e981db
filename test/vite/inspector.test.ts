import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildPackage,
  callAction,
  makeApp,
  removeApp,
  startSmallApp,
  submitForm,
  until,
  type ServedApp,
} from "./small-app.ts";

const page = `
import { updateTag } from "next/cache";
import { listNotes } from "./notes";
async function save(form) {
  "use server";
  if (form.get("text") === "no") throw new Error("<b>not</b> this");
  updateTag("notes");
}
export default async function Page() {
  return <form action={save}>
    <input name="text" defaultValue="" /><input name="password" defaultValue="" />
    <button>Save</button>{await listNotes()}
  </form>;
}`;

let root = "";
let dev: ServedApp;

beforeAll(async () => {
  await buildPackage();
  root = await makeApp({
    "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.tsx": page,
    "app/notes.ts": `import { cacheTag } from "next/cache";
      export async function listNotes() { "use cache"; cacheTag("notes"); return "notes"; }`,
    "app/<i>/route.ts": 'export const GET = () => new Response("x");',
  });
  dev = await startSmallApp(root);
}, 60_000);

afterAll(async () => {
  await dev.stop();
  await removeApp(root);
});

async function inspect(): Promise<string> {
  const answer = await fetch(`${dev.url}/_edict/`);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Cells of the rows of one table, as HTML. */
function rowsOf(html: string, id: string): string[][] {
  const [, body = ""] = new RegExp(`<tbody id="${id}">(.*?)</tbody>`, "s").exec(html) ?? [];
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) => cell),
  );
}

test("the terminal says once where the calls are", () => {
  expect(dev.output().match(/^Calls are listed at (\S+)$/gm)).toEqual([
    `Calls are listed at ${dev.url}/_edict/`,
  ]);
});

test("a call is listed with its arguments, its end, what it revalidated and what the cache gave", async () => {
  const typed = (form: string): string =>
    form
      .replace('name="text" value=""', `name="text" value="it's&Milk"`)
      .replace('name="password" value=""', 'name="password" value="hunter2"');
  expect((await submitForm(dev.url, typed)).status).toBe(200);
  const html = await inspect();
  const [call = []] = rowsOf(html, "calls");
  const [, subject, args, outcome, took, revalidated, cache] = call;
  expect(subject).toBe("<b>save</b> <small>app/page.tsx:4</small>");
  expect(args).toContain("text: &quot;it&#39;s&amp;Milk&quot;, password: ••••");
  expect(outcome).toBe("returned");
  expect(took).toMatch(/^[\d.]+ ms$/);
  expect(revalidated).toBe("tag notes");
  // The page of the answer reads it anew.
  expect(cache).toBe("1 miss");
  expect(html).not.toContain("hunter2");
});

test("what failed and what was refused is linked to its page, and nothing of it is HTML", async () => {
  const typed = (form: string): string =>
    form.replace('name="text" value=""', 'name="text" value="no"');
  expect((await submitForm(dev.url, typed)).status).toBe(500);
  await callAction(dev.url, "0".repeat(50));
  const [refused = [], failed = []] = rowsOf(await inspect(), "calls");
  expect(failed[3]).toBe(
    '<a href="/_edict/errors/action-threw">FAILED</a>: threw Error: &lt;b&gt;not&lt;/b&gt; this',
  );
  expect(refused[3]).toMatch(/^<a href="\/_edict\/errors\/\S+">(?:NOT_FOUND|SKEW)<\/a> \(\d+\): /);
  const [, path = ""] = /href="([^"]+)"/.exec(refused[3] ?? "") ?? [];
  expect((await fetch(dev.url + path)).status).toBe(200);
});

test("every endpoint is listed", async () => {
  const html = await inspect();
  expect(rowsOf(html, "actions")).toEqual([["<b>save</b>", "inline", "app/page.tsx:4"]]);
  expect(rowsOf(html, "routes")).toEqual([
    ["<b>/</b>", "page", "app/page.tsx"],
    ["<b>/&lt;i&gt;</b>", "handler", "app/&lt;i&gt;/route.ts"],
  ]);
});

test("an open page hears of a change, and not more often than it can look", async () => {
  const leaving = new AbortController();
  const answer = await fetch(`${dev.url}/_edict/events`, { signal: leaving.signal });
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  let heard = "";
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) heard += Buffer.from(chunk).toString();
  })();
  reading.catch(() => undefined); // it is left below
  const count = (): number => heard.split("data: changed\n\n").length - 1;
  await until(() => count() === 1);
  await Promise.all(Array.from({ length: 5 }, () => callAction(dev.url, "0".repeat(50))));
  await until(() => count() > 1);
  // What was sent before this answer has come by now.
  await inspect();
  expect(count()).toBeLessThan(4);
  leaving.abort();
});

test("only so many pages may listen, and one that is left makes room", async () => {
  const leaving = new AbortController();
  const open = (): Promise<Response> =>
    fetch(`${dev.url}/_edict/events`, { signal: leaving.signal });
  const answers = await Promise.all(Array.from({ length: 9 }, open));
  const refused = answers.filter(({ status }) => status === 503);
  expect([answers.length, refused.length]).toEqual([9, 1]);
  leaving.abort();
  await until(async () => {
    const again = new AbortController();
    const { status } = await fetch(`${dev.url}/_edict/events`, { signal: again.signal });
    again.abort();
    return status === 200;
  });
});

test("another site's page, another name and other methods get nothing of it", async () => {
  const { host, port } = new URL(dev.url);
  const ask = (path: string, method: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port, path, method, headers: { host, ...headers } },
        (answer) => {
          expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
          answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
        },
      );
      sent.on("error", reject).end();
    });
  for (const path of ["/_edict/", "/_edict/events", "/_edict"]) {
    expect(await ask(path, "GET", { host: `attacker.example:${port}` })).toBe(403);
    expect(await ask(path, "GET", { origin: "http://localhost:4000" })).toBe(403);
    expect(await ask(path, "GET", { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await ask(path, "OPTIONS", {})).toBe(405);
    expect(await ask(path, "POST", { origin: dev.url })).toBe(405);
  }
  expect(await ask("/_edict/", "HEAD", {})).toBe(200);
  const answer = await fetch(`${dev.url}/_edict`);
  expect([answer.redirected, answer.url]).toEqual([true, `${dev.url}/_edict/`]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": expect.stringMatching(
      /^default-src 'none'; .*frame-ancestors 'none'/,
    ),
  });
});
