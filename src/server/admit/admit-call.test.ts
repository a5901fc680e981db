import { describe, expect, test } from "vitest";
import type { Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import { createAdmission, type Slot } from "./admit-call.ts";

const limits = { maxRunning: 2, maxQueued: 1, maxBodyBytesInFlight: 100 };

function slotOf(given: Result<Slot, Refusal> | Promise<Result<Slot, Refusal>>): Slot {
  if (given instanceof Promise || !given.ok) throw new Error("not admitted at once");
  return given.value;
}

describe("admission", () => {
  test("lets calls in at once, queues the next, refuses the one after", async () => {
    const admission = createAdmission(limits);
    const first = slotOf(admission.admit(1));
    slotOf(admission.admit(1));
    const waiting = admission.admit(1);
    expect(waiting).toBeInstanceOf(Promise);
    expect(admission.admit(1)).toMatchObject({ ok: false, error: { code: "BUSY" } });
    first.release();
    expect(await waiting).toMatchObject({ ok: true });
  });

  test("counts the bytes of bodies", async () => {
    const admission = createAdmission(limits);
    const first = slotOf(admission.admit(60));
    const waiting = admission.admit(60);
    expect(waiting).toBeInstanceOf(Promise);
    first.release();
    expect(await waiting).toMatchObject({ ok: true });
  });

  test("lets a body over the whole budget in alone", () => {
    slotOf(createAdmission(limits).admit(1_000));
  });

  test("gives a slot back once, however often it is released", () => {
    const admission = createAdmission({ ...limits, maxRunning: 1, maxQueued: 0 });
    const first = slotOf(admission.admit(1));
    first.release();
    const second = slotOf(admission.admit(1));
    first.release();
    expect(admission.admit(1)).toMatchObject({ ok: false });
    second.release();
    slotOf(admission.admit(1));
  });
});
