import { expect, test } from "vitest";
import { whenAborted } from "./when-aborted.ts";

test("stops when the signal aborts, once", () => {
  const controller = new AbortController();
  const reasons: unknown[] = [];
  whenAborted(controller.signal, (reason) => reasons.push(reason));
  expect(reasons).toEqual([]);
  controller.abort("left");
  controller.abort("again");
  expect(reasons).toEqual(["left"]);
});

test("stops at once when the signal was aborted before", () => {
  const reasons: unknown[] = [];
  whenAborted(AbortSignal.abort("gone"), (reason) => reasons.push(reason));
  expect(reasons).toEqual(["gone"]);
});
