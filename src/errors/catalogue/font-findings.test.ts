import { expect, test } from "vitest";
import { fontCatalogue, type FontParams } from "./font-findings.ts";

const hint = (params: FontParams["font-not-found"]): string | undefined =>
  fontCatalogue["font-not-found"].hint?.(params);

test("where no weight was named, a weight may be named instead", () => {
  expect(
    hint({
      kind: "google",
      family: "Abel",
      packages: ["@fontsource-variable/abel"],
      withWeight: "@fontsource/abel",
    }),
  ).toBe(
    'Run `npm install @fontsource-variable/abel`, or name a weight, e.g. `weight: "400"`, with `@fontsource/abel`, or put the font\'s file into the app and use `next/font/local`.',
  );
});

test("where a weight was named, only the package is wanted", () => {
  expect(
    hint({
      kind: "google",
      family: "Abel",
      packages: ["@fontsource/abel", "@fontsource-variable/abel"],
      withWeight: undefined,
    }),
  ).toMatch(/^Run `npm install @fontsource\/abel`, or put the font's file/);
});

test("no other package is named for an axis, which only the one that is there could have", () => {
  const found = hint({
    kind: "face",
    package: "@fontsource-variable/abel",
    missing: "no axis slnt in the style normal",
    other: undefined,
    withWeight: undefined,
  });
  expect(found).toBe(
    "Ask for what it has, or put the font's file into the app and use `next/font/local`.",
  );
});
