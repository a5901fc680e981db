import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { currentStore, maybeStore, requestSlot } from "./current-store.ts";
import { requestStorage, runWithStore } from "./request-storage.ts";

test("two requests that interleave keep their own stores", async () => {
  const stores = [sampleStore(), sampleStore()];
  const seen = await Promise.all(
    stores.map((store, at) =>
      runWithStore(store, async () => {
        await wait(5 - at);
        return maybeStore();
      }),
    ),
  );
  expect(seen[0]).toBe(stores[0]);
  expect(seen[1]).toBe(stores[1]);
});

test("there is no store outside a request", () => {
  expect(maybeStore()).toBeUndefined();
  expect(() => currentStore("cookies()")).toThrow(
    /^cookies\(\) was called outside a request\..*\(outside-request\)$/s,
  );
});

test("a second copy of the package uses the same storage, which nobody can replace", async () => {
  vi.resetModules();
  const copy = await import("./request-storage.ts");
  expect(copy.runWithStore).not.toBe(runWithStore);
  expect(copy.requestStorage).toBe(requestStorage);
  expect(Object.getOwnPropertyDescriptor(globalThis, requestSlot)).toMatchObject({
    writable: false,
    configurable: false,
    enumerable: false,
  });
});
