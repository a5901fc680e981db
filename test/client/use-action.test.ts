// @vitest-environment happy-dom
import { createElement as h, useState, useTransition, type ReactNode } from "react";
import { describe, expect, test, vi } from "vitest";
import {
  actionOf,
  answerOf,
  asked,
  askedFor,
  box,
  caught,
  click,
  client,
  guarded,
  initial,
  layout,
  lateAction,
  open,
  routeOf,
  segments,
  setStage,
  shows,
  text,
} from "./page-stage.ts";

const { Outlet } = segments;
const { callAction, useAction } = client;
setStage();

const returned = (value: unknown): Response => answerOf({ kind: "returned", value }, {}, "none");

type Options = NonNullable<Parameters<typeof useAction>[1]>;

/** A page with a button for each thing that `useAction` gives, and the run ends that it saw. */
function stage(options?: Options): { ends: unknown[]; input: () => HTMLInputElement | null } {
  const { act, use } = lateAction();
  const ends: unknown[] = [];
  const Panel = (): ReactNode => {
    const { run, pending, data, error, abort, reset } = useAction(act, options);
    const start = (): void => void run("a").then((end) => ends.push(end));
    return h(
      "p",
      null,
      h("input"),
      h("button", { id: "run", onClick: start }),
      h("button", { id: "abort", onClick: abort }),
      h("button", { id: "reset", onClick: reset }),
      h("output", null, [pending ? "busy" : "idle", data, error?.code].filter(Boolean).join(" ")),
    );
  };
  const router = open(initial("/", guarded(), h(Panel)));
  use(actionOf(router));
  return { ends, input: () => box.querySelector("input") };
}

const says = (said: string): Promise<void> =>
  vi.waitFor(() => expect(box.querySelector("output")?.textContent).toBe(said));

describe("useAction", () => {
  test("is pending until the answer, keeps what came, and forgets it when asked", async () => {
    const { ends } = stage();
    await says("idle");
    click("#run");
    await says("busy");
    (await askedFor(1)).answer(returned("one"));
    await says("idle one");
    expect(ends).toEqual([{ kind: "returned", data: "one" }]);
    click("#reset");
    await says("idle");
  });

  test("shows an ActionError, until the next run begins", async () => {
    const { ends } = stage();
    await says("idle");
    click("#run");
    const outcome = {
      kind: "threw",
      digest: "1",
      error: { code: "FULL", message: "m", status: 409 },
    };
    (await askedFor(1)).answer(answerOf(outcome, {}, "none"));
    await says("idle FULL");
    expect(ends).toMatchObject([{ kind: "failed", error: { code: "FULL", status: 409 } }]);
    click("#run");
    await says("busy");
    (await askedFor(2)).answer(returned("two"));
    await says("idle two");
  });

  test("gives a run up, says so to who started it, and shows no error", async () => {
    const { ends, input } = stage();
    await says("idle");
    const before = input();
    click("#run");
    await says("busy");
    await askedFor(1);
    click("#abort");
    await says("idle");
    expect(ends).toEqual([{ kind: "aborted" }]);
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(input()).toBe(before);
  });

  test("gives runs up by a signal from outside", async () => {
    const controller = new AbortController();
    const { ends } = stage({ signal: controller.signal });
    await says("idle");
    click("#run");
    await askedFor(1);
    controller.abort();
    await says("idle");
    expect(ends).toEqual([{ kind: "aborted" }]);
  });

  test("keeps to the newest run, and what a newer one replaced disturbs nothing", async () => {
    const { ends, input } = stage({ dispatch: "latest" });
    await says("idle");
    const before = input();
    click("#run");
    await askedFor(1);
    click("#run");
    (await askedFor(2)).answer(returned("newer"));
    await says("idle newer");
    expect(ends).toEqual([{ kind: "aborted" }, { kind: "returned", data: "newer" }]);
    expect(input()).toBe(before);
  });

  test("does not let an older run that ends late take the place of a newer one", async () => {
    stage({ dispatch: "parallel" });
    await says("idle");
    click("#run");
    await askedFor(1);
    click("#run");
    (await askedFor(2)).answer(returned("newer"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    asked[0]?.answer(returned("older"));
    await says("idle newer");
  });

  test("hands what nobody expected to the boundary", async () => {
    const { ends } = stage();
    await says("idle");
    click("#run");
    (await askedFor(1)).answer(answerOf({ kind: "threw", digest: "17" }, {}, "none"));
    await vi.waitFor(() => expect(box.textContent).toContain("failed: The action failed"));
    expect(ends).toMatchObject([{ kind: "thrown", error: { digest: "17" } }]);
    expect(caught).toHaveLength(1);
  });

  test("goes where the action redirects, without mounting anything anew", async () => {
    const { act, use } = lateAction();
    const ends: unknown[] = [];
    const Panel = (): ReactNode => {
      const { run } = useAction(act);
      return h("button", { onClick: () => void run().then((end) => ends.push(end)) });
    };
    const router = open(initial("/", layout([h(Panel, { key: 1 }), h(Outlet, { key: 2 })]), "old"));
    use(actionOf(router));
    await shows("<main><input><button></button>old</main>");
    const before = box.querySelector("input");
    click("button");
    const answer = answerOf(
      { kind: "redirected", location: "/a", replace: false },
      { route: routeOf("/a"), segments: { 1: ["$", "$L1", null, {}], 2: text("i", "there") } },
      "none",
    );
    (await askedFor(1)).answer(answer);
    await shows("<main><input><button></button><i>there</i></main>");
    expect(ends).toEqual([{ kind: "redirected" }]);
    expect(box.querySelector("input")).toBe(before);
  });
});

describe("a call that a newer one replaced, awaited in a transition", () => {
  const search = (dispatch: "latest") => {
    const { act, use } = lateAction();
    const Search = ({ id }: { id: string }): ReactNode => {
      const [found, setFound] = useState("");
      const [pending, start] = useTransition();
      const go = (): void =>
        start(async () => {
          const hit = await callAction(act, [id], { dispatch });
          setFound(String(hit));
        });
      return h(
        "p",
        null,
        h("input"),
        h("button", { id, onClick: go }),
        pending ? "busy" : "",
        found,
      );
    };
    return { Search, use };
  };

  test("by the same hook leaves the page as it is", async () => {
    const { Search, use } = search("latest");
    use(actionOf(open(initial("/", guarded(), h(Search, { id: "x" })))));
    await shows('<p><input><button id="x"></button></p>');
    const before = box.querySelector("input");
    click("#x");
    await askedFor(1);
    click("#x");
    (await askedFor(2)).answer(returned("found"));
    await shows('<p><input><button id="x"></button>found</p>');
    expect([box.querySelector("input"), caught]).toEqual([before, []]);
  });

  test("by another component shows no error boundary", async () => {
    const { Search, use } = search("latest");
    const both = [h(Search, { key: 1, id: "x" }), h(Search, { key: 2, id: "y" })];
    use(actionOf(open(initial("/", guarded(), both))));
    await vi.waitFor(() => expect(box.querySelectorAll("button")).toHaveLength(2));
    click("#x");
    await askedFor(1);
    click("#y");
    (await askedFor(2)).answer(returned("found"));
    await vi.waitFor(() => expect(box.innerHTML).not.toContain("busy"));
    expect(box.innerHTML).not.toContain("failed");
    expect(box.querySelectorAll("input")).toHaveLength(2);
  });
});

test("says so in the console when options reach no action", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const around = async (): Promise<number> => 1;
  await expect(callAction(around, [], { dispatch: "latest" })).resolves.toBe(1);
  expect(error).toHaveBeenCalledWith(expect.stringContaining("around was called with options"));
  error.mockRestore();
});
