// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CallRouter } from "../navigation/router.ts";
import { onRedirect, onRevalidated } from "./spa-events.ts";
import { createSpaRouter } from "./spa-router.ts";

const ends: (() => void)[] = [];
const heard: string[] = [];
const reported = vi.fn();
let router: CallRouter;

beforeEach(() => {
  vi.useFakeTimers();
  // A browser's; this environment has none.
  vi.stubGlobal("reportError", reported);
  router = createSpaRouter({ endpoint: "/_edict/actions", build: "b1.1" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const end of ends.splice(0)) end();
  heard.length = 0;
});

function answered(kind: "returned" | "redirected", revalidated = false): Promise<void> {
  const outcome =
    kind === "returned"
      ? { kind, value: 1 }
      : ({ kind, location: "/next?a=1", replace: false } as const);
  return router.callAnswered(router.callSent(), { outcome, build: "b1.1" }, revalidated);
}

test("calls are posted to the endpoint, under the build's name", () => {
  expect([router.endpoint, router.callSent().build]).toEqual(["/_edict/actions", "b1.1"]);
});

test("listeners hear of changes only, until they end", async () => {
  const end = onRevalidated(() => heard.push("first"));
  ends.push(onRevalidated(() => heard.push("second")));
  await answered("returned");
  expect(heard).toEqual([]);
  await answered("returned", true);
  expect(heard).toEqual(["first", "second"]);
  end();
  await answered("returned", true);
  expect(heard).toEqual(["first", "second", "second"]);
});

test("a change is announced before its redirect is followed", async () => {
  ends.push(onRevalidated(() => heard.push("changed")));
  ends.push(onRedirect(({ location }) => void heard.push(location)));
  await answered("redirected", true);
  expect(heard).toEqual(["changed", "/next?a=1"]);
});

test("a call that redirects settles once the app's router has followed", async () => {
  let arrive = (): void => undefined;
  ends.push(onRedirect(() => new Promise<void>((resolve) => (arrive = resolve))));
  const settled = answered("redirected").then(() => heard.push("settled"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual([]);
  arrive();
  await settled;
  expect(heard).toEqual(["settled"]);
});

test("only the first of several routers follows a redirect", async () => {
  ends.push(onRedirect(() => void heard.push("first")));
  ends.push(onRedirect(() => void heard.push("second")));
  await answered("redirected");
  expect(heard).toEqual(["first"]);
});

test("a router that cannot follow is reported, and the call settles", async () => {
  const broken = new Error("no such route");
  ends.push(onRedirect(() => Promise.reject(broken)));
  await answered("redirected");
  expect(reported).toHaveBeenCalledWith(broken);
});

test("without a router the browser loads the target, and the call stays pending while it does", async () => {
  const assign = vi.spyOn(location, "assign").mockImplementation(() => undefined);
  const settled = answered("redirected").then(() => heard.push("settled"));
  expect(assign).toHaveBeenCalledWith("/next?a=1");
  await vi.advanceTimersByTimeAsync(9_000);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  await settled;
  expect(heard).toEqual(["settled"]);
});
