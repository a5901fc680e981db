import { expect, test } from "vitest";
import { trimArguments } from "./trim-arguments.ts";

const idWithMask = (mask: string): string => `${"a".repeat(40)}${mask}${"b".repeat(8)}`;

test("sends nothing when the action reads nothing", () => {
  expect(trimArguments(idWithMask("00"), [{ type: "click" }])).toEqual([]);
});

test("keeps the positions of what is read, and drops what trails", () => {
  expect(trimArguments(idWithMask("02"), ["unread", "read", "unread"])).toEqual([
    undefined,
    "read",
  ]);
});

test("keeps everything from the eighth on when the last bit is set", () => {
  expect(trimArguments(idWithMask("80"), [...Array(9).keys()])).toEqual([
    ...Array<undefined>(7).fill(undefined),
    7,
    8,
  ]);
});

test("keeps all arguments of an id that is not ours", () => {
  expect(trimArguments("other", [1, 2])).toEqual([1, 2]);
});
