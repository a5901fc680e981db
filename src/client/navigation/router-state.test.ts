import { describe, expect, test } from "vitest";
import type { RouteState } from "../../protocol/index.ts";
import { mergePage, type PartialPage } from "./page.ts";
import {
  firstState,
  maxKeptPages,
  reduceRouter,
  type Entry,
  type RouterCommand,
  type RouterEvent,
  type RouterState,
} from "./router-state.ts";

function routeOf(url: string): RouteState {
  const path = url.replace(/\?.*/, "");
  return { url, pattern: path, params: {}, keys: ["", ...path.split("/").slice(1), "page"] };
}

/** What a server would send: every segment that the browser does not hold, and the page, marked with `version`. */
function render(url: string, version: number, have: readonly string[] = []): PartialPage<string> {
  const route = routeOf(url);
  const differs = route.keys.findIndex((key, at) => have[at] !== key);
  const from = differs === -1 ? route.keys.length - 1 : differs;
  const positions = [...route.keys.keys()].filter((at) => at >= from);
  return { route, segments: Object.fromEntries(positions.map((at) => [at, `v${version}`])) };
}

function start(url: string): RouterState<string> {
  const merged = mergePage(render(url, 0));
  if (merged === undefined) throw new Error("a whole page merges");
  return firstState(merged.page);
}

const push = (href: string): Entry => ({ mode: "push", href, scroll: true });

function play(
  state: RouterState<string>,
  ...events: readonly RouterEvent<string>[]
): { state: RouterState<string>; commands: readonly RouterCommand<string>[] } {
  let commands: readonly RouterCommand<string>[] = [];
  for (const event of events) ({ state, commands } = reduceRouter(state, event));
  return { state, commands };
}

const visit = (request: number, href: string): RouterEvent<string> => ({
  kind: "sent",
  request,
  purpose: { kind: "navigation", entry: push(href) },
});
const call = (request: number): RouterEvent<string> => ({
  kind: "sent",
  request,
  purpose: { kind: "call" },
});
const refresh = (request: number, retry = false): RouterEvent<string> => ({
  kind: "sent",
  request,
  purpose: { kind: "refresh", retry },
});
const arrived = (request: number, sent: PartialPage<string>): RouterEvent<string> => ({
  kind: "arrived",
  request,
  sent,
});
const answered = (
  request: number,
  sent?: PartialPage<string>,
  redirect?: Entry,
  revalidated = true,
): RouterEvent<string> => ({ kind: "answered", request, revalidated, sent, redirect });
const popped = (url: string): RouterEvent<string> => ({
  kind: "popped",
  url,
  entry: { mode: "pop", href: url, scroll: true },
});

describe("a navigation", () => {
  test("keeps the segments that are held and were not sent", () => {
    const { state, commands } = play(
      start("/posts"),
      visit(1, "/posts/5"),
      arrived(1, render("/posts/5", 1, ["", "posts", "page"])),
    );
    expect(state.page.elements).toEqual(["v0", "v0", "v1", "v1"]);
    expect(commands).toEqual([{ kind: "show", entry: push("/posts/5") }]);
  });

  test("is dropped when a newer one began", () => {
    const { state, commands } = play(
      start("/"),
      visit(1, "/slow"),
      visit(2, "/quick"),
      arrived(2, render("/quick", 1)),
      arrived(1, render("/slow", 1)),
    );
    expect(state.page.route.url).toBe("/quick");
    expect(commands).toEqual([]);
  });

  test("goes where the server led, and keeps the hash", () => {
    const { commands } = play(start("/"), visit(1, "/old#part"), arrived(1, render("/new", 1)));
    expect(commands).toEqual([{ kind: "show", entry: push("/new#part") }]);
  });

  test("asks for the whole page when a segment is missing", () => {
    const sent = { route: routeOf("/posts/5"), segments: { 3: "v1" } };
    const { state, commands } = play(start("/about"), visit(1, "/posts/5"), arrived(1, sent));
    expect(state.page.route.url).toBe("/about");
    expect(commands).toEqual([{ kind: "go", entry: push("/posts/5"), whole: true }]);
  });

  test("takes a segment from the page it was asked from when another is shown by now", () => {
    const before = start("/posts");
    const answer = render("/posts/5", 1, before.page.route.keys);
    const { state } = play(
      before,
      visit(1, "/posts/5"),
      call(2),
      answered(2, render("/login", 1), push("/login"), false),
      visit(3, "/posts/5"),
    );
    const again = play(
      state,
      {
        kind: "sent",
        request: 4,
        purpose: { kind: "navigation", entry: push("/posts/5") },
        base: before.page,
      },
      arrived(4, answer),
    );
    expect(again.state.page.elements).toEqual(["v1", "v0", "v1", "v1"]);
  });
});

describe("back and forward", () => {
  const there = play(start("/a"), visit(1, "/b"), arrived(1, render("/b", 1))).state;

  test("show a page that was left as it was", () => {
    const { state, commands } = play(there, popped("/a"));
    expect(state.page.elements).toEqual(["v1", "v0", "v0"]);
    expect(commands.map(({ kind }) => kind)).toEqual(["show"]);
  });

  test("fetch it again after a call changed something, with what its slots showed", () => {
    const left = start("/a").page;
    const { state, commands } = play(there, call(2), answered(2, render("/b", 2)), popped("/a"));
    expect(state.page.route.url).toBe("/b");
    expect(commands).toEqual([
      { kind: "go", entry: { mode: "pop", href: "/a", scroll: true }, whole: false, left },
    ]);
  });

  test("fetch a page again that was behind when it was left", () => {
    const behind = { ...start("/a"), stale: true };
    const { commands } = play(behind, visit(1, "/b"), arrived(1, render("/b", 1)), popped("/a"));
    expect(commands).toEqual([expect.objectContaining({ kind: "go", left: behind.page })]);
  });

  test("ask the server about a page that is not held", () => {
    const { commands } = play(there, popped("/z"));
    expect(commands).toEqual([
      { kind: "go", entry: { mode: "pop", href: "/z", scroll: true }, whole: false },
    ]);
  });

  test("fetch a page again that shares a segment which may be behind", () => {
    const owed = play(start("/a"), visit(1, "/b"), arrived(1, render("/b", 1))).state;
    const { commands } = play({ ...owed, stale: true }, popped("/a"));
    expect(commands.map(({ kind }) => kind)).toEqual(["show", "refetch"]);
  });

  test("give up a navigation under way", () => {
    const { state } = play(there, visit(2, "/c"), popped("/a"), arrived(2, render("/c", 2)));
    expect(state.page.route.url).toBe("/a");
  });

  test("hold no more than so many pages", () => {
    let state = start("/0");
    for (let at = 1; at <= maxKeptPages + 5; at++)
      ({ state } = play(state, visit(at, `/${at}`), arrived(at, render(`/${at}`, 0))));
    expect(state.kept).toHaveLength(maxKeptPages);
  });
});

describe("the answer to a call", () => {
  test("refreshes the page it was made on, without trying failed boundaries again", () => {
    const { state, commands } = play(start("/posts"), call(1), answered(1, render("/posts", 1)));
    expect(state.page.elements).toEqual(["v1", "v1", "v1"]);
    expect(state.visit).toBe(0);
    expect(commands).toEqual([{ kind: "show" }]);
  });

  test("fetches the page the visitor is on by then, and never goes back", () => {
    const { state, commands } = play(
      start("/a"),
      call(1),
      visit(2, "/b"),
      arrived(2, render("/b", 0)),
      answered(1, render("/a", 1)),
    );
    expect(state.page.route.url).toBe("/b");
    expect(commands).toEqual([{ kind: "refetch" }]);
  });

  test("is not shown when another call changed something meanwhile: the page is fetched instead", () => {
    const { state, commands } = play(
      start("/a"),
      call(1),
      call(2),
      answered(2, render("/a", 2)),
      answered(1, render("/a", 1)),
    );
    expect(state.page.elements).toEqual(["v2", "v2", "v2"]);
    expect(commands).toEqual([{ kind: "refetch" }]);
  });

  test("leads to the target of its redirect in one step", () => {
    const { state, commands } = play(
      start("/new"),
      call(1),
      answered(1, render("/posts/5", 1), push("/posts/5")),
    );
    expect(state.page.route.url).toBe("/posts/5");
    expect(commands).toEqual([{ kind: "show", entry: push("/posts/5") }]);
  });

  test("fetches the target of its redirect when it brought no page", () => {
    const { commands } = play(start("/new"), call(1), answered(1, undefined, push("/x"), false));
    expect(commands).toEqual([{ kind: "go", entry: push("/x"), whole: false }]);
  });

  test("does not redirect a visitor who went elsewhere", () => {
    const { state, commands } = play(
      start("/new"),
      call(1),
      visit(2, "/away"),
      answered(1, render("/posts/5", 1), push("/posts/5")),
    );
    expect(state.page.route.url).toBe("/new");
    expect(state.target).toBe(2);
    expect(commands).toEqual([{ kind: "refetch" }]);
  });

  test("shows a page that kept held segments, and fetches it again", () => {
    const { commands } = play(
      start("/a"),
      call(1),
      answered(1, render("/a", 1, ["", "a", "page"])),
    );
    expect(commands).toEqual([{ kind: "show" }, { kind: "refetch" }]);
  });

  test("leaves the page alone when nothing changed", () => {
    const before = start("/a");
    const { state, commands } = play(before, call(1), answered(1, undefined, undefined, false));
    expect(state.page).toBe(before.page);
    expect(commands).toEqual([]);
  });
});

describe("a refresh", () => {
  test("is shown in place, and tries failed boundaries again when asked to", () => {
    const { state } = play(start("/a"), refresh(1, true), arrived(1, render("/a", 1)));
    expect(state).toMatchObject({ visit: 1, page: { elements: ["v1", "v1", "v1"] } });
  });

  test("that a call overtook is made again", () => {
    const { commands } = play(
      start("/a"),
      refresh(1),
      call(2),
      answered(2, render("/a", 2)),
      arrived(1, render("/a", 1)),
    );
    expect(commands).toEqual([{ kind: "refetch" }]);
  });

  test("of a page that was left is dropped", () => {
    const { state, commands } = play(
      start("/a"),
      refresh(1),
      visit(2, "/b"),
      arrived(2, render("/b", 1)),
      arrived(1, render("/a", 1)),
    );
    expect(state.page.route.url).toBe("/b");
    expect(commands).toEqual([]);
  });

  test("is owed when another tab changed something", () => {
    const { state, commands } = play(start("/a"), { kind: "outdated" });
    expect(state.stale).toBe(true);
    expect(commands).toEqual([{ kind: "refetch" }]);
  });

  test("follows the server to another page", () => {
    const { commands } = play(start("/account"), refresh(1), arrived(1, render("/login", 1)));
    expect(commands).toEqual([
      { kind: "show", entry: { mode: "replace", href: "/login", scroll: true } },
    ]);
  });
});
