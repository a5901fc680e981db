import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { after, runAfterTasks } from "./after.ts";
import { cookies } from "./cookies.ts";
import { maybeStore } from "./current-store.ts";
import { runWithStore } from "./request-storage.ts";
import { redirect } from "./signals.ts";

const nobody = (error: unknown): void => {
  throw error;
};

describe("after", () => {
  test("runs its tasks later, in phase after, in the request's store", async () => {
    const store = sampleStore({ phase: "render", cookieHeader: "a=1" });
    const seen: unknown[] = [];
    runWithStore(store, () =>
      after(async () => seen.push(maybeStore()?.phase, (await cookies()).get("a")?.value)),
    );
    expect(seen).toEqual([]);
    await runAfterTasks(store, nobody);
    expect(seen).toEqual(["after", "1"]);
  });

  test("runs what a task adds, and waits for promises", async () => {
    const store = sampleStore();
    const order: string[] = [];
    runWithStore(store, () => {
      after(wait(5).then(() => order.push("promise")));
      after(() => {
        order.push("first");
        after(() => order.push("second"));
      });
    });
    await runAfterTasks(store, nobody);
    expect(order).toEqual(["first", "promise", "second"]);
    expect(store.afterTasks).toEqual([]);
  });

  test("reports each failure, and runs the rest", async () => {
    const store = sampleStore();
    const errors: unknown[] = [];
    const ran: string[] = [];
    const early = new Error("rejected before the answer was sent");
    runWithStore(store, () => {
      after(Promise.reject(early));
      after(() => {
        throw new Error("at once");
      });
      after(() => redirect("/"));
      after(() => ran.push("rest"));
    });
    await wait(1); // an unhandled rejection would end the run here
    await runAfterTasks(store, (error) => errors.push(error));
    expect(errors).toEqual([
      early,
      new Error("at once"),
      expect.objectContaining({ message: "NEXT_REDIRECT" }),
    ]);
    expect(ran).toEqual(["rest"]);
  });

  test("keeps the caller's own asynchronous context", async () => {
    const own = new AsyncLocalStorage<string>();
    const store = sampleStore();
    const seen: unknown[] = [];
    runWithStore(store, () => own.run("mine", () => after(() => seen.push(own.getStore()))));
    await runAfterTasks(store, nobody);
    expect(seen).toEqual(["mine"]);
  });

  test("refuses what is neither function nor promise, and a call outside a request", () => {
    runWithStore(sampleStore(), () => {
      expect(() => after("task" as unknown as () => void)).toThrow("(invalid-after-task)");
    });
    expect(() => after(() => undefined)).toThrow("(outside-request)");
  });
});
