import { expect, test } from "vitest";
import { fillUnchanged, mergePage, renewPage, type Page, type PartialPage } from "./page.ts";

function partOf(
  url: string,
  keys: readonly string[],
  segments: Readonly<Record<number, string>>,
  rest: Partial<PartialPage<string>["route"]> = {},
): PartialPage<string> {
  return { route: { url, pattern: url, params: {}, keys, ...rest }, segments };
}

function whole(url: string, keys: readonly string[], mark: string): Page<string> {
  const positions = keys.flatMap((key, at) => (key.startsWith("/") ? [] : [[at, mark + at]]));
  const merged = mergePage(partOf(url, keys, Object.fromEntries(positions)));
  return merged?.page ?? expect.unreachable("a page with all of its segments is whole");
}

const feed = whole("/feed", ["", "feed", "/modal", "@modal", "default", "/", "page"], "feed");

test("what an interception leaves in place is kept, and remembers where it came from", () => {
  const keys = ["", "feed", "/modal", "@modal", "(.)photo", "page", "/", "//"];
  const sent = partOf("/photo", keys, { 4: "shown", 5: "photo" }, { isIntercepted: true });
  const { page, retained } = mergePage(sent, feed) ?? expect.unreachable();
  expect(retained).toBe(true);
  expect(page.route.keys).toEqual([
    "",
    "feed",
    "/modal",
    "@modal",
    "(.)photo",
    "page",
    "/",
    "page",
  ]);
  expect(page.elements.filter((each) => each !== undefined)).toEqual([
    "feed0",
    "feed1",
    "feed3",
    "shown",
    "photo",
    "feed6",
  ]);
  expect(page.sources).toEqual({ 0: "/feed", 1: "/feed", 3: "/feed", 7: "/feed" });
});

test("a slot that is kept remembers its page over further navigations, until another page takes its place", () => {
  const first = whole("/a", ["", "/side", "@side", "x", "page", "/", "a", "page"], "a");
  const kept = (url: string, name: string): PartialPage<string> =>
    partOf(url, ["", "/side", "@side", "//", "/", name, "page"], { 5: name, 6: `${name} page` });
  const second = mergePage(kept("/b", "b"), first) ?? expect.unreachable();
  const third = mergePage(kept("/c", "c"), second.page) ?? expect.unreachable();
  expect(third.page.sources).toEqual({ 3: "/a", 4: "/a" });
  expect(third.page.elements).toEqual([
    "a0",
    undefined,
    "a2",
    "a3",
    "a4",
    undefined,
    "c",
    "c page",
  ]);
  expect(mergePage(kept("/a", "a"), third.page)?.page.sources).toBeUndefined();
});

test("what is kept and not held makes the page one that must be fetched whole", () => {
  expect(mergePage(partOf("/b", ["", "/side", "//", "/", "page"], { 4: "page" }), feed)).toBe(
    undefined,
  );
  expect(mergePage(partOf("/b", ["", "/side"], { 0: "root" }), feed)).toBe(undefined);
});

test("a page that is held shows what it shares with the current one, in slots too", () => {
  const now = whole("/feed", feed.route.keys, "new");
  const { page, retained } = renewPage(feed, now);
  expect([retained, page.elements]).toEqual([true, now.elements]);
});

test("a page that is held keeps what was made for its own search", () => {
  const found = whole("/feed?q=1", feed.route.keys, "found");
  const now = whole("/feed", feed.route.keys, "new");
  const { page } = renewPage(found, now);
  const ends = [...page.elements.entries()].filter(([at, element]) => element !== now.elements[at]);
  expect(ends.map(([, element]) => element)).toEqual(ends.map(([at]) => found.elements[at]));
  expect(page.elements.at(-1)).toBe(found.elements.at(-1));
  expect(page.elements[0]).toBe(now.elements[0]);
});

test("what did not change is what was held when it was asked for; what cannot be filled stays a page with gaps", () => {
  const keys = ["", "feed", "/modal", "@modal", "default", "/", "page"];
  const sent = { ...partOf("/feed", keys, { 6: "new" }), unchanged: [0, 1, 3, 4] };
  const filled = mergePage(fillUnchanged(sent, feed)) ?? expect.unreachable();
  expect(filled.retained).toBe(false);
  expect(filled.page.elements.filter((each) => each !== undefined)).toEqual([
    "feed0",
    "feed1",
    "feed3",
    "feed4",
    "new",
  ]);
  const other = whole("/", ["", "page"], "other");
  expect(mergePage(fillUnchanged(sent, other))).toBeUndefined();
  expect(fillUnchanged(partOf("/feed", keys, { 6: "new" }), feed).segments).toEqual({ 6: "new" });
});
