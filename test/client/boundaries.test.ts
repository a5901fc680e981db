// @vitest-environment happy-dom
import { Component, createElement as h, useActionState, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { unstable_rethrow } from "../../src/context/signals.ts";
import type { ShownFailure } from "../../src/protocol/index.ts";
import { signalError } from "../../src/client/signal-error.ts";
import {
  actionOf,
  answerOf,
  AppRoot,
  askedFor,
  box,
  caught,
  click,
  flight,
  guarded,
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

const { Outlet, ErrorBoundary, InterruptBoundary } = segments;
setStage();

describe("a form action", () => {
  const formOn = (act: () => Promise<unknown>): ReactNode =>
    h(() => h("form", { action: async () => void (await act()) }, h("button")));
  const submit = async (): ReturnType<typeof askedFor> => {
    await vi.waitFor(() => expect(box.querySelector("form button")).not.toBe(null));
    click("form button");
    return askedFor(1);
  };
  test("that redirects shows the target, and no error boundary", async () => {
    const { act, use } = lateAction();
    const router = open(initial("/", guarded(), formOn(act)));
    use(actionOf(router));
    (await submit()).answer(
      answerOf(
        { kind: "redirected", location: "/a", replace: false },
        {
          location: "/a",
          route: routeOf("/a"),
          segments: { 1: ["$", "$L1", null, {}], 2: text("i", "there") },
        },
        "none",
      ),
    );
    await shows("<i>there</i>");
    expect(location.pathname).toBe("/a");
    expect(caught).toEqual([]);
  });

  test("that redirects passes a class boundary of the app that lets signals go on", async () => {
    class OwnBoundary extends Component<{ children?: ReactNode }, { failed: boolean }> {
      override state = { failed: false };
      static getDerivedStateFromError(error: unknown): { failed: boolean } {
        unstable_rethrow(error);
        return { failed: true };
      }
      override render(): ReactNode {
        return this.state.failed ? "failed" : this.props.children;
      }
    }
    const { act, use } = lateAction();
    const router = open(initial("/", guarded(), h(OwnBoundary, null, formOn(act))));
    use(actionOf(router));
    const target = { location: "/a", route: routeOf("/a") };
    const shown = { 1: ["$", "$L1", null, {}], 2: text("i", "there") };
    const redirected = { kind: "redirected", location: "/a", replace: false };
    (await submit()).answer(answerOf(redirected, { ...target, segments: shown }, "none"));
    await shows("<i>there</i>");
    expect(caught).toEqual([]);
  });

  test("in a layout that redirects to the page it is on mounts its own segment anew, and nothing above", async () => {
    const { act, use } = lateAction();
    const router = open(
      initial(
        "/a",
        layout(guarded()),
        h("section", null, formOn(act), h(Outlet)),
        h("i", null, "old"),
      ),
    );
    use(actionOf(router));
    const request = await submit();
    const [outer] = box.querySelectorAll("input");
    request.answer(
      answerOf(
        { kind: "redirected", location: "/a", replace: false },
        { route: routeOf("/a"), segments: { 2: text("i", "new") } },
        "none",
      ),
    );
    await vi.waitFor(() => expect(box.querySelector("i")?.textContent).toBe("new"));
    expect(box.querySelector("form")).not.toBe(null);
    expect(box.querySelectorAll("input")[0]).toBe(outer);
    expect(box.textContent).not.toContain("failed");
  });

  test("never gives useActionState an undefined state when it redirects", async () => {
    const states: unknown[] = [];
    const { act, use } = lateAction();
    const Page = (): ReactNode => {
      const [state, run] = useActionState(act, "first");
      states.push(state);
      return h("form", { action: run }, h("button"));
    };
    const router = open(initial("/", guarded(), h(Page)));
    use(actionOf(router));
    (await submit()).answer(
      answerOf(
        { kind: "redirected", location: "/", replace: false },
        { route: routeOf("/"), segments: { 1: text("i", "home") } },
        "none",
      ),
    );
    await shows("<i>home</i>");
    expect(new Set(states)).toEqual(new Set(["first"]));
  });

  test("that is interrupted shows the nearest page of that kind, past error boundaries", async () => {
    const { act, use } = lateAction();
    const router = open(
      initial(
        "/a",
        h(InterruptBoundary, { notFound: h("b", null, "nothing here") }, h(Outlet)),
        guarded(),
        formOn(act),
      ),
    );
    use(actionOf(router));
    (await submit()).answer(answerOf({ kind: "not-found" }, {}, "none"));
    await shows("<b>nothing here</b>");
  });

  test("that throws shows the error boundary, whose reset shows the form again", async () => {
    const { act, use } = lateAction();
    const router = open(initial("/", guarded(), formOn(act)));
    use(actionOf(router));
    (await submit()).answer(answerOf({ kind: "threw", digest: "d1" }, {}, "none"));
    await vi.waitFor(() => expect(box.textContent).toMatch(/^failed: .*d1/));
    click("button");
    await vi.waitFor(() => expect(box.querySelector("form")).not.toBe(null));
  });

  test("that throws leaves the boundary up when a refresh comes, and not when the visitor goes elsewhere", async () => {
    const { act, use } = lateAction();
    const router = open(initial("/", guarded(), formOn(act)));
    use(actionOf(router));
    (await submit()).answer(answerOf({ kind: "threw", digest: "d1" }, {}, "none"));
    await vi.waitFor(() => expect(box.textContent).toContain("failed"));
    void router.navigate("/?again", "push");
    (await askedFor(2)).answer(pageOf("/?again", { 1: text("i", "again") }));
    await shows("<i>again</i>");
  });
});

describe("what the server showed in place of a failure", () => {
  const failure: ShownFailure = { depth: 0, kind: "error", digest: "d7", message: "no database" };

  test("is rendered the same, and left with the first navigation", async () => {
    const payload = initial("/", guarded(), "never");
    expect(renderToString(h(AppRoot, { initial: payload, failure }))).toBe(
      "<button>failed: no database</button>",
    );
    const router = open(payload, failure);
    await shows("<button>failed: no database</button>");
    void router.navigate("/a", "push");
    (await askedFor(1)).answer(pageOf("/a", { 1: ["$", "$L1", null, {}], 2: text("i", "there") }));
    await shows("<i>there</i>");
  });

  test("is an interrupt's page where it was one", () => {
    const payload = initial(
      "/",
      h(InterruptBoundary, { forbidden: "keep out" }, h(Outlet)),
      "never",
    );
    const shown = renderToString(
      h(AppRoot, { initial: payload, failure: { depth: 0, kind: "forbidden", digest: "" } }),
    );
    expect(shown).toBe('<meta name="robots" content="noindex"/>keep out');
  });

  test("is the app's own document when nothing else can show it, or a plain one", () => {
    const payload = initial("/", guarded(), "never");
    const last = { ...failure, depth: -1 };
    const plain = renderToString(h(AppRoot, { initial: payload, failure: last }));
    expect(plain).toContain("Digest: d7");
    expect(plain).toContain("Error: no database");
    vi.stubEnv("NODE_ENV", "production");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(renderToString(h(AppRoot, { initial: payload, failure: last }))).not.toContain(
      "database",
    );
    const globalError = ({ error }: { error: Error }): ReactNode => h("p", null, error.message);
    expect(renderToString(h(AppRoot, { initial: payload, failure: last, globalError }))).toBe(
      "<p>no database</p>",
    );
    expect(
      renderToString(h(AppRoot, { initial: { ...payload, globalError }, failure: last })),
    ).toBe("<p>no database</p>");
  });
});

describe("rendering that throws", () => {
  test("a redirect goes there", async () => {
    const Leaves = (): ReactNode => {
      throw signalError({ kind: "redirect", location: "/a", type: "replace", status: 307 });
    };
    open(initial("/", guarded(), h(Leaves)));
    (await askedFor(1)).answer(pageOf("/a", { 1: ["$", "$L1", null, {}], 2: text("i", "there") }));
    await shows("<i>there</i>");
  });

  test("in a new page shows that page's boundary, not the one above", async () => {
    const Fails = (): ReactNode => {
      throw new Error("at once");
    };
    modules["fails"] = { Fails };
    const outer = ({ error }: { error: Error }): ReactNode => h("b", null, error.message);
    const router = open(initial("/", h(ErrorBoundary, { fallback: outer }, guarded()), "page"));
    await shows("page");
    void router.navigate("/?broken", "push");
    (await askedFor(1)).answer(
      flight({ route: routeOf("/?broken"), segments: { 1: ["$", "$L1", null, {}] } }, {}, [
        "fails",
        "Fails",
      ]),
    );
    await shows("<button>failed: at once</button>");
  });
});
