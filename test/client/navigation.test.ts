// @vitest-environment happy-dom
import { createElement as h, useOptimistic, useState, useTransition, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import {
  actionOf,
  answerOf,
  AppRoot,
  asked,
  askedFor,
  box,
  click,
  client,
  flight,
  initial,
  lateAction,
  layout,
  modules,
  open,
  pageOf,
  routeOf,
  segments,
  setStage,
  shows,
  text,
} from "./page-stage.ts";

const { Outlet } = segments;
const { Link } = client;
setStage();

describe("a page", () => {
  test("is rendered on the server from its segments, with what the hooks tell", () => {
    const Facts = (): ReactNode => {
      client.useRouter();
      const facts = [
        client.usePathname(),
        client.useSearchParams().get("q"),
        client.useParams()["path"],
        client.useSelectedLayoutSegments().join("/"),
      ];
      return h("p", null, facts.join(" "));
    };
    const payload = initial(
      "/a/b?q=1",
      h("main", null, h(Facts), h(Outlet)),
      h(Outlet),
      h(Outlet),
      h("i", null, "page"),
    );
    expect(renderToString(h(AppRoot, { initial: payload }))).toBe(
      "<main><p>/a/b 1 /a/b a/b</p><i>page</i></main>",
    );
  });

  test("says so when a hook is used outside of it", () => {
    expect(() => renderToString(h(() => client.usePathname()))).toThrow("needs the page it is on");
  });

  test("marks the document once it answers", async () => {
    delete document.documentElement.dataset["edict"];
    open(initial("/", h(Outlet), "page"));
    await vi.waitFor(() => expect(document.documentElement.dataset["edict"]).toBe("ready"));
  });
});

describe("a link", () => {
  test("shows the next page without touching the layout, and back shows the last one without asking", async () => {
    open(initial("/", layout(), h(Link, { href: "/a?x=1#there" }, "go")));
    await shows('<main><input><a href="/a?x=1#there">go</a></main>');
    const input = box.querySelector("input");
    click("a");
    const request = await askedFor(1);
    expect(request.url).toBe("/a?x=1");
    expect([request.headers.get("accept"), request.headers.get("edict-segments")]).toEqual([
      "text/x-component",
      ",page",
    ]);
    expect(location.pathname).toBe("/");
    request.answer(pageOf("/a?x=1", { 1: ["$", "$L1", null, {}], 2: text("i", "there") }));
    await shows("<main><input><i>there</i></main>");
    expect(location.href).toMatch(/\/a\?x=1#there$/);
    expect(box.querySelector("input")).toBe(input);
  });

  test.each([
    ["another target", { target: "_blank" }, {}],
    ["a download", { download: "" }, {}],
    ["another origin", { href: "https://other.example/" }, {}],
    ["a modifier key", {}, { ctrlKey: true }],
    [
      "a handler that prevents it",
      { onClick: (event: { preventDefault: () => void }) => event.preventDefault() },
      {},
    ],
    [
      "onNavigate that prevents it",
      { onNavigate: (event: { preventDefault: () => void }) => event.preventDefault() },
      {},
    ],
  ])("leaves the click alone for %s", async (_name, props, event) => {
    open(initial("/", h(Outlet), h(Link, { href: "/a", ...props }, "go")));
    await vi.waitFor(() => expect(box.querySelector("a")).not.toBe(null));
    // What the browser itself would do is not wanted here.
    box.addEventListener("click", (native) => native.preventDefault(), { once: true });
    box
      .querySelector("a")
      ?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...event }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(asked).toHaveLength(0);
  });
});

describe("back and forward", () => {
  test("show a page that was left without asking for it", async () => {
    const router = open(initial("/", layout(), h("i", null, "first")));
    await shows("<main><input><i>first</i></main>");
    void router.navigate("/a", "push");
    (await askedFor(1)).answer(pageOf("/a", { 1: ["$", "$L1", null, {}], 2: text("i", "second") }));
    await shows("<main><input><i>second</i></main>");
    history.replaceState(null, "", "/");
    router.popped();
    await shows("<main><input><i>first</i></main>");
    expect(asked).toHaveLength(1);
  });
});

describe("a call under way", () => {
  test("does not hold back a navigation", async () => {
    const { act, use } = lateAction();
    const Page = (): ReactNode => {
      const [pending, start] = useTransition();
      return h(
        "button",
        { onClick: () => start(async () => void (await act())) },
        pending ? "busy" : "idle",
      );
    };
    const router = open(initial("/", layout(), h(Page)));
    use(actionOf(router));
    await shows("<main><input><button>idle</button></main>");
    click("button");
    await shows("<main><input><button>busy</button></main>");
    void router.navigate("/a", "push");
    (await askedFor(2)).answer(pageOf("/a", { 1: ["$", "$L1", null, {}], 2: text("i", "there") }));
    await shows("<main><input><i>there</i></main>");
    expect(location.pathname).toBe("/a");
    asked[0]?.answer(
      answerOf(
        { kind: "returned", value: 1 },
        { route: routeOf("/"), segments: { 0: text("main", "old"), 1: "old" } },
      ),
    );
    const refetch = await askedFor(3);
    expect([refetch.method, refetch.url, refetch.headers.get("edict-segments")]).toEqual([
      "GET",
      "/a",
      "",
    ]);
    refetch.answer(pageOf("/a", { 0: text("main", "fresh"), 1: null, 2: null }));
    await shows("<main>fresh</main>");
  });

  test("shows an optimistic value until the page that holds the real one is shown, with nothing between", async () => {
    const seen: string[] = [];
    const { act, use } = lateAction();
    const List = ({ items }: { items: readonly string[] }): ReactNode => {
      const [shown, add] = useOptimistic(items, (list, item: string) => [...list, `${item}?`]);
      seen.push(shown.join());
      return h(
        "form",
        {
          action: async () => {
            add("new");
            await act();
            // What the form does after the call belongs to the same transition.
            await new Promise((resolve) => setTimeout(resolve, 30));
          },
        },
        shown.join(),
        h("button"),
      );
    };
    modules["list"] = { List };
    const router = open(initial("/", h("main", null, h(Outlet)), h(List, { items: ["old"] })));
    use(actionOf(router));
    await vi.waitFor(() => expect(box.textContent).toBe("old"));
    click("form button");
    const request = await askedFor(1);
    const segmentsOfAnswer = {
      0: ["$", "main", null, { children: ["$", "$L2", null, {}] }],
      1: ["$", "$L1", null, { items: ["old", "new"] }],
    };
    request.answer(
      flight(
        { outcome: { kind: "returned" }, route: routeOf("/"), segments: segmentsOfAnswer },
        { "edict-outcome": "returned", "edict-revalidated": "all" },
        ["list", "List"],
      ),
    );
    await vi.waitFor(() => expect(seen.at(-1)).toBe("old,new"));
    expect([...new Set(seen)]).toEqual(["old", "old,new?", "old,new"]);
  });
});

test("a template is mounted anew for every segment below it, and a layout is not", async () => {
  const mounts: string[] = [];
  const Counts = ({ name, children }: { name: string; children?: ReactNode }): ReactNode => {
    useState(() => mounts.push(name));
    return children;
  };
  const template = h(Counts, { name: "template" }, h(Outlet));
  const router = open(
    initial("/a", h(Counts, { name: "layout" }, h(Outlet, { template })), h(Outlet), "one"),
  );
  await shows("one");
  void router.navigate("/b", "push");
  (await askedFor(1)).answer(pageOf("/b", { 1: ["$", "$L1", null, {}], 2: text("i", "two") }));
  await shows("<i>two</i>");
  expect(mounts).toEqual(["layout", "template", "template"]);
});

test.each([false, true])(
  "a navigation to a page that suspends keeps the old one until it is there; a call under way: %s",
  async (calling) => {
    const { act, use } = lateAction();
    const Busy = (): ReactNode => {
      const [pending, start] = useTransition();
      return h("button", { onClick: () => start(async () => void (await act())) }, String(pending));
    };
    const router = open(initial("/", layout(), h(Busy)));
    use(actionOf(router));
    await shows("<main><input><button>false</button></main>");
    if (calling) click("button");
    const first = `<main><input><button>${calling}</button></main>`;
    await shows(first);
    void router.navigate("/a", "push");
    const late: { push?: (rows: string) => void } = {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        late.push = (rows) => controller.enqueue(new TextEncoder().encode(rows));
      },
    });
    const request = await askedFor(calling ? 2 : 1);
    request.answer(new Response(body, { headers: { "content-type": "text/x-component" } }));
    const payload = {
      build: "b1.1",
      route: routeOf("/a"),
      segments: { 1: ["$", "$L1", null, {}], 2: "$L5" },
    };
    late.push?.(`1:I["segments",[],"Outlet"]\n0:${JSON.stringify(payload)}\n`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([box.innerHTML, location.pathname]).toEqual([first, "/"]);
    late.push?.(`5:["$","i",null,{"children":"second"}]\n`);
    await shows("<main><input><i>second</i></main>");
    expect(location.pathname).toBe("/a");
  },
);
