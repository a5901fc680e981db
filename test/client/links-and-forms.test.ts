// @vitest-environment happy-dom
import { createElement as h, type ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import {
  asked,
  askedFor,
  box,
  click,
  client,
  initial,
  layout,
  open,
  pageOf,
  segments,
  setStage,
  shows,
  text,
} from "./page-stage.ts";

const { Outlet } = segments;
const { Form, Link, useLinkStatus } = client;
setStage();
afterEach(() => vi.unstubAllEnvs());

const there = (url: string): Response =>
  pageOf(url, { 1: ["$", "$L1", null, {}], 2: text("i", "there") });
const hover = (): unknown =>
  box.querySelector("a")?.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));

test("a link fetches its page ahead when it is hovered, and the visit asks no more", async () => {
  vi.stubEnv("NODE_ENV", "production");
  open(initial("/", layout(), h(Link, { href: "/a" }, "go")));
  await shows('<main><input><a href="/a">go</a></main>');
  hover();
  (await askedFor(1)).answer(there("/a"));
  hover();
  click("a");
  await shows("<main><input><i>there</i></main>");
  expect(asked).toHaveLength(1);
});

test("a page that could not be fetched ahead is fetched when it is visited", async () => {
  vi.stubEnv("NODE_ENV", "production");
  open(initial("/", layout(), h(Link, { href: "/a" }, "go")));
  await shows('<main><input><a href="/a">go</a></main>');
  hover();
  (await askedFor(1)).answer(Promise.reject(new TypeError("Failed to fetch")));
  await new Promise((resolve) => setTimeout(resolve, 5));
  click("a");
  (await askedFor(2)).answer(there("/a"));
  await shows("<main><input><i>there</i></main>");
});

test.each([
  ["with prefetch off", "production", { prefetch: false }],
  ["in development", "development", {}],
])("a link fetches nothing ahead %s", async (_name, mode, props) => {
  vi.stubEnv("NODE_ENV", mode);
  open(initial("/", layout(), h(Link, { href: "/a", ...props }, "go")));
  await shows('<main><input><a href="/a">go</a></main>');
  hover();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(asked).toHaveLength(0);
});

test("a link knows inside whether its navigation is under way", async () => {
  const Status = (): ReactNode => String(useLinkStatus().pending);
  open(
    initial(
      "/",
      layout(),
      h(Link, { href: { pathname: "/a", query: { q: "x y" }, hash: "end" } }, h(Status)),
    ),
  );
  await shows('<main><input><a href="/a?q=x+y#end">false</a></main>');
  click("a");
  await shows('<main><input><a href="/a?q=x+y#end">true</a></main>');
  (await askedFor(1)).answer(there("/a?q=x+y"));
  await shows("<main><input><i>there</i></main>");
});

test("a form visits its page with the fields as the search", async () => {
  const fields = [
    h("input", { key: 1, name: "q", defaultValue: "a b" }),
    h("button", { key: 2, name: "sort", value: "new" }),
  ];
  open(initial("/", h(Outlet), h(Form, { action: "/search?old=1" }, fields)));
  await vi.waitFor(() => expect(box.querySelector("button")).not.toBe(null));
  click("button");
  const request = await askedFor(1);
  expect(request.url).toBe("/search?q=a+b&sort=new");
  request.answer(there("/search?q=a+b&sort=new"));
  await shows("<i>there</i>");
});

test("a form fetches its page ahead, with its fields as they are, when its button is hovered", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const fields = [
    h("input", { key: 1, name: "q", defaultValue: "a" }),
    h("button", { key: 2, name: "sort", value: "new" }, h("b", null, "go")),
    h("button", { key: 3, type: "button", id: "other" }),
  ];
  open(initial("/", layout(), h(Form, { action: "/search" }, fields)));
  await vi.waitFor(() => expect(box.querySelector("b")).not.toBe(null));
  const over = (selector: string): unknown =>
    box.querySelector(selector)?.dispatchEvent(new MouseEvent("pointerover", { bubbles: true }));
  over("#other");
  over("input[name=q]");
  over("b");
  const request = await askedFor(1);
  expect(request.url).toBe("/search?q=a&sort=new");
  request.answer(there("/search?q=a&sort=new"));
  click("button");
  await shows("<main><input><i>there</i></main>");
  expect(asked).toHaveLength(1);
});

test.each([
  ["with prefetch off", "production", { prefetch: false }],
  ["in development", "development", {}],
])("a form fetches nothing ahead %s", async (_name, mode, props) => {
  vi.stubEnv("NODE_ENV", mode);
  open(initial("/", h(Outlet), h(Form, { action: "/search", ...props }, h("button"))));
  await vi.waitFor(() => expect(box.querySelector("button")).not.toBe(null));
  const event = new MouseEvent("pointerover", { bubbles: true });
  box.querySelector("button")?.dispatchEvent(event);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(asked).toHaveLength(0);
});

test("a link with handlers of its own is fetched ahead all the same", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const seen = vi.fn();
  open(initial("/", layout(), h(Link, { href: "/a", onMouseEnter: seen }, "go")));
  await shows('<main><input><a href="/a">go</a></main>');
  hover();
  (await askedFor(1)).answer(there("/a"));
  expect(seen).toHaveBeenCalledTimes(1);
});

test("refuses to navigate to a script", async () => {
  const router = open(initial("/", h(Outlet), "page"));
  await shows("page");
  await expect(router.navigate("javascript:alert(1)", "push")).rejects.toThrow("would run code");
});

test("tells a navigation that found no network, and stays where it is", async () => {
  const router = open(initial("/", h(Outlet), "page"));
  await shows("page");
  const visit = router.navigate("/a", "push");
  (await askedFor(1)).answer(Promise.reject(new TypeError("Failed to fetch")));
  await expect(visit).rejects.toMatchObject({ code: "NETWORK" });
  expect([box.innerHTML, location.pathname]).toEqual(["page", "/"]);
});

test("loads a document where the answer is no page of ours", async () => {
  const assign = vi.spyOn(location, "assign").mockImplementation(() => undefined);
  const router = open(initial("/", h(Outlet), "page"));
  await shows("page");
  const visit = router.navigate("/feed.xml", "push");
  (await askedFor(1)).answer(new Response("<rss/>", { headers: { "content-type": "text/xml" } }));
  await visit;
  expect(assign).toHaveBeenCalledWith("/feed.xml");
  assign.mockRestore();
});

test("scrolls to the top on a visit, and back to where the visitor was", async () => {
  const router = open(initial("/", layout(), "first"));
  await shows("<main><input>first</main>");
  vi.stubGlobal("scrollX", 0);
  vi.stubGlobal("scrollY", 300);
  void router.navigate("/a", "push");
  (await askedFor(1)).answer(there("/a"));
  await shows("<main><input><i>there</i></main>");
  expect(scrollTo).toHaveBeenLastCalledWith(0, 0);
  history.replaceState(null, "", "/");
  router.popped();
  await shows("<main><input>first</main>");
  expect(location.pathname).toBe("/");
});
