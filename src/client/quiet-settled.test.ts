// @vitest-environment happy-dom
import { beforeAll, expect, test } from "vitest";
import { ActionError } from "../errors/action-error.ts";
import { abortedError } from "./browser-error.ts";
import { quietSettled } from "./quiet-settled.ts";
import { followedRedirect, signalError } from "./signal-error.ts";

beforeAll(quietSettled);

/** Whether the browser would print an error that nobody handled. */
function isReported(kind: "unhandledrejection" | "error", error: unknown): boolean {
  const event = new Event(kind, { cancelable: true });
  Object.assign(event, kind === "error" ? { error } : { reason: error });
  return dispatchEvent(event);
}

test.each(["unhandledrejection", "error"] as const)(
  "%s: who gave a call up, and whom a redirect took along, knows it; every other error is reported",
  (kind) => {
    const settled = [abortedError(undefined), followedRedirect("/a", "push")];
    expect(settled.map((error) => isReported(kind, error))).toEqual([false, false]);
    const others = [
      new ActionError("ABORTED", "an app's own", { status: 409 }),
      signalError({ kind: "not-found" }),
      new Error("x"),
      "text",
    ];
    expect(others.map((error) => isReported(kind, error))).toEqual([true, true, true, true]);
  },
);
