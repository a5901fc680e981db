import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createDeadlineQueue } from "./deadline-queue.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("passes each deadline at its own time, over one timer", () => {
  const passed: string[] = [];
  const queue = createDeadlineQueue(100);
  queue.start(() => passed.push("a"));
  vi.advanceTimersByTime(60);
  queue.start(() => passed.push("b"));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(40);
  expect(passed).toEqual(["a"]);
  vi.advanceTimersByTime(59);
  expect(passed).toEqual(["a"]);
  vi.advanceTimersByTime(1);
  expect(passed).toEqual(["a", "b"]);
  expect(vi.getTimerCount()).toBe(0);
});

describe.each([
  ["one timer for all", false],
  ["a timer for each", true],
])("a queue with %s", (_, isolated) => {
  test("never passes one that was cleared, also when it is refreshed afterwards", () => {
    const passed: string[] = [];
    const queue = createDeadlineQueue(100, isolated);
    const cleared = queue.start(() => passed.push("cleared"));
    queue.start(() => passed.push("kept"));
    cleared.clear();
    cleared.refresh();
    vi.advanceTimersByTime(500);
    expect(passed).toEqual(["kept"]);
  });

  test("gives one that is refreshed its whole time again, and the others theirs", () => {
    const passed: string[] = [];
    const queue = createDeadlineQueue(100, isolated);
    const refreshed = queue.start(() => passed.push("refreshed"));
    queue.start(() => passed.push("other"));
    vi.advanceTimersByTime(90);
    refreshed.refresh();
    vi.advanceTimersByTime(10);
    expect(passed).toEqual(["other"]);
    vi.advanceTimersByTime(90);
    expect(passed).toEqual(["other", "refreshed"]);
  });

  test("starts again after it was empty", () => {
    const passed: string[] = [];
    const queue = createDeadlineQueue(100, isolated);
    queue.start(() => passed.push("a")).clear();
    vi.advanceTimersByTime(1_000);
    queue.start(() => passed.push("b"));
    vi.advanceTimersByTime(100);
    expect(passed).toEqual(["b"]);
  });
});

test("keeps no timer of one deadline for another where they are isolated", () => {
  const queue = createDeadlineQueue(100, true);
  const first = queue.start(() => undefined);
  const second = queue.start(() => undefined);
  expect(vi.getTimerCount()).toBe(2);
  first.clear();
  expect(vi.getTimerCount()).toBe(1);
  second.clear();
  expect(vi.getTimerCount()).toBe(0);
});
