import { expect, test } from "vitest";
import { shownUrl } from "./shown-url.ts";

test.each([
  ["", false, "http://localhost:3000"],
  ["", true, "http://localhost:3000"],
  ["/shop", false, "http://localhost:3000/shop"],
  ["/shop", true, "http://localhost:3000/shop/"],
])("an app below %j, with a slash: %s, is at %s", (basePath, trailingSlash, shown) => {
  expect(shownUrl("http://localhost:3000", { basePath, trailingSlash })).toBe(shown);
});
