import { expect, test } from "vitest";
import { definePublic } from "./environments-plugin.ts";

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
