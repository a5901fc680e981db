import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DispatchMode } from "../protocol/index.ts";
import { dispatch, noCalls, type DispatchEvent } from "./dispatch.ts";

function run(events: readonly DispatchEvent[]): number[][] {
  let state = noCalls;
  return events.map((event) => {
    const step = dispatch(state, event);
    state = step.state;
    return [...step.start];
  });
}

const begun = (call: number, action: string, mode: DispatchMode = "ordered"): DispatchEvent => ({
  kind: "begun",
  call,
  action,
  mode,
});
const settled = (call: number): DispatchEvent => ({ kind: "settled", call });
const tickEnded: DispatchEvent = { kind: "tick-ended" };

describe("dispatch", () => {
  test("sends calls begun in one tick together, also to one action", () => {
    expect(run([begun(1, "a"), begun(2, "a"), begun(3, "b")])).toEqual([[1], [2], [3]]);
  });

  test("lets a call wait for calls to the same action begun in earlier ticks", () => {
    const events = [begun(1, "a"), begun(2, "a"), tickEnded, begun(3, "a"), settled(2), settled(1)];
    expect(run(events)).toEqual([[1], [2], [], [], [], [3]]);
  });

  test("lets different actions go at once", () => {
    expect(run([begun(1, "a"), tickEnded, begun(2, "b")])).toEqual([[1], [], [2]]);
  });

  test("sends the waiting calls of the next tick together, and those of the one after it later", () => {
    const events = [
      begun(1, "a"),
      tickEnded,
      begun(2, "a"),
      begun(3, "a"),
      tickEnded,
      begun(4, "a"),
      settled(1),
      settled(3),
      settled(2),
    ];
    expect(run(events)).toEqual([[1], [], [], [], [], [], [2, 3], [], [4]]);
  });

  test("goes on when a waiting call is given up", () => {
    const events = [
      begun(1, "a"),
      tickEnded,
      begun(2, "a"),
      tickEnded,
      begun(3, "a"),
      settled(2),
      settled(1),
    ];
    expect(run(events)).toEqual([[1], [], [], [], [], [], [3]]);
  });

  test("lets calls to a parallel action wait for nothing", () => {
    const events = [begun(1, "a", "parallel"), tickEnded, begun(2, "a", "parallel")];
    expect(run(events)).toEqual([[1], [], [2]]);
  });

  test("lets a newer call to a latest action take the place of all before it, and of no other's", () => {
    let state = noCalls;
    const step = (event: DispatchEvent) => {
      const { start, abort, ...next } = dispatch(state, event);
      ({ state } = next);
      return { start, abort };
    };
    expect(step(begun(1, "a", "latest"))).toEqual({ start: [1], abort: [] });
    expect(step(begun(2, "b", "latest"))).toEqual({ start: [2], abort: [] });
    step(tickEnded);
    expect(step(begun(3, "a", "latest"))).toEqual({ start: [3], abort: [1] });
    expect(step(settled(1))).toEqual({ start: [], abort: [] });
    expect(step(begun(4, "a", "latest"))).toEqual({ start: [4], abort: [3] });
  });

  test("keeps its promises under every schedule: order per action, together per tick, never stuck", () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("begun" as const),
          action: fc.constantFrom("a", "b", "c"),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("tick-ended" as const) }) },
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant("settled" as const), which: fc.nat() }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const calls: { action: string; tick: number; started: boolean; settled: boolean }[] = [];
        let state = noCalls;
        let tick = 0;
        const apply = (event: DispatchEvent): void => {
          const next = dispatch(state, event);
          state = next.state;
          for (const call of next.start) {
            expect(calls[call]?.started).toBe(false);
            Object.assign(calls[call] ?? {}, { started: true });
          }
          // The model: a call is out exactly when every call to its action from an earlier tick has settled.
          for (const call of calls) {
            const blocked = calls.some(
              (other) => other.action === call.action && other.tick < call.tick && !other.settled,
            );
            if (!call.settled) expect(call.started).toBe(!blocked);
          }
        };
        const settleOne = (which: number): void => {
          const out = calls.flatMap((call, index) =>
            call.started && !call.settled ? [index] : [],
          );
          const call = out[which % out.length];
          if (call === undefined) return;
          Object.assign(calls[call] ?? {}, { settled: true });
          apply({ kind: "settled", call });
        };
        for (const one of steps) {
          if (one.kind === "begun") {
            calls.push({ action: one.action, tick, started: false, settled: false });
            apply(begun(calls.length - 1, one.action));
          } else if (one.kind === "tick-ended") {
            tick++;
            apply(one);
          } else settleOne(one.which);
        }
        for (let left = calls.length; left > 0; left--) settleOne(0);
        expect(calls.every((call) => call.settled)).toBe(true);
        expect(state.open).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
