import { expect, test } from "vitest";
import { separateArguments } from "./separate-arguments.ts";

const element = { $$typeof: Symbol.for("react.transitional.element"), type: "b", props: {} };
const action = Object.defineProperty(() => undefined, "$$typeof", {
  value: Symbol.for("react.server.reference"),
});

test("plain data is part of the key, and given as it is", async () => {
  const date = new Date(0);
  const args = [
    { id: 1, tags: ["a", { deep: date }] },
    null,
    undefined,
    2n,
    new Map([[1, 2]]),
    action,
  ];
  const { plain, given, places, passed } = await separateArguments(args);
  expect(plain).toEqual(args);
  expect(given).toEqual(args);
  expect([places, passed.size]).toEqual(["", 0]);
});

test("elements, functions and instances pass through, each under a name of its own", async () => {
  class Session {}
  const session = new Session();
  const run = (): void => undefined;
  const args = [{ children: [element, "text"], run }, session];
  const { plain, given, passed, standIns, places } = await separateArguments(args);
  expect(plain).toEqual([{ children: [null, "text"], run: null }, null]);
  expect([...passed]).toEqual([
    ['0:0:"children":0', element],
    ['0:0:"run"', run],
    ["0:1", session],
  ]);
  const [first] = given as [{ children: [object] }]; // an object, as it was given
  expect(standIns.get(first.children[0])).toBe('0:0:"children":0');
  expect(places).not.toBe(
    (await separateArguments([{ children: [null, "text"], run: null }, null])).places,
  );
});

test("a promise is awaited: what it gives is part of the key, and the function gets a promise", async () => {
  const { plain, given, places } = await separateArguments([
    { params: Promise.resolve({ id: "5" }) },
  ]);
  expect(plain).toEqual([{ params: { id: "5" } }]);
  const [props] = given as [{ params: Promise<unknown> }]; // an object, as it was given
  expect(await props.params).toEqual({ id: "5" });
  expect(places).not.toBe((await separateArguments([{ params: { id: "5" } }])).places);
});

test("what contains itself ends", async () => {
  const cycle: unknown[] = [];
  cycle.push(cycle, cycle);
  await expect(separateArguments([cycle])).resolves.toBeDefined();
});
