import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createCaptureSealer } from "../../src/server/keys/capture-sealer.ts";
import { formatKeyRing, parseKeyRing, type KeyRing } from "../../src/server/index.ts";
import { makeKeyRing } from "../../src/server/keys/make-key.ts";
import { rotateRing } from "../../src/server/keys/rotate-ring.ts";
import { callOf } from "./calls.ts";
import { fakeApp, idOf } from "./fake-app.ts";
import { startHost, type Host, type Received } from "./hosts.ts";

/** Two servers of one app behind one address: calls go to each in turn. */
class Fleet {
  readonly #hosts: (Host | undefined)[] = [undefined, undefined];
  #turn = 0;
  /** The ring whose active key seals on each server. */
  readonly rings: KeyRing[] = [];

  /** Replaces one server after the other by one with another ring, while calls go on. */
  async roll(ring: KeyRing): Promise<void> {
    for (const index of [0, 1]) {
      // As on start-up: from the text that is set in the environment.
      const parsed = parseKeyRing(formatKeyRing(ring));
      if (!parsed.ok) throw new Error(parsed.error);
      const { build } = fakeApp({
        actions: {
          add: { captures: ["base"], run: async (base, more) => Number(base) + Number(more) },
        },
      });
      this.#hosts[index] = await startHost("over a socket", build, { keys: parsed.value });
      this.rings[index] = parsed.value;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** A token as the page of some server of the fleet holds it. */
  seal(): string {
    const ring = this.rings[this.#turn % 2];
    if (ring === undefined) throw new Error("the fleet has not started");
    return createCaptureSealer(ring, "", randomBytes).seal(idOf("add"), 0, [40]);
  }

  call(token: string): Promise<Received> {
    const host = this.#hosts[this.#turn++ % 2];
    if (host === undefined) throw new Error("the fleet has not started");
    return host.send(callOf(host, "add", [token, 2]));
  }
}

test("a key is rotated and retired under load without a failed call", async () => {
  const fleet = new Fleet();
  const first = makeKeyRing(randomBytes);
  const { ring: both, announced } = rotateRing(first, randomBytes);
  const only = parseKeyRing(formatKeyRing(both).split(",")[0] ?? "");
  if (!only.ok) throw new Error(only.error);
  await fleet.roll(first);
  const oldToken = fleet.seal();
  const statuses = new Set<number>();
  const calls = { answered: 0 };
  const load = { on: true };
  const visitors = Array.from({ length: 8 }, async () => {
    while (load.on) {
      // A page is rendered by one server, and calls another.
      statuses.add((await fleet.call(fleet.seal())).status);
      calls.answered += 1;
    }
  });
  /** Rolls, and goes on when the new servers have answered visitors too: as many calls as are under way, and one more. */
  const rollUnderLoad = async (ring: KeyRing): Promise<void> => {
    await fleet.roll(ring);
    const rolledAt = calls.answered;
    await expect.poll(() => calls.answered, { timeout: 15_000 }).toBeGreaterThan(rolledAt + 8);
  };
  await rollUnderLoad(announced);
  await rollUnderLoad(both);
  expect((await fleet.call(oldToken)).status).toBe(200);
  await rollUnderLoad(only.value);
  load.on = false;
  await Promise.all(visitors);
  expect([...statuses]).toEqual([200]);
  for (let turn = 0; turn < 2; turn++) {
    const late = await fleet.call(oldToken);
    expect([late.status, late.headers.get("edict-error")]).toEqual([409, "SKEW"]);
  }
}, 60_000);

test("a ring that begins anew answers tokens of the old one with skew, never as forged", async () => {
  for (let turn = 0; turn < 20; turn++) {
    const [before, after] = [makeKeyRing(randomBytes), makeKeyRing(randomBytes)];
    const token = createCaptureSealer(before, "", randomBytes).seal(idOf("add"), 0, [1]);
    const opened = createCaptureSealer(after, "", randomBytes).open(
      { id: idOf("add"), slot: 0 },
      token,
      () => undefined,
    );
    expect(opened).toMatchObject({ ok: false, error: { code: "SKEW" } });
  }
});
