import { expectTypeOf, test } from "vitest";
import { defineConfig } from "./define-config.ts";

test("takes an object or a function, and refuses what is misspelled", () => {
  expectTypeOf(defineConfig({ origins: ["https://a.example.com"] }).origins).toEqualTypeOf<
    string[]
  >();
  defineConfig(async ({ command }) => ({ docsUrl: `/${command}` }));
  // @ts-expect-error a size has a unit
  defineConfig({ serverActions: { bodySizeLimit: "1 megabyte" } });
  // @ts-expect-error this is no key
  defineConfig({ serverActions: { bodySize: "1mb" } });
});
