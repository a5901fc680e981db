// @vitest-environment happy-dom
// A file of its own: React listens once per document, and another test's root would be the one it listens for.
import { createElement as h, useTransition, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import {
  actionOf,
  answerOf,
  askedFor,
  click,
  initial,
  lateAction,
  open,
  routeOf,
  segments,
  setStage,
  text,
} from "./page-stage.ts";

const { Outlet } = segments;
setStage();

test("a whole document stays one when something in its root layout redirects", async () => {
  const { act, use } = lateAction();
  const SignOut = (): ReactNode => {
    const [pending, start] = useTransition();
    return h("button", { onClick: () => start(async () => void (await act())) }, String(pending));
  };
  const root = h(
    "html",
    { lang: "en" },
    h("head", null, h("title", null, "Forum")),
    h("body", null, h(SignOut), h(Outlet)),
  );
  use(actionOf(open(initial("/", root, h("i", null, "in")), undefined, document)));
  await vi.waitFor(() => expect(document.body.textContent).toBe("falsein"));
  click("button");
  (await askedFor(1)).answer(
    answerOf(
      { kind: "redirected", location: "/", replace: false },
      { route: routeOf("/"), segments: { 1: text("i", "out") } },
      "none",
    ),
  );
  await vi.waitFor(() => expect(document.body.textContent).toBe("falseout"));
  expect(document.title).toBe("Forum");
  expect(document.documentElement.getAttribute("lang")).toBe("en");
  expect(document.querySelectorAll("button")).toHaveLength(1);
});
