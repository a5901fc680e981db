import { expect, test } from "vitest";
import type { StrayKind } from "./command-context.ts";
import { reportStray } from "./report-stray.ts";
import { createTerminal } from "./terminal.ts";

function reported(thrown: unknown, kind: StrayKind = "rejection"): string {
  const written: string[] = [];
  const errors = { write: (text: string) => written.push(text) };
  reportStray(thrown, kind, createTerminal({ write: () => undefined }, errors, {}));
  return written.join("");
}

test("a stray error is one line, with its stack indented below", () => {
  const text = reported(new Error("let go"));
  expect(text).toMatch(
    /^A promise was rejected and nobody handled it: "Error: let go"\n {4}Error: let go\n/,
  );
  expect(text).toContain("report-stray.test.ts");
  expect(reported(1, "exception")).toMatch(
    /^An error was thrown where nobody could catch it: "a thrown number: 1"\n/,
  );
});

test("a stray error neither forges lines of the log nor steers the terminal", () => {
  const text = reported(new Error("a\r\nedict: all is well\u001B[2J\u0007"));
  expect(text).not.toMatch(/^edict:/m);
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test.each<[string, unknown]>([
  ["without a prototype", Object.create(null)],
  [
    "whose stack throws",
    Object.defineProperty(new Error("x"), "stack", {
      get: () => {
        throw new Error("hostile");
      },
    }),
  ],
  ["that is revoked", revoked()],
])("a stray value %s is reported all the same", (_, thrown) => {
  expect(reported(thrown)).toContain("a thrown value that cannot be read");
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
