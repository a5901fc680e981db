import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dispatch, noCalls, type DispatchEvent, type QueueMode } from "./dispatch.ts";

function run(events: readonly DispatchEvent[]): number[][] {
  let state = noCalls;
  return events.map((event) => {
    const step = dispatch(state, event);
    state = step.state;
    return [...step.start];
  });
}

const begun = (call: number, action: string, mode: QueueMode = "ordered"): DispatchEvent => ({
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

  test("sends serial calls one at a time, whatever they call, and others past them", () => {
    const events = [
      begun(1, "a", "serial"),
      begun(2, "b", "serial"),
      begun(3, "c", "parallel"),
      tickEnded,
      begun(4, "a", "serial"),
      begun(5, "d"),
      settled(1),
      settled(2),
    ];
    expect(run(events)).toEqual([[1], [], [3], [], [], [5], [2], [4]]);
  });

  test("goes on with the next serial call when a waiting one is given up", () => {
    const events = [
      begun(1, "a", "serial"),
      begun(2, "b", "serial"),
      begun(3, "c", "serial"),
      settled(2),
      settled(1),
    ];
    expect(run(events)).toEqual([[1], [], [], [], [3]]);
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

  test("keeps its promises under every schedule: order per action, together per tick, one at a time where asked, never stuck", () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("begun" as const),
          action: fc.constantFrom("a", "b", "c"),
          mode: fc.constantFrom<QueueMode>("ordered", "ordered", "parallel", "latest", "serial"),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("tick-ended" as const) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("settled" as const),
          which: fc.nat(),
          isGivenUp: fc.boolean(),
        }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const calls: ModelCall[] = [];
        let state = noCalls;
        let tick = 0;
        const apply = (event: DispatchEvent): void => {
          const next = dispatch(state, event);
          state = next.state;
          const replaced = event.kind === "begun" && event.mode === "latest" ? event : undefined;
          expect(next.abort).toEqual(
            calls.flatMap((call, index) =>
              index !== replaced?.call && call.action === replaced?.action && !call.settled
                ? [index]
                : [],
            ),
          );
          for (const call of next.start) {
            expect(calls[call]?.started).toBe(false);
            Object.assign(calls[call] ?? {}, { started: true });
          }
          for (const [index, call] of calls.entries())
            if (!call.settled) expect(call.started).toBe(!isBlocked(calls, index));
        };
        const settleOne = (which: number, mayWait: boolean): void => {
          const out = calls.flatMap((call, index) =>
            (call.started || mayWait) && !call.settled ? [index] : [],
          );
          const call = out[which % out.length];
          if (call === undefined) return;
          Object.assign(calls[call] ?? {}, { settled: true });
          apply({ kind: "settled", call });
        };
        for (const one of steps) {
          if (one.kind === "begun") {
            const { action, mode } = one;
            calls.push({ action, mode, tick, started: false, settled: false });
            apply(begun(calls.length - 1, action, mode));
          } else if (one.kind === "tick-ended") {
            tick++;
            apply(one);
          } else settleOne(one.which, one.isGivenUp);
        }
        for (let left = calls.length; left > 0; left--) settleOne(0, false);
        expect(calls.every((call) => call.settled)).toBe(true);
        expect(state.open).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

interface ModelCall {
  readonly action: string;
  readonly mode: QueueMode;
  readonly tick: number;
  started: boolean;
  settled: boolean;
}

/** The model: which calls still keep one from going out. */
function isBlocked(calls: readonly ModelCall[], index: number): boolean {
  const call = calls[index];
  return calls.some((other, at) => {
    if (call === undefined || other.settled) return false;
    if (call.mode === "serial") return at < index && other.mode === "serial";
    return call.mode === "ordered" && other.action === call.action && other.tick < call.tick;
  });
}
