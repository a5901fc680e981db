import { expect, test } from "vitest";
import { after } from "../../src/context/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp } from "./fake-app.ts";
import { startHost, type Host } from "./hosts.ts";

/** A server that has answered these many calls, each with a task that goes on after its answer. */
async function withTasks(count: number, task: () => unknown): Promise<Host> {
  const { build } = fakeApp({ actions: { act: async () => after(task) } });
  const host = await startHost("in memory", build);
  for (let sent = 0; sent < count; sent++) await host.send(callOf(host, "act", []));
  return host;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a server that drains waits for the tasks of after(), and for those that they add", async () => {
  const done: string[] = [];
  const host = await withTasks(1, async () => {
    await wait(30);
    after(async () => {
      await wait(30);
      done.push("second");
    });
    done.push("first");
  });
  await host.handler.drain();
  expect(done).toEqual(["first", "second"]);
  expect(host.log).toEqual([]);
});

test("a task of after() that never ends does not keep a server from ending", async () => {
  const host = await withTasks(2, () => new Promise(() => undefined));
  const started = performance.now();
  await host.handler.drain(60);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(host.log).toEqual([
    {
      level: "error",
      line: "edict: background tasks of 2 requests had not ended after 60 ms, and were left",
    },
  ]);
});

test("a server without tasks has drained at once", async () => {
  const host = await withTasks(0, () => undefined);
  const started = performance.now();
  await host.handler.drain();
  expect(performance.now() - started).toBeLessThan(1_000);
});
