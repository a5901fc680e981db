import { expect, test } from "vitest";
import type { ActionEntry } from "../render/index.ts";
import { registerAction } from "../action/index.ts";
import { verifyActions } from "./verify-actions.ts";

function entry(file: string, load: () => unknown): ActionEntry {
  // `verifyActions` reads no more of an entry.
  return { file, load: async () => load() } as unknown as ActionEntry;
}

function build(...entries: ActionEntry[]): { readonly actions: ReadonlyMap<never, ActionEntry> } {
  // A look-up is a branded string.
  return { actions: new Map(entries.map((each, index) => [String(index) as never, each])) };
}

test("a build of actions only may start, and each was loaded", async () => {
  const loaded: string[] = [];
  const reports: string[] = [];
  const app = build(
    entry("app/a.ts", () => loaded.push("a")),
    entry("app/b.ts", () => loaded.push("b")),
  );
  expect(await verifyActions(app, (line) => reports.push(line))).toEqual({
    ok: true,
    value: undefined,
  });
  expect(loaded).toEqual(["a", "b"]);
  expect(reports).toEqual([]);
});

test("an export that shows when it runs to be no action keeps the server from starting", async () => {
  const limit = entry("app/a.ts", () =>
    registerAction(80, "0".repeat(50), "limit in app/a.ts", "/docs/x"),
  );
  const verified = await verifyActions(build(limit), () => undefined);
  expect(verified).toEqual({
    ok: false,
    error: expect.stringMatching(
      /limit in app\/a\.ts is a number\. .* See \/docs\/x \(invalid-use-server-value\)$/,
    ),
  });
});

test("a module that fails for another reason is reported once, and the server starts", async () => {
  const reports: string[] = [];
  const fail = (): never => {
    throw new Error("DATABASE_URL is not set");
  };
  const app = build(entry("app/a.ts", fail), entry("app/a.ts", fail));
  const verified = await verifyActions(app, (line) => reports.push(line));
  expect(verified.ok).toBe(true);
  expect(reports).toEqual(["The actions of app/a.ts cannot be loaded: DATABASE_URL is not set"]);
});
