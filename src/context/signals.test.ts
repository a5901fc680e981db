import { describe, expect, test } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { runWithStore } from "./request-storage.ts";
import type { Phase } from "./request-store.ts";
import {
  forbidden,
  isSignal,
  notFound,
  permanentRedirect,
  readSignal,
  redirect,
  signalError,
  unauthorized,
  unstable_rethrow,
} from "./signals.ts";

function thrownBy(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const during = (phase: Phase, fn: () => unknown): unknown =>
  runWithStore(sampleStore({ phase }), () => thrownBy(fn));

describe("redirect", () => {
  test("pushes in an action and replaces in a render", () => {
    expect(during("action", () => redirect("/a"))).toMatchObject({
      digest: "NEXT_REDIRECT;push;/a;307;",
    });
    expect(during("render", () => redirect("/a"))).toMatchObject({
      digest: "NEXT_REDIRECT;replace;/a;307;",
    });
  });

  test("replaces outside a request, as in a browser", () => {
    expect(thrownBy(() => redirect("/a"))).toMatchObject({
      message: "NEXT_REDIRECT",
      digest: "NEXT_REDIRECT;replace;/a;307;",
    });
  });

  test("takes the type that is asked for, and status 308 for good", () => {
    expect(thrownBy(() => permanentRedirect("https://example.com/x;y", "push"))).toMatchObject({
      digest: "NEXT_REDIRECT;push;https://example.com/x;y;308;",
    });
  });

  test("refuses an unknown type", () => {
    // A caller without types.
    expect(() => redirect("/a", "replace;/evil" as "push")).toThrow("(invalid-redirect)");
  });

  test("names the function that was called in its refusal", () => {
    expect(() => permanentRedirect("//evil.example")).toThrow(/^permanentRedirect\(\)/);
  });
});

test("each interrupt carries its own digest", () => {
  expect(thrownBy(notFound)).toMatchObject({ digest: "NEXT_HTTP_ERROR_FALLBACK;404" });
  expect(thrownBy(unauthorized)).toMatchObject({ digest: "NEXT_HTTP_ERROR_FALLBACK;401" });
  expect(thrownBy(forbidden)).toMatchObject({ digest: "NEXT_HTTP_ERROR_FALLBACK;403" });
});

describe("readSignal", () => {
  test("reads what was thrown", () => {
    expect(readSignal(thrownBy(() => redirect("/a;b")))).toEqual({
      kind: "redirect",
      location: "/a;b",
      type: "replace",
      status: 307,
    });
    expect(readSignal(signalError({ kind: "not-found" }))).toEqual({ kind: "not-found" });
  });

  test("reads nothing from an error that only has the digest", () => {
    const forged = Object.assign(new Error("NEXT_REDIRECT"), {
      digest: "NEXT_REDIRECT;push;//evil;307;",
    });
    expect(isSignal(forged)).toBe(false);
    expect(readSignal(forged)).toBeUndefined();
  });

  test("reads nothing from what inherits the brand", () => {
    expect(isSignal(Object.create(signalError({ kind: "forbidden" }) as object))).toBe(false);
  });
});

describe("unstable_rethrow", () => {
  test("throws a signal again, the very same", () => {
    const signal = signalError({ kind: "not-found" });
    expect(thrownBy(() => unstable_rethrow(signal))).toBe(signal);
  });

  test("finds the signal that caused an error", () => {
    const signal = signalError({ kind: "not-found" });
    const wrapped = new Error("not saved", { cause: new Error("no", { cause: signal }) });
    expect(thrownBy(() => unstable_rethrow(wrapped))).toBe(signal);
  });

  test("throws what React made of a signal in the browser", () => {
    const error = Object.assign(new Error("masked"), { digest: "NEXT_HTTP_ERROR_FALLBACK;404" });
    expect(thrownBy(() => unstable_rethrow(error))).toBe(error);
  });

  test("leaves every other error, a cycle of causes and what is no error", () => {
    const cycle = new Error("a");
    cycle.cause = cycle;
    for (const other of [
      cycle,
      Object.assign(new Error("b"), { digest: "123" }),
      "text",
      null,
      undefined,
    ])
      expect(() => unstable_rethrow(other)).not.toThrow();
  });
});
