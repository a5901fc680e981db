import { expect, test } from "vitest";
import { defaultRestartPolicy, restartDelayMs } from "./restart-policy.ts";

test("a worker that keeps ending is replaced after ever longer waits, up to a limit", () => {
  const waits = [1, 2, 3, 8, 50].map((failures) => restartDelayMs(failures, defaultRestartPolicy));
  expect(waits).toEqual([100, 200, 400, 10_000, 10_000]);
});
