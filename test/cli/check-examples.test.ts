import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "./run-line.ts";

/** Its actions are wrong on purpose: other bundlers show what the compiler says of them. */
const wrongOnPurpose: ReadonlySet<string> = new Set(["compiler-plugins"]);

const examples = readdirSync("examples").filter((name) => !wrongOnPurpose.has(name));

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(5);
});

test.each(examples)("nothing is wrong with examples/%s", async (name) => {
  const { code, out, err } = await run("check", resolve("examples", name));
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toMatch(/^No problems in \d+ files\.\n$/);
});
