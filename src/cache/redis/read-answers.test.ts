import { expect, test } from "vitest";
import { readMoved, readSynced } from "./read-answers.ts";

const synced = ["e", "7", "1", ["tag", "7 0 0"]];
const moved = ["e", "7", 1, ["instance", "3"]];

test("the answers of the scripts are read", () => {
  expect(readSynced(synced)).toEqual({
    revision: { epoch: "e", count: 7 },
    floor: 1,
    versions: ["tag", "7 0 0"],
  });
  expect(readMoved(moved)).toEqual({
    epoch: "e",
    count: 7,
    isSettled: true,
    leases: [["instance", "3"]],
  });
});

test("what another script answered, or nobody, is not believed", () => {
  for (const wrong of [moved, null, "OK", [], ["", "7", "1", []], ["e", "", "1", []]])
    expect(() => readSynced(wrong)).toThrow("Redis answered a script with what is no answer.");
  for (const wrong of [
    ["e", "7", null, []],
    ["e", "7", "1", ["tag"]],
    ["e", "-1", "1", []],
  ])
    expect(() => readSynced(wrong)).toThrow("what is no answer");
  for (const wrong of [synced, null, 1, ["e", 7, 1, []], ["e", "7", 1, ["instance"]]])
    expect(() => readMoved(wrong)).toThrow("what is no answer");
});
