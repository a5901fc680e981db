/** Pages that are made once for everybody: what is kept, until when, and that nothing of a visitor ever is. */
import { Readable } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import { after, cache } from "../../src/context/index.ts";
import { notFound } from "../../src/context/signals.ts";
import type { Renderer } from "../../src/render/index.ts";
import { callOf } from "../http/calls.ts";
import { fakeApp } from "../http/fake-app.ts";
import { startHost, type Received } from "../http/hosts.ts";
import { endless, openShop, type actions, type Settings } from "./open-shop.ts";

afterEach(() => void vi.useRealTimers());

describe("a page is kept", () => {
  test.each<[string, Settings]>([
    ["revalidate = false", endless],
    ["revalidate = 60", { revalidate: 60 }],
    ["dynamic = force-static", { dynamic: "force-static" }],
    ["dynamic = error", { dynamic: "error" }],
    ["generateStaticParams", { staticParams: ["app/page.tsx"] }],
  ])("where its route says %s", async (_, settings) => {
    const shop = await openShop(settings);
    const [first, second] = [await shop.see("ann"), await shop.see("bob")];
    expect([first.text, second.text]).toEqual(["1 shop", "1 shop"]);
    expect([first, second].map((each) => each.headers.get("edict-cache"))).toEqual(["miss", "hit"]);
  });

  test.each<[string, Settings | undefined]>([
    ["nothing", undefined],
    ["dynamic = auto", { dynamic: "auto" }],
    ["dynamic = force-dynamic, whatever else", { dynamic: "force-dynamic", revalidate: 60 }],
    ["revalidate = 0", { revalidate: 0, staticParams: ["app/page.tsx"] }],
    ["maxDuration alone", { maxDuration: 5 }],
  ])("not where its route says %s", async (_, settings) => {
    const shop = await openShop(settings);
    expect([(await shop.see("ann")).text, (await shop.see("ann")).text]).toEqual([
      "1 shop",
      "2 shop",
    ]);
    expect((await shop.see("ann")).headers.get("cache-control")).toBe("private, no-store");
  });

  test("for all who ask at the same moment it is made once", async () => {
    const shop = await openShop(endless);
    const seen = await Promise.all(Array.from({ length: 20 }, (_, at) => shop.see(`v${at}`)));
    expect(new Set(seen.map(({ text }) => text))).toEqual(new Set(["1 shop"]));
  });

  test("with a tag that browsers ask by; HEAD gets no body", async () => {
    const shop = await openShop(endless);
    const { headers: sent } = await shop.see("ann");
    const etag = sent.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect(sent.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    expect(sent.get("content-security-policy")).toBe("frame-ancestors 'self'");
    const again = await shop.see("ann", { headers: { "if-none-match": `"x", W/${etag}` } });
    expect([again.status, again.text]).toEqual([304, ""]);
    const head = await shop.see("ann", { method: "HEAD" });
    expect([head.status, head.text, head.headers.get("etag")]).toEqual([200, "", etag]);
    expect(shop.renders()).toBe(1);
  });

  test("for each path, each origin and each address that a proxy shows it under", async () => {
    const shown: string[] = [];
    const proxy = {
      proxy: (request: Request) =>
        request.url.endsWith("/alias")
          ? new Response(null, {
              headers: { "x-middleware-rewrite": new URL("/", request.url).href },
            })
          : undefined,
    };
    const shop = await openShop(
      endless,
      ({ path, shownUrl }) => shown.push(`${path} ${shownUrl ?? ""}`),
      { proxy },
    );
    for (const target of ["/posts/1", "/posts/2", "/posts/1", "/", "/alias", "/alias"])
      await shop.see("ann", { target });
    expect(shown).toEqual(["/posts/1 ", "/posts/2 ", "/ ", "/ /alias"]);
    expect((await shop.see("ann")).headers.get("cache-control")).toBe(
      "private, max-age=0, must-revalidate",
    );
  });

  test("and the segments that a browser lacks of it, for each that it holds", async () => {
    const shop = await openShop(endless, ({ have }) => (have ?? []).length);
    const soft = (have: string): Promise<Received> =>
      shop.see("ann", { headers: { accept: "text/x-component", "edict-segments": have } });
    const texts = [await soft(""), await soft(""), await soft(" ,page"), await shop.see("ann")];
    expect(texts.map(({ text }) => text.split(" ")[0])).toEqual(["1", "1", "2", "3"]);
    expect(texts[1]?.headers.get("content-type")).toBe("text/x-component");
    expect(texts[1]?.headers.get("edict-cache")).toBe("hit");
  });
});

describe("a page that is none for everybody is not kept:", () => {
  type Render = Renderer["renderHtml"];
  // What it is another time nobody knows of one that failed: it is tried for everybody again.
  const answers: readonly (readonly [string, Render, status: number, renders: number])[] = [
    [
      "one that is not found",
      async () => ({ kind: "html", status: 404, body: Readable.from(["-"]) }),
      404,
      3,
    ],
    [
      "one that leads elsewhere",
      async () => ({ kind: "redirect", status: 307, location: "/login" }),
      307,
      3,
    ],
    ["one that fails", async () => Promise.reject(new Error("the source is away")), 500, 4],
    [
      "one that fails in a part",
      async (_, { onError }) => {
        onError(new Error("a part"));
        return { kind: "html", status: 200, body: Readable.from(["part"]) };
      },
      200,
      4,
    ],
  ];
  test.each(answers)("%s", async (_, render, status, renders) => {
    const renderHtml = vi.fn(render);
    const { build } = fakeApp({ renderer: { renderHtml }, settings: { "/": endless } });
    const host = await startHost("in memory", build);
    const seen = [await host.send({}), await host.send({})];
    expect(seen.map((each) => [each.status, each.headers.get("edict-cache")])).toEqual([
      [status, null],
      [status, null],
    ]);
    expect(renderHtml).toHaveBeenCalledTimes(renders);
  });

  test("one that is too slow is refused once, not waited for twice", async () => {
    const renderHtml = vi.fn(() => new Promise<never>(() => undefined));
    const { build } = fakeApp({ renderer: { renderHtml }, settings: { "/": endless } });
    const host = await startHost("in memory", build, { limits: { answerIdleMs: 50 } });
    expect((await host.send({})).status).toBe(504);
    expect(renderHtml).toHaveBeenCalledTimes(1);
  });

  test("segments in which something is not found", async () => {
    const renderer: Partial<Renderer> = {
      renderSegments: async (_, { onError }) => {
        try {
          notFound();
        } catch (error) {
          onError(error);
        }
        return Readable.from(["-"]);
      },
    };
    const { build } = fakeApp({ renderer, settings: { "/": endless } });
    const host = await startHost("in memory", build);
    const soft = { headers: { accept: "text/x-component", "edict-segments": "" } };
    expect((await host.send(soft)).headers.get("edict-cache")).toBeNull();
  });
});

describe("what is kept ends", () => {
  const posts = { listed: 0 };
  const listPosts = cache(() => ++posts.listed, { key: "kept-pages", tags: ["posts"] });

  test.each<[keyof typeof actions, string, string]>([
    ["path", "3", "2"],
    ["pattern", "1", "3"],
    ["all", "3", "4"],
    ["tag", "3", "4"],
    ["own", "3", "4"],
    ["fresh", "1", "2"],
  ])("with %s, where it must and nowhere else", async (action, home, post) => {
    const shop = await openShop(endless, async () => void (await listPosts()));
    const made = async (target: string): Promise<string> =>
      (await shop.see("ann", { target })).text.split(" ")[0] ?? "";
    expect([await made("/"), await made("/posts/1")]).toEqual(["1", "2"]);
    expect((await shop.send(callOf(shop, action, []))).status).toBe(200);
    expect([await made("/"), await made("/posts/1")]).toEqual([home, post]);
  });

  test("in time where it ages: served once more, then new", async () => {
    const shop = await openShop(endless, async () => void (await listPosts()));
    await shop.see("ann");
    await shop.send(callOf(shop, "late", []));
    const stale = await shop.see("ann");
    expect([stale.text.split(" ")[0], stale.headers.get("edict-cache")]).toEqual(["1", "stale"]);
    await vi.waitFor(async () => expect((await shop.see("ann")).text.split(" ")[0]).toBe("2"));
  });

  test("after its seconds, and those of what it is made of: stale is served once, by one who makes it anew", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const brief = cache(() => "brief", { key: "brief", life: { revalidate: 10, expire: 100 } });
    for (const [settings, show, seconds, end] of [
      [{ revalidate: 60 }, () => "shop", 60, "2 hit"],
      [{ revalidate: 5 }, () => brief(), 5, "2 hit"],
      // The second one was made of a value that was served once more itself.
      [{ revalidate: 60 }, () => brief(), 10, "3 hit"],
    ] as const) {
      const shop = await openShop(settings, show);
      const kinds = async (): Promise<string> => {
        const { text, headers: sent } = await shop.see("ann");
        return `${text.split(" ")[0] ?? ""} ${sent.get("edict-cache") ?? ""}`;
      };
      expect(await kinds()).toBe("1 miss");
      vi.setSystemTime(Date.now() + seconds * 1_000 - 1);
      expect(await kinds()).toBe("1 hit");
      vi.setSystemTime(Date.now() + 1);
      expect(await Promise.all([kinds(), kinds()])).toEqual(["1 stale", "1 stale"]);
      await vi.waitFor(async () => expect(await kinds()).toBe(end));
    }
  });

  test("what is made anew in the background and fails is told, and the page stays", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const source = { isAway: false };
    const shop = await openShop({ revalidate: 1 }, () => {
      if (source.isAway) throw new Error("the source is away");
      return "shop";
    });
    await shop.see("ann");
    source.isAway = true;
    vi.setSystemTime(Date.now() + 1_000);
    expect((await shop.see("ann")).text).toBe("1 shop");
    await vi.waitFor(() => expect(shop.log).toHaveLength(1));
    expect(shop.log[0]?.line).toContain("filling page / in the background");
    expect((await shop.see("ann")).text).toBe("1 shop");
  });

  test("a change while a page is being made: that one is not kept", async () => {
    const gate: { open?: () => void } = {};
    const shop = await openShop(endless, async () => {
      if (gate.open === undefined) await new Promise<void>((resolve) => (gate.open = resolve));
      return listPosts();
    });
    const early = shop.see("ann");
    await vi.waitFor(() => expect(gate.open).toBeDefined());
    await shop.send(callOf(shop, "path", []));
    gate.open?.();
    await early;
    expect((await shop.see("ann")).text).toMatch(/^2 /);
  });
});

test("what a kept page gives to after() runs when it was made", async () => {
  const ran: string[] = [];
  const shop = await openShop(endless, () => after(() => void ran.push("after")));
  await shop.see("ann");
  await shop.see("ann");
  await vi.waitFor(() => expect(ran).toEqual(["after"]));
});
