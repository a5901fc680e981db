import { expect, test } from "vitest";
import { readErrorPage } from "./error-pages-plugin.ts";

test("shows the page of a code with its headings and its code", async () => {
  const page = await readErrorPage("invalid-use-server-value");
  expect(page).toContain("<h2>Why This Error Occurred</h2>");
  expect(page).toContain("<pre>");
  expect(page).not.toContain("---\ntitle");
});

test("has no page for what is no code", async () => {
  expect(await readErrorPage("no-such-code")).toBeUndefined();
});
