import { expect, test } from "vitest";
import { searchParamsOf } from "./search-params.ts";

test("one value is a string, several are an array, in order", () => {
  expect(searchParamsOf("?a=1&b=2&a=3&a=4")).toEqual({ a: ["1", "3", "4"], b: "2" });
});

test("a name of Object.prototype is a name like any other", () => {
  const params = searchParamsOf("?constructor=x&toString=y");
  expect(params["constructor"]).toBe("x");
  expect(params["toString"]).toBe("y");
});
