import { expect, test } from "vitest";
import { ModuleMemo } from "./module-memo.ts";

test("what one function makes of a module is made once, and kept apart from what another makes", () => {
  const memo = new ModuleMemo();
  const asked: string[] = [];
  const lengthOf = (text: string): number => (asked.push(`length of ${text}`), text.length);
  const firstOf = (text: string): string => (asked.push(`first of ${text}`), text.slice(0, 1));
  expect([
    memo.once(lengthOf, "abc"),
    memo.once(firstOf, "abc"),
    memo.once(lengthOf, "abc"),
  ]).toEqual([3, "a", 3]);
  expect(asked).toEqual(["length of abc", "first of abc"]);
});
