import { describe, expect, test } from "vitest";
import { createAdmission, type Admitted, type Slot } from "./admit-call.ts";

const limits = { maxRunning: 2, maxQueued: 1, maxBodyBytesInFlight: 100 };

const visitor = { signal: new AbortController().signal };

function slotOf(given: Admitted | Promise<Admitted>): Slot {
  if (given instanceof Promise || !given.ok) throw new Error("not admitted at once");
  return given.value;
}

describe("admission", () => {
  test("lets calls in at once, queues the next, refuses the one after", async () => {
    const admission = createAdmission(limits);
    const first = slotOf(admission.admit(1, visitor));
    slotOf(admission.admit(1, visitor));
    const waiting = admission.admit(1, visitor);
    expect(waiting).toBeInstanceOf(Promise);
    expect(admission.admit(1, visitor)).toMatchObject({ ok: false, error: { code: "BUSY" } });
    first.release();
    expect(await waiting).toMatchObject({ ok: true });
  });

  test("counts the bytes of bodies", async () => {
    const admission = createAdmission(limits);
    const first = slotOf(admission.admit(60, visitor));
    const waiting = admission.admit(60, visitor);
    expect(waiting).toBeInstanceOf(Promise);
    first.release();
    expect(await waiting).toMatchObject({ ok: true });
  });

  test("lets a body over the whole budget in alone", () => {
    slotOf(createAdmission(limits).admit(1_000, visitor));
  });

  test("lets a call hold more once there is room, and before others come in", async () => {
    const admission = createAdmission({ ...limits, maxRunning: 4 });
    const [first, second] = [1, 2].map(() => slotOf(admission.admit(10, visitor)));
    const granted: string[] = [];
    // Nobody else holds more: the first gets it whatever there is.
    await first?.hold(200).then(() => granted.push("first"));
    const more = second?.hold(70).then(() => granted.push("second"));
    const third = Promise.resolve(admission.admit(60, visitor)).then(() => granted.push("third"));
    await Promise.resolve();
    expect(granted).toEqual(["first"]);
    first?.release();
    await more;
    second?.release();
    await third;
    expect(granted).toEqual(["first", "second", "third"]);
    slotOf(admission.admit(40, visitor)); // nothing of what was held is left
  });

  test("holds no more for who has given its slot back", async () => {
    const admission = createAdmission(limits);
    const [first, second] = [1, 2].map(() => slotOf(admission.admit(10, visitor)));
    await first?.hold(80);
    const waiting = second?.hold(80);
    second?.release();
    await waiting;
    await second?.hold(80);
    first?.release();
    slotOf(admission.admit(100, visitor));
  });

  test("gives a slot back once, however often it is released", () => {
    const admission = createAdmission({ ...limits, maxRunning: 1, maxQueued: 0 });
    const first = slotOf(admission.admit(1, visitor));
    first.release();
    const second = slotOf(admission.admit(1, visitor));
    first.release();
    expect(admission.admit(1, visitor)).toMatchObject({ ok: false });
    second.release();
    slotOf(admission.admit(1, visitor));
  });

  test("takes who leaves out of the queue, and lets in who fits behind", async () => {
    const admission = createAdmission({ ...limits, maxQueued: 2 });
    slotOf(admission.admit(60, visitor));
    const leaver = new AbortController();
    const first = admission.admit(60, leaver);
    const second = admission.admit(1, visitor);
    leaver.abort();
    expect(await first).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
    expect(await second).toMatchObject({ ok: true });
  });

  test("does not queue who has left, nor take back the slot of who leaves later", async () => {
    const admission = createAdmission(limits);
    const [first] = [slotOf(admission.admit(1, visitor)), slotOf(admission.admit(1, visitor))];
    const gone = { signal: AbortSignal.abort() };
    expect(await admission.admit(1, gone)).toMatchObject({ ok: false });
    const leaver = new AbortController();
    const waiting = admission.admit(1, leaver);
    first.release();
    expect(await waiting).toMatchObject({ ok: true });
    leaver.abort();
    expect(admission.admit(1, visitor)).toBeInstanceOf(Promise);
  });
});
