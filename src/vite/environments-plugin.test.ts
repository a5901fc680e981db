import { expect, test } from "vitest";
import { definePublic, isHidden } from "./environments-plugin.ts";

test("only variables that are meant for the browser are told to it", () => {
  const env = {
    NEXT_PUBLIC_NAME: 'a "shop"',
    SECRET: "s",
    MY_NEXT_PUBLIC_KEY: "k",
    NEXT_PUBLICITY: "p",
    NEXT_PUBLIC_EMPTY: "",
  };
  expect(definePublic(env)).toEqual({
    "process.env.NEXT_PUBLIC_NAME": '"a \\"shop\\""',
    "process.env.NEXT_PUBLIC_EMPTY": '""',
  });
});

test.each([
  ["app/page.tsx", false],
  ["app/.well-known/route.ts", false],
  [".env", false],
  [".env.local", false],
  [".npmrc", false],
  [".velite/posts.json", false],
  [".database/a.ts", false],
  [".edict", true],
  [".edict/build/rsc/index.js", true],
  [".data/base/1", true],
  ["../lib/shared.ts", false],
  ["../.shared/a.ts", false],
  ["lib/a..b.ts", false],
])("of what lies in the folder of an app, %s is hidden: %s", (path, hidden) => {
  expect(isHidden("/apps/shop")(`/apps/shop/${path}`)).toBe(hidden);
});
