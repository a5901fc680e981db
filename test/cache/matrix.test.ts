/**
 * Values tagged a, b, f and r, read by several pages, and every way to revalidate: each changes exactly what it must.
 * Over the whole request line; the app's functions are those that users import.
 */
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createMemoryCacheStore, type CacheStore } from "../../src/cache/index.ts";
import {
  cache,
  cookies,
  draftMode,
  refresh,
  revalidatePath,
  revalidateTag,
  unstable_cache,
  updateTag,
  type FetchCacheInit,
} from "../../src/context/index.ts";
import type { PageRequest } from "../../src/render/index.ts";
import type { ServerOptions } from "../../src/server/index.ts";
import { callOf, formOf } from "../http/calls.ts";
import { fakeApp, idOf } from "../http/fake-app.ts";
import { startHost, type Host, type Received } from "../http/hosts.ts";

/** How often each source was asked: the value that it gives. */
const asked = { a: 0, b: 0, f: 0, r: 0 };

const upstream = createServer((_, response) => void response.end(String(++asked.f)));
await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
afterAll(() => {
  upstream.closeAllConnections();
  upstream.close();
});
const address = upstream.address();
if (address === null || typeof address === "string") throw new Error("it has no port");
const upstreamUrl = `http://127.0.0.1:${address.port}/f`;

const readA = unstable_cache(async () => ++asked.a, ["a"], { tags: ["a"] });
const readB = cache(() => ++asked.b, { key: "b", tags: ["b", "both"] });
const kept = (tags: string[]): FetchCacheInit => ({ cache: "force-cache", next: { tags } });
const readF = async (): Promise<string> => (await fetch(upstreamUrl, kept(["f", "both"]))).text();
const readR = async (): Promise<string> => (await fetch("/api", kept(["r"]))).text();

async function showAll(): Promise<string> {
  const [a, b, f, r] = await Promise.all([readA(), readB(), readF(), readR()]);
  return `a${a} b${b} f${f} r${r}`;
}

/** What an action does, and what it saw. */
const given: { act: () => unknown } = { act: () => undefined };

function startApp(options: Partial<ServerOptions> = {}): Promise<Host> {
  const shown = async (page: PageRequest | undefined): Promise<Readable> =>
    Readable.from([Buffer.from(page === undefined ? "nothing" : await showAll())]);
  const { build } = fakeApp({
    pages: ["about"],
    actions: { act: () => given.act() },
    handler: {
      GET: () => new Response(String(++asked.r)),
      POST: async () => Response.json({ returned: await given.act() }),
    },
    renderer: {
      renderHtml: async (page) => ({ kind: "html", status: 200, body: await shown(page) }),
      renderAnswer: ({ page }) => shown(page),
    },
  });
  const cacheLife = { brief: { revalidate: 1, expire: 100 } };
  return startHost("in memory", build, { cacheLife, ...options });
}

async function call(host: Host, act: () => unknown, page = "/"): Promise<Received> {
  given.act = act;
  const headers = { "edict-page": page };
  const answer = await host.send(callOf(host, "act", [], { target: page, headers }));
  expect(answer.status).toBe(200);
  return answer;
}

const show = async (host: Host, target = "/"): Promise<string> =>
  (await host.send({ target })).text;

beforeEach(() => {
  Object.assign(asked, { a: 0, b: 0, f: 0, r: 0 });
});

test("each value is made once, for all pages and visitors", async () => {
  const host = await startApp();
  const headers = { cookie: "session=other" };
  expect(await show(host)).toBe("a1 b1 f1 r1");
  expect(await show(host, "/posts/5")).toBe("a1 b1 f1 r1");
  expect((await host.send({ headers })).text).toBe("a1 b1 f1 r1");
});

/** What the page that called shows in the answer, what it shows next, and what two other pages show after that. */
const rows: readonly [
  name: string,
  act: () => unknown,
  expected: {
    readonly answer: string;
    readonly home: string;
    readonly post: string;
    readonly about: string;
  },
][] = [
  [
    "nothing",
    () => 1,
    { answer: "0:", home: "a1 b1 f1 r1", post: "a1 b1 f1 r1", about: "a1 b1 f1 r1" },
  ],
  [
    "updateTag(a)",
    () => updateTag("a"),
    { answer: "a2 b1 f1 r1", home: "a2 b1 f1 r1", post: "a2 b1 f1 r1", about: "a2 b1 f1 r1" },
  ],
  [
    "revalidateTag(b)",
    () => revalidateTag("b"),
    { answer: "a1 b2 f1 r1", home: "a1 b2 f1 r1", post: "a1 b2 f1 r1", about: "a1 b2 f1 r1" },
  ],
  [
    "updateTag(f)",
    () => updateTag("f"),
    { answer: "a1 b1 f2 r1", home: "a1 b1 f2 r1", post: "a1 b1 f2 r1", about: "a1 b1 f2 r1" },
  ],
  [
    "updateTag(r)",
    () => updateTag("r"),
    { answer: "a1 b1 f1 r2", home: "a1 b1 f1 r2", post: "a1 b1 f1 r2", about: "a1 b1 f1 r2" },
  ],
  [
    "a tag of two values",
    () => updateTag("both"),
    { answer: "a1 b2 f2 r1", home: "a1 b2 f2 r1", post: "a1 b2 f2 r1", about: "a1 b2 f2 r1" },
  ],
  [
    "a tag that nothing carries",
    () => updateTag("bo"),
    { answer: "a1 b1 f1 r1", home: "a1 b1 f1 r1", post: "a1 b1 f1 r1", about: "a1 b1 f1 r1" },
  ],
  [
    "revalidateTag(a, max): the old one once more",
    () => revalidateTag("a", "max"),
    { answer: "0:", home: "a1 b1 f1 r1", post: "a2 b1 f1 r1", about: "a2 b1 f1 r1" },
  ],
  [
    "revalidateTag(a, {expire: 0})",
    () => revalidateTag("a", { expire: 0 }),
    { answer: "a2 b1 f1 r1", home: "a2 b1 f1 r1", post: "a2 b1 f1 r1", about: "a2 b1 f1 r1" },
  ],
  [
    "refresh()",
    () => refresh(),
    { answer: "a1 b1 f1 r1", home: "a1 b1 f1 r1", post: "a1 b1 f1 r1", about: "a1 b1 f1 r1" },
  ],
  [
    "a cookie",
    async () => void (await cookies()).set("seen", "1"),
    { answer: "a1 b1 f1 r1", home: "a1 b1 f1 r1", post: "a1 b1 f1 r1", about: "a1 b1 f1 r1" },
  ],
  [
    "revalidatePath(/)",
    () => revalidatePath("/"),
    { answer: "a2 b2 f2 r2", home: "a2 b2 f2 r2", post: "a2 b2 f2 r2", about: "a2 b2 f2 r2" },
  ],
  [
    "revalidatePath of a page that nobody visits then",
    () => revalidatePath("/posts/6"),
    { answer: "a1 b1 f1 r1", home: "a1 b1 f1 r1", post: "a1 b1 f1 r1", about: "a1 b1 f1 r1" },
  ],
  [
    "revalidatePath of another page",
    () => revalidatePath("/posts/5"),
    { answer: "a1 b1 f1 r1", home: "a1 b1 f1 r1", post: "a2 b2 f2 r2", about: "a2 b2 f2 r2" },
  ],
  [
    "revalidatePath of a pattern",
    () => revalidatePath("/posts/[id]", "page"),
    { answer: "a1 b1 f1 r1", home: "a1 b1 f1 r1", post: "a2 b2 f2 r2", about: "a2 b2 f2 r2" },
  ],
  [
    "revalidatePath of a layout",
    () => revalidatePath("/posts", "layout"),
    { answer: "a1 b1 f1 r1", home: "a1 b1 f1 r1", post: "a2 b2 f2 r2", about: "a2 b2 f2 r2" },
  ],
  [
    "revalidatePath of everything",
    () => revalidatePath("/", "layout"),
    { answer: "a2 b2 f2 r2", home: "a2 b2 f2 r2", post: "a2 b2 f2 r2", about: "a2 b2 f2 r2" },
  ],
];

test.each(rows)("%s changes exactly what it must", async (_name, act, expected) => {
  const host = await startApp();
  expect(await show(host)).toBe("a1 b1 f1 r1");
  const { text } = await call(host, act);
  const settled = async (target: string): Promise<string> => {
    const page = await show(host, target);
    await new Promise((resolve) => setTimeout(resolve, 20)); // what is made anew behind it
    return page;
  };
  const home = await settled("/");
  const post = await settled("/posts/5");
  const about = await settled("/about");
  expect({ answer: text.startsWith("0:") ? "0:" : text, home, post, about }).toEqual(expected);
});

describe("an action", () => {
  test("reads its own change, before and after what it writes", async () => {
    const host = await startApp();
    await show(host);
    const seen: unknown[] = [];
    const { text } = await call(host, async () => {
      seen.push(await readA(), await readB());
      updateTag("a");
      seen.push(await readA(), await readB());
      revalidatePath("/");
      seen.push(await readB());
    });
    expect(seen).toEqual([1, 1, 2, 1, 2]);
    // What it made for itself was made before its change was known to be whole.
    expect(text).toBe("a3 b3 f2 r2");
    expect(await show(host)).toBe("a3 b3 f2 r2");
  });

  test("that revalidates before it writes shows what it wrote", async () => {
    const host = await startApp();
    const source = { value: "old" };
    const read = cache(() => source.value, { key: "written", tags: ["written"] });
    await call(host, () => read());
    await call(host, async () => {
      updateTag("written");
      await new Promise((resolve) => setTimeout(resolve, 5));
      source.value = "new";
    });
    const seen: unknown[] = [];
    await call(host, async () => void seen.push(await read()));
    expect(seen).toEqual(["new"]);
  });

  test("that revalidates and then throws has revalidated", async () => {
    const host = await startApp();
    await show(host);
    given.act = () => {
      updateTag("a");
      throw new Error("after it");
    };
    const answer = await host.send(callOf(host, "act", []));
    expect(answer.headers.get("edict-outcome")).toBe("threw");
    expect(await show(host)).toBe("a2 b1 f1 r1");
  });

  test("that passes its deadline has revalidated what it did by then, and what it does later", async () => {
    const host = await startApp();
    await show(host);
    given.act = async () => {
      updateTag("a");
      await new Promise((resolve) => setTimeout(resolve, 60));
      updateTag("b");
    };
    const late = await startHostWith(host, 20);
    expect((await late.send(callOf(late, "act", []))).status).toBe(504);
    expect(await show(late)).toBe("a2 b2 f2 r2");
  });
});

/** The same app with a deadline for its actions; its cache is its own. */
async function startHostWith(_host: Host, actionTimeoutMs: number): Promise<Host> {
  const { build } = fakeApp({
    actions: { act: () => given.act() },
    handler: { GET: () => new Response(String(++asked.r)) },
    renderer: {
      renderHtml: async () => ({
        kind: "html",
        status: 200,
        body: Readable.from([Buffer.from(await showAll())]),
      }),
    },
  });
  return startHost("in memory", build, { limits: { actionTimeoutMs } });
}

test("a route handler revalidates at once", async () => {
  const host = await startApp();
  await show(host);
  given.act = () => revalidateTag("a");
  await host.send({ method: "POST", target: "/api" });
  expect(await show(host)).toBe("a2 b1 f1 r1");
});

test("in draft mode everything is read anew, and nothing kept; a forged cookie is none", async () => {
  const host = await startApp();
  await show(host);
  const seen: unknown[] = [];
  const answer = await call(host, async () => {
    const mode = await draftMode();
    mode.enable();
    seen.push(mode.isEnabled, await readA());
  });
  // From then on in the same request too: the answer shows the page as it will be seen.
  expect(seen).toEqual([true, 2]);
  expect(answer.text).toBe("a3 b2 f2 r2");
  const [cookie = ""] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^edict_draft=v1\.k1\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const [pair = ""] = cookie.split(";");
  const draft = async (value: string): Promise<string> =>
    (await host.send({ headers: { cookie: value } })).text;
  expect(await draft(pair)).toBe("a4 b3 f3 r3");
  expect(await draft(pair)).toBe("a5 b4 f4 r4");
  expect(await draft(`${pair}x`)).toBe("a1 b1 f1 r1");
  expect(await draft("edict_draft=1")).toBe("a1 b1 f1 r1");
  given.act = async () => (await draftMode()).disable();
  const leaving = callOf(host, "act", [], { headers: { cookie: pair } });
  expect((await host.send(leaving)).text).toBe("a1 b1 f1 r1");
});

test("what a profile lets live is made anew with its time, and its name must be known", async () => {
  const host = await startApp();
  const seen: unknown[] = [];
  await call(host, () => {
    revalidateTag("a", "brief");
    try {
      revalidateTag("a", "fortnight");
    } catch (error) {
      seen.push(String(error));
    }
  });
  expect(seen).toEqual([
    expect.stringContaining("There are default, seconds, minutes, hours, days, weeks, max, brief."),
  ]);
});

test("a store that cannot be told is in the log and in the answer, and this process serves nothing old", async () => {
  const store = createMemoryCacheStore();
  const state = { isAway: false };
  const bump: CacheStore["bump"] = (tags, how) =>
    state.isAway ? Promise.reject(new Error("away")) : store.bump(tags, how);
  const host = await startApp({ cacheStore: { ...store, bump } });
  await show(host);
  state.isAway = true;
  const answer = await call(host, () => updateTag("a"));
  expect(answer.headers.get("edict-revalidation")).toBe("failed");
  expect(answer.text).toBe("a2 b1 f1 r1");
  expect(host.log.map(({ line }) => line)).toEqual([
    expect.stringMatching(
      /^edict: revalidating a in POST \/ failed with "Error: away", digest .*; see node_modules\/edict\/docs\/errors\/revalidation-failed\.mdx$/,
    ),
  ]);
  // What answers without the browser's runtime says it too.
  given.act = () => revalidateTag("a");
  const form = formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]], { target: "/about" });
  for (const request of [form, { method: "POST", target: "/api" }])
    expect((await host.send(request)).headers.get("edict-revalidation")).toBe("failed");
  state.isAway = false;
  expect((await call(host, () => 1)).headers.get("edict-revalidation")).toBeNull();
});

test("development tells what the cache gave, and what a revalidation drops", async () => {
  const host = await startApp({ development: true });
  const given = async (): Promise<string | null> =>
    (await host.send({})).headers.get("edict-cache");
  expect(await given()).toBe("miss");
  expect(await given()).toBe("hit");
  await call(host, () => {
    updateTag("both");
    updateTag("bo");
    revalidateTag("a", "max");
    revalidatePath("/posts/[id]", "page");
  });
  expect(host.log.map(({ level, line }) => `${level} ${line}`)).toEqual([
    'info edict: ageing "a" lets be served once more "unstable_cache(a)" (POST /)',
    `info edict: revalidating "both" dropped "fetch(${upstreamUrl})", "cache(b)" (POST /)`,
    'info edict: revalidating "bo" dropped nothing; tags seen: "a", "b", "both", "f", "r" (POST /)',
    'info edict: revalidatePath("/posts/[id]", "page") drops what its pages read (POST /)',
  ]);
  await call(host, () => revalidateTag("a", "max"));
  expect(await given()).toBe("stale");
  const production = await startApp();
  await show(production);
  expect((await production.send({})).headers.get("edict-cache")).toBeNull();
});
