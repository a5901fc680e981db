import { expect, test } from "vitest";
import { CallQueue } from "./call-queue.ts";

function queueWithLog(): { log: string[]; call: (name: string) => () => void } {
  const queue = new CallQueue();
  const log: string[] = [];
  return {
    log,
    call: (name) => {
      const { turn, leave } = queue.enter("action");
      void turn.then(() => log.push(name));
      return leave;
    },
  };
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("takes calls of one synchronous run, and of one round of microtasks, as begun together", async () => {
  const { log, call } = queueWithLog();
  call("sync 1");
  call("sync 2");
  await Promise.all([
    Promise.resolve().then(() => call("bound 1")),
    Promise.resolve().then(() => call("bound 2")),
  ]);
  await nextTask();
  // The bound ones resolve their arguments first; React begins such calls in the microtask after.
  expect(log.slice(0, 2)).toEqual(["sync 1", "sync 2"]);
});

test("keeps the order of calls begun in different tasks", async () => {
  const { log, call } = queueWithLog();
  const leaveFirst = call("first");
  await nextTask();
  call("second");
  await nextTask();
  expect(log).toEqual(["first"]);
  leaveFirst();
  await nextTask();
  expect(log).toEqual(["first", "second"]);
});

test("forgets a call that left before its turn", async () => {
  const { log, call } = queueWithLog();
  const leaveFirst = call("first");
  await nextTask();
  const leaveSecond = call("second");
  await nextTask();
  leaveSecond();
  leaveFirst();
  await nextTask();
  expect(log).toEqual(["first"]);
});
