import { describe, expect, test, vi } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { runWithStore } from "../context/index.ts";
import { bindCaptures } from "./bind-captures.ts";
import { asServerReference } from "./server-reference.ts";

const id = "a".repeat(50);
const call = (action: unknown, ...args: unknown[]): unknown =>
  (action as (...args: unknown[]) => unknown)(...args); // tests call it with anything

describe("bindCaptures", () => {
  test("called on the server runs with the values as they are by then, and seals nothing", async () => {
    const seal = vi.fn(() => "sealed");
    let count = 1;
    const action = runWithStore(sampleStore({ sealer: { seal } }), () =>
      bindCaptures(
        async (captures, ...args) => [captures, args],
        id,
        () => [count],
      ),
    );
    count = 2;
    expect(await call(action, "x")).toEqual([[2], ["x"]]);
    expect(await call(action.bind(null, "y" as never), "z")).toEqual([[2], ["y", "z"]]);
    expect(seal).not.toHaveBeenCalled();
  });

  test("seals once, when React first asks, the values of that moment", () => {
    const seal = vi.fn(
      (of: string, slot: number, values: readonly unknown[]) =>
        `${of.length} ${slot} ${String(values)}`,
    );
    let user = "nobody";
    const action = runWithStore(sampleStore({ sealer: { seal } }), () =>
      bindCaptures(
        async () => undefined,
        id,
        () => [user],
      ),
    );
    user = "user 5";
    expect(seal).not.toHaveBeenCalled();
    expect(action.$$bound).toEqual(["50 0 user 5"]);
    user = "user 6";
    expect(action.$$bound).toEqual(["50 0 user 5"]);
    expect(seal).toHaveBeenCalledTimes(1);
  });

  test("bind adds its arguments after the sealed ones, and seals no second time", () => {
    const seal = vi.fn(() => "sealed");
    const action = runWithStore(sampleStore({ sealer: { seal } }), () =>
      bindCaptures(
        async () => undefined,
        id,
        () => [1],
      ),
    );
    const bound = asServerReference(action.bind(null, 7 as never));
    expect(bound?.$$id).toBe(id);
    expect(seal).not.toHaveBeenCalled();
    expect(bound?.$$bound).toEqual(["sealed", 7]);
    expect(action.$$bound).toEqual(["sealed"]);
    expect(seal).toHaveBeenCalledTimes(1);
  });

  test("seals for its own request wherever React writes it", () => {
    const own = runWithStore(sampleStore({ sealer: { seal: () => "own" } }), () =>
      bindCaptures(
        async () => undefined,
        id,
        () => [],
      ),
    );
    const other = sampleStore({ sealer: { seal: () => "other" } });
    expect(runWithStore(other, () => own.$$bound)).toEqual(["own"]);
  });

  describe("of a value that contains the action", () => {
    /** Reads the captured values as far as the real one does. */
    const seal = (_id: string, _slot: number, values: readonly unknown[]): string =>
      JSON.stringify(values, (_key, value: unknown) => asServerReference(value)?.$$bound ?? value);
    const inStore = (read: () => unknown[], circle?: string): ReturnType<typeof bindCaptures> =>
      runWithStore(sampleStore({ sealer: { seal } }), () =>
        bindCaptures(async (captures) => captures.length, id, read, circle),
      );

    test("sealing throws one sentence that names both, each time", () => {
      const api: Record<string, unknown> = {};
      const list = inStore(() => [api], "`list` closes over `api`");
      const other = inStore(() => [api]);
      Object.assign(api, { list });
      for (const action of [list, other, list])
        expect(() => action.$$bound).toThrow(
          new TypeError(
            "`list` closes over `api`, which contains it: it cannot be sealed into itself",
          ),
        );
    });

    test("it runs on the server all the same, and is sealed once it is out of the value", async () => {
      const api: Record<string, unknown> = {};
      const list = inStore(() => [api]);
      Object.assign(api, { list });
      expect(await call(list)).toBe(1);
      expect(() => list.$$bound).toThrow("an action closes over a value, which contains it");
      delete api["list"];
      expect(list.$$bound).toEqual(["[{}]"]);
    });

    test("an action in two captured values at once is sealed into both", () => {
      const inner = inStore(() => [1]);
      expect(inStore(() => [inner, { inner }]).$$bound).toEqual(['[["[1]"],{"inner":["[1]"]}]']);
    });
  });

  test("gives the stream of an async generator at once", async () => {
    const action = bindCaptures(
      async function* (captures) {
        yield* captures;
      },
      id,
      () => ["a", "b"],
    );
    const parts: unknown[] = [];
    for await (const part of call(action) as AsyncIterable<unknown>) parts.push(part);
    expect(parts).toEqual(["a", "b"]);
  });

  test("cannot be written outside a request", () => {
    const action = bindCaptures(
      async () => undefined,
      id,
      () => [],
    );
    expect(() => action.$$bound).toThrow("(outside-request)");
  });

  test("hides the source, and turns a throw into a rejection", async () => {
    const action = bindCaptures(
      () => {
        throw new Error("secret");
      },
      id,
      () => [],
    );
    expect(String(action)).not.toContain("secret");
    await expect(call(action)).rejects.toThrow("secret");
  });

  test("refuses to seal for something that is no id", () => {
    const action = runWithStore(sampleStore(), () =>
      bindCaptures(
        async () => undefined,
        "short",
        () => [],
      ),
    );
    expect(() => action.$$bound).toThrow("short is not an action id");
  });
});
