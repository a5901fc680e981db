import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UsageError, type UsageCode } from "../../src/context/index.ts";
import { compilerCatalogue } from "../../src/errors/index.ts";
import { provokingCalls } from "./provoking-calls.ts";

const codes = Object.keys(provokingCalls) as UsageCode[]; // the table is keyed by code
const calls = codes.flatMap((code) => provokingCalls[code].map((each) => ({ code, ...each })));
const pageOf = (code: UsageCode): string => readFileSync(`docs/errors/${code}.mdx`, "utf8");

test.each(codes)("the page of %s names its code", (code) => {
  const page = pageOf(code);
  expect(page).toMatch(new RegExp(`^---\ntitle: ".+"\ncode: ${code}\n---\n`));
  expect(page).toContain(`\n\`${code}\`\n`);
});

test.each(codes)("the page of %s has every section, with examples", (code) => {
  const page = pageOf(code);
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name)).toEqual([
    "Why This Error Occurred",
    "Wrong",
    "Right",
    "Possible Ways to Fix It",
    "Useful Links",
  ]);
  for (const section of ["Wrong", "Right"])
    expect(page.split(`\n## ${section}\n`)[1]?.split("\n## ")[0]).toMatch(
      /^```tsx? filename="[^"]+"$/m,
    );
});

// The compiler gives the other code too, and its page is held by the compiler's tests.
test.each(codes.filter((code) => !Object.hasOwn(compilerCatalogue, code)))(
  "the page of %s leads on to the guide",
  (code) => {
    expect(pageOf(code).split("\n## Useful Links\n")[1]).toContain("](../guide/");
  },
);

test.each(calls)("$does gives $code, and says what to do", async ({ code, call, advice }) => {
  const error = await thrownBy(call);
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ name: "UsageError", code });
  expect(error).toHaveProperty("message", expect.stringContaining(advice));
  expect(error).toHaveProperty("message", expect.stringMatching(new RegExp(`\\(${code}\\)$`)));
});

async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}
