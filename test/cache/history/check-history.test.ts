import { expect, test } from "vitest";
import { HistoryChecker, type HistoryEvent } from "./check-history.ts";

const write = (value: number, start: number, end: number, isAcknowledged = true): HistoryEvent => ({
  kind: "write",
  start,
  end,
  tag: 1,
  value,
  isAcknowledged,
});
const read = (value: number, start: number, visitors: [number, number] = [1, 1]): HistoryEvent => ({
  kind: "read",
  start,
  end: start + 1,
  visitor: visitors[0],
  seenVisitor: visitors[1],
  seen: [[1, value]],
  isHit: true,
  shows: "value",
});

function anomaliesOf(...rounds: HistoryEvent[][]): readonly string[] {
  const checker = new HistoryChecker();
  for (const round of rounds) checker.addRound(round, new Map([[1, 2]]));
  return checker.figures().anomalies;
}

test("what was acknowledged before a read began must show", () => {
  expect(anomaliesOf([write(1, 0, 10), read(0, 5), read(0, 10), read(1, 11)])).toEqual([]);
  expect(anomaliesOf([read(0, 11), write(1, 0, 10)])).toEqual([
    "a hit (value) at 11 showed 0 of tag 1 after 1 was acknowledged",
  ]);
  expect(anomaliesOf([write(1, 0, 10)], [read(0, 20)])).toHaveLength(1);
  expect(anomaliesOf([write(2, 0, 30), write(1, 0, 10), read(1, 20), read(1, 40)])).toEqual([
    "a hit (value) at 40 showed 1 of tag 1 after 2 was acknowledged",
  ]);
});

test("what was not acknowledged may show, and need not", () => {
  expect(anomaliesOf([write(1, 0, 10, false), read(0, 20), read(1, 20)])).toEqual([]);
});

test("nobody sees another visitor's, or what nobody wrote", () => {
  expect(anomaliesOf([read(0, 1, [1, 2])])).toEqual([
    "a hit (value) at 1 showed visitor 2 to visitor 1",
  ]);
  expect(anomaliesOf([write(1, 0, 10), read(2, 20), read(3, 20)])).toEqual([
    "a hit (value) at 20 showed 3 of tag 1, which nobody wrote",
  ]);
});
