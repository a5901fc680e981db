import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ActionEntry } from "../render/index.ts";
import { registerAction } from "../action/index.ts";
import { loadActionsLater, verifyActions } from "./verify-actions.ts";

function proven(file: string, load: () => unknown): ActionEntry {
  // No more of an entry is read here.
  return { file, load: async () => load() } as unknown as ActionEntry;
}

function unproven(file: string, load: () => unknown): ActionEntry {
  return { ...proven(file, load), unproven: true };
}

function fail(): never {
  throw new Error("DATABASE_URL is not set");
}

const failure = "The actions of app/a.ts cannot be loaded: DATABASE_URL is not set";

function build(...entries: ActionEntry[]): { readonly actions: ReadonlyMap<never, ActionEntry> } {
  // A look-up is a branded string.
  return { actions: new Map(entries.map((each, index) => [String(index) as never, each])) };
}

describe("before the server listens", () => {
  test("a build of actions may start; what it knows to be functions is not loaded", async () => {
    const loaded: string[] = [];
    const reports: string[] = [];
    const app = build(
      unproven("app/a.ts", () => loaded.push("a")),
      proven("app/b.ts", () => loaded.push("b")),
      proven("app/c.ts", () => loaded.push("c")),
      unproven("app/c.ts", () => loaded.push("c")),
    );
    const verified = await verifyActions(app, (line) => reports.push(line));
    expect(verified).toEqual({ ok: true, value: undefined });
    expect(loaded).toEqual(["a", "c"]);
    expect(reports).toEqual([]);
  });

  test("an export that shows when it runs to be no action keeps the server from starting", async () => {
    const limit = unproven("app/a.ts", () =>
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

  test("a file that fails for another reason is reported once, and the server starts", async () => {
    const reports: string[] = [];
    const app = build(unproven("app/a.ts", fail), unproven("app/a.ts", fail));
    const verified = await verifyActions(app, (line) => reports.push(line));
    expect(verified.ok).toBe(true);
    expect(reports).toEqual([failure]);
  });
});

describe("once the server runs", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("the other files are loaded one after the other, and one that fails is reported", async () => {
    const loaded: string[] = [];
    const reports: string[] = [];
    const app = build(
      proven("app/a.ts", fail),
      proven("app/a.ts", fail),
      proven("app/b.ts", () => loaded.push("b")),
      unproven("app/c.ts", () => loaded.push("c")),
    );
    loadActionsLater(app, (line) => reports.push(line));
    await vi.advanceTimersByTimeAsync(900);
    expect([...loaded, ...reports]).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(loaded).toEqual(["b"]);
    expect(reports).toEqual([failure]);
  });

  test("a server that ends loads nothing more", async () => {
    const loaded: string[] = [];
    const stops: (() => void)[] = [];
    const app = build(
      proven("app/a.ts", () => {
        loaded.push("a");
        stops[0]?.();
      }),
      proven("app/b.ts", () => loaded.push("b")),
    );
    const report = (): void => undefined;
    stops.push(loadActionsLater(app, report));
    const stopped = loadActionsLater(app, report);
    stopped();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(loaded).toEqual(["a"]);
  });
});
