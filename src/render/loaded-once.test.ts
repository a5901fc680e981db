import { expect, test, vi } from "vitest";
import { loadOnce, modulesLoadedOnce } from "./loaded-once.ts";

test("a file is imported once, however often it is asked for", async () => {
  const load = vi.fn(() => Promise.resolve({ default: () => null }));
  const page = modulesLoadedOnce({ "app/page.tsx": { load, styles: () => "links" } })[
    "app/page.tsx"
  ];
  const [first, again] = [await page?.load(), await page?.load()];
  expect(first).toBe(again);
  expect(load).toHaveBeenCalledOnce();
  expect(page?.styles()).toBe("links");
});

test("what failed to load is tried again", async () => {
  const load = vi.fn(() => Promise.resolve(1));
  load.mockRejectedValueOnce(new Error("gone"));
  const once = loadOnce(load);
  await expect(once()).rejects.toThrow("gone");
  expect(await once()).toBe(1);
});
