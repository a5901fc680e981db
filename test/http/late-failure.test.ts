import { describe, expect, test } from "vitest";
import { actionSignal, after } from "../../src/context/index.ts";
import { redirect } from "../../src/context/signals.ts";
import { callOf } from "./calls.ts";
import { fakeApp } from "./fake-app.ts";
import { hostKinds, startHost, type Host } from "./hosts.ts";

describe.each(hostKinds)("an action past its deadline, %s,", (kind) => {
  /** Calls an action that ends only after its refusal was sent, and waits for its end. */
  const callLate = async (end: (signal: AbortSignal) => unknown): Promise<Host> => {
    const late: { release?: () => void; ended?: Promise<unknown> } = {};
    const released = new Promise<void>((resolve) => (late.release = resolve));
    const run = async (): Promise<unknown> => {
      const signal = actionSignal();
      await released;
      return end(signal);
    };
    const { build } = fakeApp({ actions: { act: () => (late.ended = run()) } });
    const host = await startHost(kind, build, { limits: { actionTimeoutMs: 50 } });
    expect((await host.send(callOf(host, "act", []))).status).toBe(504);
    late.release?.();
    await late.ended?.catch(() => undefined); // its failure is what the log is read for
    await new Promise((resolve) => setImmediate(resolve));
    return host;
  };

  test("that fails is in the log", async () => {
    const { log } = await callLate(() => {
      throw new Error("the payment failed");
    });
    expect(log.map(({ line }) => line)).toEqual([
      expect.stringContaining("TIMEOUT (504)"),
      expect.stringMatching(
        /app\/actions\.ts#act, after its deadline, failed with "Error: the payment failed", digest /,
      ),
    ]);
    expect(log[1]?.detail).toContain("late-failure.test.ts");
  });

  test.each<[string, (signal: AbortSignal) => unknown]>([
    ["obeys its signal", (signal) => signal.throwIfAborted()],
    ["redirects", () => redirect("/posts/9")],
    ["returns", () => "done"],
  ])("that %s is not reported again", async (_, end) => {
    expect((await callLate(end)).log).toHaveLength(1);
  });

  test.each<[string, () => unknown]>([
    ["returns", () => "done"],
    ["fails", () => Promise.reject(new Error("too late"))],
  ])("that gives a task to after() and %s has it run", async (_, end) => {
    const done: string[] = [];
    const host = await callLate((signal) => {
      after(() => {
        done.push(`aborted: ${signal.aborted}`);
        after(() => void done.push("its own"));
      });
      return end();
    });
    await host.handler.drain();
    expect(done).toEqual(["aborted: true", "its own"]);
  });
});
