/** Pages that are made with the build, and what becomes of them in a server. */
import { Readable } from "node:stream";
import { expect, test, vi } from "vitest";
import { createMemoryCacheStore } from "../../src/cache/index.ts";
import {
  cache,
  cookies,
  currentStore,
  revalidatePath,
  type CacheOptions,
} from "../../src/context/index.ts";
import type { AppBuild, Renderer } from "../../src/render/index.ts";
import type { Route } from "../../src/routing/index.ts";
import {
  prerenderPages,
  type PagesAhead,
  type PrerenderedRoute,
  type ServerOptions,
} from "../../src/server/index.ts";
import { callOf } from "../http/calls.ts";
import { fakeApp, type FakeAppParts } from "../http/fake-app.ts";
import { startHost, type Host } from "../http/hosts.ts";

type Settings = NonNullable<Route["settings"]>;

const endless: Settings = { revalidate: false };
const listing: Settings = { staticParams: ["app/posts/[id]/page.tsx"] };

/** Reads a cached value. */
const readIn = (key: string, options: Omit<CacheOptions<[]>, "key">): Promise<number> =>
  cache(() => 1, { key, ...options })();

const showing = (show: (path: string) => unknown): Partial<Renderer> => ({
  renderHtml: async ({ path }) => ({
    kind: "html",
    status: 200,
    body: Readable.from([String(await show(path))]),
  }),
});

async function prerender(
  parts: FakeAppParts,
  listStaticParams?: AppBuild["listStaticParams"],
): Promise<PrerenderedRoute[]> {
  const { build } = fakeApp(parts);
  const app = listStaticParams === undefined ? build : { ...build, listStaticParams };
  const routes: PrerenderedRoute[] = [];
  for await (const route of prerenderPages(app, { log: () => undefined })) routes.push(route);
  return routes;
}

test("pages without parameters and those that are listed are made, in a request of nobody", async () => {
  const routes = await prerender(
    { renderer: showing((path) => path), settings: { "/": endless, "/posts/[id]": listing } },
    async ({ pattern }) => (pattern === "/" ? undefined : [{ id: "5" }, { id: "ü" }]),
  );
  expect(routes.map(({ pattern, pages }) => [pattern, pages.map(({ path }) => path)])).toEqual([
    ["/", ["/"]],
    ["/posts/[id]", ["/posts/5", "/posts/%C3%BC"]],
  ]);
  expect(routes.flatMap(({ faults, notes }) => [...faults, ...notes])).toEqual([]);
});

test.each<[string, Settings | undefined, () => unknown, Partial<PrerenderedRoute>]>([
  ["says nothing", undefined, () => "-", { perRequest: "nothing asks for it to be kept" }],
  [
    "is dynamic",
    { dynamic: "force-dynamic" },
    () => "-",
    { perRequest: 'dynamic = "force-dynamic"' },
  ],
  ["reads a cookie", endless, async () => cookies(), { perRequest: "it reads cookies()" }],
  [
    "names its origin",
    endless,
    () => currentStore("it").url.origin,
    { notes: ["/: it names the origin of its server"] },
  ],
  [
    "is made of what is not kept",
    endless,
    () => readIn("brief", { life: { revalidate: 0 } }),
    { notes: ["/: it is made of what is not kept"] },
  ],
  [
    "has more tags than a value may have",
    endless,
    async () => {
      for (let at = 0; at < 9; at += 1)
        await readIn(`many-${at}`, {
          tags: Array.from({ length: 120 }, (__, tag) => `${at}-${tag}`),
        });
    },
    {
      notes: ["/: it has 1083 tags, with those of what it reads; more than 1024 are not kept"],
    },
  ],
  ["fails", endless, () => Promise.reject(new Error("no database")), { notes: ["/: no database"] }],
])("of a page that %s nothing is made, and it is said why", async (_, settings, show, told) => {
  const given = settings === undefined ? {} : { "/": settings };
  const [route] = await prerender({ renderer: showing(show), settings: given });
  expect(route).toMatchObject({ pages: [], faults: [], ...told });
});

test("a page that promised to ask for nobody, and a list without which nobody knows the pages, stop the build", async () => {
  const routes = await prerender(
    {
      renderer: showing(async () => cookies()),
      settings: { "/": { dynamic: "error" }, "/posts/[id]": { ...listing, dynamicParams: false } },
    },
    async ({ pattern }) => (pattern === "/" ? undefined : Promise.reject(new Error("no database"))),
  );
  expect(routes.map(({ faults }) => faults)).toEqual([
    [expect.stringContaining('/: cookies() was read in a route with dynamic = "error"')],
    ["generateStaticParams() of /posts/[id] failed: no database"],
  ]);
});

/** A server that begins with the pages of its build. */
async function serve(
  more: Partial<ServerOptions> = {},
): Promise<Host & { readonly made: () => number }> {
  const renderHtml = vi.fn(showing(() => "made here").renderHtml);
  const parts = { settings: { "/": endless }, actions: { end: async () => revalidatePath("/") } };
  const [route] = await prerender({ ...parts, renderer: showing(() => "made ahead") });
  const pagesAhead: PagesAhead = new Map(
    (route?.pages ?? []).map(({ path, body, ...page }) => [
      path,
      { ...page, load: async () => body },
    ]),
  );
  const { build } = fakeApp({ ...parts, renderer: renderHtml === undefined ? {} : { renderHtml } });
  const host = await startHost("in memory", build, { pagesAhead, ...more });
  return { ...host, made: () => renderHtml.mock.calls.length };
}

test("what was made ahead is shown, to all at once, until it is revalidated", async () => {
  const host = await serve();
  const seen = await Promise.all([host.send({}), host.send({}), host.send({})]);
  expect(seen.map(({ text, headers }) => [text, headers.get("edict-cache")])).toEqual(
    Array(3).fill(["made ahead", "hit"]),
  );
  await host.send(callOf(host, "end", []));
  expect((await host.send({})).text).toBe("made here");
  expect((await host.send({})).text).toBe("made here");
  expect(host.made()).toBe(1);
});

test("what was revalidated in a cache before is never shown from the build", async () => {
  const cacheStore = createMemoryCacheStore();
  const before = await serve({ cacheStore });
  await before.send(callOf(before, "end", []));
  expect((await (await serve({ cacheStore })).send({})).text).toBe("made here");
});

test("a page of the build that cannot be read is made anew, and the log says so", async () => {
  const pagesAhead: PagesAhead = new Map([
    [
      "/",
      {
        tags: [],
        filledAt: 0,
        staleAt: Infinity,
        expiresAt: Infinity,
        load: () => Promise.reject(new Error("cut")),
      },
    ],
  ]);
  const host = await serve({ pagesAhead });
  expect((await host.send({})).text).toBe("made here");
  expect(host.log[0]?.line).toContain("reading page / of the build");
});
