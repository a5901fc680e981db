// @vitest-environment happy-dom
import { act, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followedRedirect, signalError } from "../signal-error.ts";
import { ActionBoundary, onCaughtError, readActionSignal } from "./action-boundary.tsx";

beforeEach(() => vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Throws, when its button is pressed, what a call rejected with. */
function Caller({ error }: { readonly error: Error }): ReactNode {
  const [thrown, setThrown] = useState<Error>();
  if (thrown !== undefined) throw thrown;
  return <button onClick={() => setThrown(error)}>call</button>;
}

async function pressed(error: Error): Promise<string> {
  const element = document.createElement("div");
  const root = createRoot(element, { onCaughtError });
  await act(async () =>
    root.render(
      <ActionBoundary>
        <Caller error={error} />
      </ActionBoundary>,
    ),
  );
  await act(async () => element.querySelector("button")?.click());
  const text = element.textContent ?? "";
  await act(async () => root.unmount());
  return text;
}

test("what redirected is mounted anew, silently", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(await pressed(followedRedirect("/next", "push"))).toBe("call");
  expect(log).not.toHaveBeenCalled();
});

test.each([
  ["an error", new Error("broken")],
  ["an interrupt", signalError({ kind: "not-found" })],
])("%s goes on to the app's own boundaries", async (_, error) => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  // What no boundary catches, `act` throws.
  await expect(pressed(error)).rejects.toBe(error);
});

test("signals are told from errors", () => {
  expect(readActionSignal(signalError({ kind: "unauthorized" }))).toBe("unauthorized");
  expect(readActionSignal(followedRedirect("/next", "push"))).toBe("redirect");
  expect(readActionSignal(new Error("unauthorized"))).toBeUndefined();
  expect(readActionSignal("NEXT_REDIRECT")).toBeUndefined();
});
