import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRestarts } from "./restarts.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(answers: readonly boolean[]) {
  const said: string[] = [];
  const left = [...answers];
  const restarts = createRestarts({
    report: (line) => said.push(line),
    mayRestart: async () => left.shift() ?? expect.unreachable(),
  });
  const state = { wanted: false };
  void restarts.wanted.then(() => (state.wanted = true));
  return { said, state, ...restarts };
}

test("waits until changes have come to rest, and names each reason once", async () => {
  const { said, state, outdated } = watched([true]);
  outdated(".env changed.");
  await vi.advanceTimersByTimeAsync(150);
  outdated("edict.config.ts changed.");
  outdated(".env changed.");
  await vi.advanceTimersByTimeAsync(150);
  expect([said, state.wanted]).toEqual([[], false]);
  await vi.advanceTimersByTimeAsync(100);
  expect(said).toEqual([".env changed. edict.config.ts changed. Starting anew."]);
  expect(state.wanted).toBe(true);
});

test("goes on as it was while what changed cannot be used, until it is mended", async () => {
  const { said, state, outdated } = watched([false, true]);
  outdated("edict.config.ts changed.");
  await vi.advanceTimersByTimeAsync(300);
  expect(said).toEqual([
    "edict.config.ts changed. The server goes on as it was, until this is mended.",
  ]);
  expect(state.wanted).toBe(false);
  outdated("edict.config.ts changed.");
  await vi.advanceTimersByTimeAsync(300);
  expect(state.wanted).toBe(true);
});
