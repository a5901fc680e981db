import { describe, expect, test } from "vitest";
import { registerAction } from "./register-action.ts";
import { asServerReference, type ServerReference } from "./server-reference.ts";

const id = "a".repeat(50);
const otherId = "b".repeat(50);

function reference(value: unknown): ServerReference {
  const found = asServerReference(value);
  if (found === undefined) throw new Error("no server reference");
  return found;
}

function marks(value: unknown): { readonly id: string; readonly bound: unknown } {
  const { $$id, $$bound } = reference(value);
  return { id: $$id, bound: $$bound };
}

describe("registerAction", () => {
  test("marks the function itself, which runs as before", async () => {
    const add = async (a: number, b: number): Promise<number> => a + b;
    const action = registerAction(add, id);
    expect(action).toBe(add);
    expect(await action(1, 2)).toBe(3);
    expect(marks(action)).toEqual({ id: id, bound: null });
    expect(reference(action).$$typeof).toBe(Symbol.for("react.server.reference"));
  });

  test("hides the source", () => {
    const action = registerAction(async () => "secret", id);
    expect(String(action)).not.toContain("secret");
    expect(String(action.bind(null))).not.toContain("secret");
  });

  test("keeps the first id of a function that gets a second one", async () => {
    const save = async (text: string): Promise<string> => text;
    const first = registerAction(save, id);
    const second = registerAction(save, otherId);
    expect(reference(first).$$id).toBe(id);
    expect(reference(second).$$id).toBe(otherId);
    expect(await second("x")).toBe("x");
    expect(registerAction(save, id)).toBe(save);
  });

  test("gives a bound action that is exported under its own name an id and no visible arguments", async () => {
    const add = registerAction(async (a: number, b: number) => a + b, id);
    const addOne = registerAction(add.bind(null, 1), otherId);
    expect(marks(addOne)).toEqual({ id: otherId, bound: null });
    expect(await addOne(2)).toBe(3);
  });

  test("registers a frozen function through another", async () => {
    const action = registerAction(
      Object.freeze(async () => 5),
      id,
    );
    expect(reference(action).$$id).toBe(id);
    expect(await action()).toBe(5);
  });

  test("a throw of an alias is a rejection", async () => {
    const fail = registerAction((): Promise<void> => {
      throw new Error("at once");
    }, id);
    await expect(registerAction(fail, otherId)()).rejects.toThrow("at once");
  });

  test.each([
    ["a number", 5],
    ["null", null],
    ["undefined", undefined],
    ["an object", {}],
    ["an array", []],
    ["a class", class Post {}],
    ["a generator function", function* () {}],
    [
      'an export of a "use client" file',
      Object.assign(() => undefined, { $$typeof: Symbol.for("react.client.reference") }),
    ],
  ])("refuses %s, and says so", (what, value) => {
    expect(() => registerAction(value, id, "limit in app/actions.ts", "/docs/x")).toThrow(
      new RegExp(
        `limit in app/actions\\.ts is ${what}\\. Make it .* See /docs/x \\(invalid-use-server-value\\)$`,
      ),
    );
  });
});

describe("bind of an action", () => {
  test("keeps the id and adds up the arguments", async () => {
    const list = registerAction(async (...args: number[]) => args, id);
    const bound = list.bind(null, 1).bind(null, 2, 3);
    expect(marks(bound)).toEqual({ id: id, bound: [1, 2, 3] });
    expect(await bound(4)).toEqual([1, 2, 3, 4]);
    expect(reference(list).$$bound).toBeNull();
  });

  test("without arguments binds none", () => {
    expect(reference(registerAction(async () => undefined, id).bind(null)).$$bound).toEqual([]);
  });
});

test("an async generator function is an action: its values are sent as they come", () => {
  const count = async function* (): AsyncGenerator<number> {
    yield 1;
  };
  expect(registerAction(count, id)).toBe(count);
});

test("a plain function is no server reference", () => {
  expect(asServerReference(() => undefined)).toBeUndefined();
  expect(asServerReference({ $$typeof: Symbol.for("react.server.reference") })).toBeUndefined();
});
