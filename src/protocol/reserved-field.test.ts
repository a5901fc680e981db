import { expect, test } from "vitest";
import { isReservedField, withoutReservedFields } from "./reserved-field.ts";

test.each([
  ["$ACTION_ID_x", true],
  ["$ACTION_KEY", true],
  ["$EDICT", true],
  ["$EDICTS", false],
  ["title", false],
])("%s is reserved: %s", (name, expected) => {
  expect(isReservedField(name)).toBe(expected);
});

test("keeps every other field, in order, files with their names", () => {
  const data = new FormData();
  data.append("$ACTION_KEY", "k");
  data.append("a", "1");
  data.append("file", new File(["x"], "x.txt"));
  data.append("a", "2");
  const own = withoutReservedFields(data);
  expect([...own.keys()]).toEqual(["a", "file", "a"]);
  expect(own.getAll("a")).toEqual(["1", "2"]);
  expect((own.get("file") as File).name).toBe("x.txt");
});

test("does not copy what has none", () => {
  const data = new FormData();
  data.append("a", "1");
  expect(withoutReservedFields(data)).toBe(data);
});
