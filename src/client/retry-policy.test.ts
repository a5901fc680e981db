import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideRetry,
  retryLimits,
  type FailedTry,
  type Moment,
  type Tries,
} from "./retry-policy.ts";

const first: Tries = { failures: 0, startedMs: 0 };
const at = (change: Partial<Moment> = {}): Moment => ({
  nowMs: 0,
  online: true,
  random: 0,
  ...change,
});
const lost: FailedTry = { code: "NETWORK", status: 0 };

describe("decideRetry", () => {
  test.each([
    ["a lost connection", lost],
    ["a full server", { code: "BUSY", status: 503 }],
    ["a gateway without an app behind it", { code: "INTERCEPTED", status: 502 }],
    ["a gateway in maintenance", { code: "INTERCEPTED", status: 503 }],
    ["a gateway that waited in vain", { code: "INTERCEPTED", status: 504 }],
    ["a call that still runs", { code: "IN_PROGRESS", status: 409 }],
  ])("tries again after %s", (_what, failed) => {
    expect(decideRetry(first, failed, at()).kind).toBe("wait");
  });

  test.each([
    ["MALFORMED", 400],
    ["ORIGIN", 403],
    ["NOT_FOUND", 404],
    ["METHOD", 405],
    ["BODY_TIMEOUT", 408],
    ["SKEW", 409],
    ["UNKNOWN_OUTCOME", 409],
    ["TOO_LARGE", 413],
    ["MEDIA", 415],
    ["HOST", 421],
    ["KEY_REUSED", 422],
    ["RATE_LIMITED", 429],
    ["FAILED", 500],
    ["TIMEOUT", 504],
    ["ABORTED", 0],
    ["INTERCEPTED", 200],
    ["INTERCEPTED", 500],
    ["OF_A_NEWER_SERVER", 503],
  ])("takes %s with status %d as final, online or not", (code, status) => {
    for (const online of [true, false])
      expect(decideRetry(first, { code, status }, at({ online }))).toEqual({ kind: "give-up" });
  });

  test("waits for the connection while the browser is offline, however often it failed before", () => {
    const last: Tries = { failures: retryLimits.maxTries - 1, startedMs: 0 };
    expect(decideRetry(last, lost, at({ online: false }))).toEqual({ kind: "wait-online" });
  });

  test("doubles its delay up to a bound, and spreads it over half of that", () => {
    const delays = [0, 1, 2, 3, 4].map((failures) =>
      [0, 1].map((random) => {
        const step = decideRetry({ ...first, failures }, lost, at({ random }));
        return step.kind === "wait" ? step.delayMs : undefined;
      }),
    );
    expect(delays).toEqual([
      [150, 300],
      [300, 600],
      [600, 1_200],
      [1_200, 2_400],
      [2_400, 4_800],
    ]);
  });

  test("waits at least as long as the answer asks, and gives up at once where that is too long", () => {
    const asked = (retryAfterMs: number) =>
      decideRetry(first, { code: "BUSY", status: 503, retryAfterMs }, at());
    expect(asked(7_000)).toMatchObject({ kind: "wait", delayMs: 7_000 });
    expect(asked(retryLimits.maxTotalMs + 1)).toEqual({ kind: "give-up" });
  });

  test("asks for a running call longer than for a lost one, and does not count that as a failure", () => {
    const nowMs = retryLimits.maxTotalMs + 1;
    const running = { code: "IN_PROGRESS", status: 409, retryAfterMs: 1_000 };
    expect(decideRetry(first, lost, at({ nowMs }))).toEqual({ kind: "give-up" });
    expect(decideRetry(first, running, at({ nowMs }))).toMatchObject({ tries: first });
    expect(decideRetry(first, running, at({ nowMs: retryLimits.maxRunningMs }))).toEqual({
      kind: "give-up",
    });
  });

  test("comes to an end under every schedule of failures while the browser is online", () => {
    const failure = fc.record({
      code: fc.constantFrom("NETWORK", "BUSY", "INTERCEPTED", "IN_PROGRESS"),
      status: fc.constantFrom(0, 409, 502, 503, 504),
      retryAfterMs: fc.option(fc.nat(200_000), { nil: undefined }),
    });
    const moment = fc.record({
      takesMs: fc.nat(40_000),
      random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.infiniteStream(failure), fc.infiniteStream(moment), (failures, moments) => {
        let tries = first;
        let nowMs = 0;
        let counted = 0;
        for (let steps = 0; ; steps++) {
          // Each try of a running call waits for at least half the first delay.
          expect(steps).toBeLessThan(retryLimits.maxRunningMs / (retryLimits.firstDelayMs / 2) + 8);
          const failed = failures.next().value;
          const { takesMs, random } = moments.next().value;
          nowMs += takesMs;
          const step = decideRetry(tries, failed, { nowMs, random, online: true });
          if (step.kind === "give-up") return;
          if (step.kind !== "wait") expect.unreachable();
          expect(step.delayMs).toBeGreaterThanOrEqual(failed.retryAfterMs ?? 1);
          counted += step.tries.failures - tries.failures;
          expect(counted).toBeLessThan(retryLimits.maxTries);
          nowMs += step.delayMs;
          expect(nowMs).toBeLessThanOrEqual(retryLimits.maxRunningMs);
          ({ tries } = step);
        }
      }),
    );
  });
});
