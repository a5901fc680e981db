import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followUpdates } from "./follow-updates.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page in development: events go in, refreshes are counted. */
function openPage() {
  const listeners = new Map<string, () => void>();
  const page = { refreshes: 0, failed: false };
  followUpdates(
    { on: (event, listener) => void listeners.set(event, listener) },
    {
      refresh: () => void page.refreshes++,
      takeFailed: () => {
        const { failed } = page;
        page.failed = false;
        return failed;
      },
    },
  );
  const tell = (...events: readonly string[]): void => {
    for (const event of events) listeners.get(event)?.();
  };
  return { page, tell };
}

test("a change of the server's code refreshes the page once, however many files changed", () => {
  const { page, tell } = openPage();
  tell("rsc:update", "rsc:update");
  expect(page.refreshes).toBe(0);
  vi.runAllTimers();
  expect(page.refreshes).toBe(1);
});

test.each([
  ["after", ["rsc:update", "vite:beforeUpdate"]],
  ["before", ["vite:beforeUpdate", "rsc:update"]],
])("components that change beside it, told of %s it, are in place first", (_when, events) => {
  const { page, tell } = openPage();
  tell(...events);
  vi.runAllTimers();
  expect(page.refreshes).toBe(0);
  tell("vite:afterUpdate");
  // React Refresh gathers what changed for 16 ms.
  vi.advanceTimersByTime(16);
  expect(page.refreshes).toBe(0);
  vi.runAllTimers();
  expect(page.refreshes).toBe(1);
});

test("a component that changes alone refreshes nothing, unless something failed", () => {
  const { page, tell } = openPage();
  tell("vite:beforeUpdate", "vite:afterUpdate");
  vi.runAllTimers();
  expect(page.refreshes).toBe(0);
  page.failed = true;
  tell("vite:beforeUpdate", "vite:afterUpdate");
  vi.runAllTimers();
  tell("vite:beforeUpdate", "vite:afterUpdate");
  vi.runAllTimers();
  expect(page.refreshes).toBe(1);
});
