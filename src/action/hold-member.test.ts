import { expect, test } from "vitest";
import { holdMember } from "./hold-member.ts";

test("of an object only the member is held", () => {
  expect(holdMember({ name: "a", secret: "b" }, "name")).toEqual({ name: "a" });
  expect(holdMember({}, "name")).toEqual({ name: undefined });
  expect(holdMember("abc", "length")).toEqual({ length: 3 });
});

test("where there is no object, reading the member fails as it would have", () => {
  expect(holdMember(undefined, "name")).toBeUndefined();
  expect(holdMember(null, "name")).toBeNull();
});

test("a member of any name is the object's own", () => {
  const held = holdMember({ ["__proto__"]: 1 }, "__proto__");
  expect(Object.getOwnPropertyNames(held)).toEqual(["__proto__"]);
});
