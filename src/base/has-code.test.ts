import { expect, test } from "vitest";
import { hasCode } from "./has-code.ts";

test("an error has the code that it carries, and nothing else has one", () => {
  const missing = Object.assign(new Error("no such file"), { code: "ENOENT" });
  expect(hasCode(missing, "ENOENT")).toBe(true);
  expect(hasCode(missing, "EEXIST", "ENOENT")).toBe(true);
  expect(hasCode(missing, "EEXIST")).toBe(false);
  expect(hasCode(new Error("ENOENT"), "ENOENT")).toBe(false);
  expect(hasCode({ code: "ENOENT" }, "ENOENT")).toBe(false);
});
