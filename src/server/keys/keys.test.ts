import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ActionId } from "../../protocol/index.ts";
import { createCaptureSealer, type CaptureSealer } from "./capture-sealer.ts";
import {
  deriveKey,
  formatKeyRing,
  parseKeyRing,
  ringOf as ringWith,
  type KeyRing,
} from "./key-ring.ts";
import { loadKeys, type KeySources } from "./load-keys.ts";
import { makeKey } from "./make-key.ts";
import { openToken, sealToken, type SealingKey } from "./seal-token.ts";
import { maxRotatedKeys, rotateRing } from "./rotate-ring.ts";

/** Bytes that look random and are the same in every run. */
function seededBytes(seed: string): (length: number) => Uint8Array {
  let count = 0;
  return (length) =>
    createHash("shake256", { outputLength: length }).update(`${seed}/${count++}`).digest();
}

function newKey(kid: string, random: (length: number) => Uint8Array): string {
  return formatKeyRing(ringWith({ kid, secret: random(32) }));
}

function ringOf(...kids: string[]): KeyRing {
  const ring = parseKeyRing(kids.map((kid) => newKey(kid, seededBytes(kid))).join(","));
  if (!ring.ok) throw new Error(ring.error);
  return ring.value;
}

const idA = `${"a".repeat(40)}ff00000000` as ActionId; // 50 hex characters
const idB = `${"b".repeat(40)}ff00000000` as ActionId; // as above
const none = (): undefined => undefined;
const sealerOf = (ring: KeyRing, app = "app"): CaptureSealer =>
  createCaptureSealer(ring, app, seededBytes("iv"));

describe("sealed captures", () => {
  const sealer = sealerOf(ringOf("k1"));
  const values = [1, "ü", { at: new Date(0) }, undefined];
  const token = sealer.seal(idA, 0, values);

  test("open for their own action and slot", () => {
    expect(token).toMatch(/^v1\.k1\.[A-Za-z0-9_-]+$/);
    expect(sealer.open({ id: idA, slot: 0 }, token, none)).toEqual({ ok: true, value: values });
  });

  test("open for nothing else", () => {
    const malformed = { ok: false, error: { code: "MALFORMED" } };
    const otherSignature = `${idA.slice(0, 42)}11111111` as ActionId; // 50 hex characters
    expect(sealer.open({ id: idB, slot: 0 }, token, none)).toMatchObject(malformed);
    expect(sealer.open({ id: otherSignature, slot: 0 }, token, none)).toMatchObject(malformed);
    expect(sealer.open({ id: idA, slot: 1 }, token, none)).toMatchObject(malformed);
    expect(sealerOf(ringOf("k1"), "other").open({ id: idA, slot: 0 }, token, none)).toMatchObject(
      malformed,
    );
  });

  test("do not open with one bit changed, cut short, or spelled otherwise", () => {
    const body = token.slice(6);
    for (let index = 0; index < body.length; index++)
      for (const other of ["A", "B", "_", "="]) {
        if (other === body[index]) continue;
        const changed = `v1.k1.${body.slice(0, index)}${other}${body.slice(index + 1)}`;
        expect(sealer.open({ id: idA, slot: 0 }, changed, none).ok).toBe(false);
      }
    for (let length = 0; length < token.length; length++)
      expect(sealer.open({ id: idA, slot: 0 }, token.slice(0, length), none).ok).toBe(false);
    for (const other of [
      `${token}=`,
      `${token}.${body}`,
      ` ${token}`,
      `V1${token.slice(2)}`,
      5,
      null,
      {},
    ])
      expect(sealer.open({ id: idA, slot: 0 }, other, none)).toMatchObject({
        ok: false,
        error: { code: "MALFORMED" },
      });
  });

  test("have one spelling, whatever bits base64 leaves over", () => {
    for (const text of ["a", "ab", "abc"]) {
      const sealed = sealer.seal(idA, 0, [text]);
      const bytes = Buffer.from(sealed.slice(6), "base64url");
      for (const last of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
        const other = sealed.slice(0, -1) + last;
        if (other === sealed || !Buffer.from(other.slice(6), "base64url").equals(bytes)) continue;
        expect(sealer.open({ id: idA, slot: 0 }, other, none).ok, `${text} ${last}`).toBe(false);
      }
    }
  });

  test("are not decoded where they are longer than any that was sealed", () => {
    const long = `v1.k1.${"A".repeat(1_400_000)}`;
    expect(sealer.open({ id: idA, slot: 0 }, long, none)).toMatchObject({
      error: { reason: "the sealed captures: no token" },
    });
  });

  test("are sealed by a key of their own, and bound to a list of texts, not to their sum", () => {
    const ring = ringOf("k1");
    const keyFor = (purpose: "captures" | "bound"): SealingKey => ({
      kid: "k1",
      bytes: deriveKey(ring.active, purpose),
    });
    const opens = (sealed: string, context: readonly string[], key: SealingKey): boolean =>
      openToken(sealed, new Map([["k1", key]]), context).ok;
    for (const purpose of ["captures", "bound"] as const) {
      const context = ["app", idA.slice(0, 40), idA.slice(42), "0", purpose];
      const sealed = sealerOf(ring).seal(idA, 0, [1], purpose);
      expect(opens(sealed, context, keyFor(purpose))).toBe(true);
      const other = purpose === "bound" ? "captures" : "bound";
      expect(opens(sealed, context, keyFor(other))).toBe(false);
    }
    const plain = sealToken(Buffer.of(1), keyFor("bound"), ["ab", "c"], seededBytes("list"));
    expect(opens(plain, ["ab", "c"], keyFor("bound"))).toBe(true);
    expect(opens(plain, ["a", "bc"], keyFor("bound"))).toBe(false);
  });

  test("open after a rotation, and are skew once their key is gone", () => {
    const rotated = sealerOf(ringOf("k2", "k1"));
    expect(rotated.open({ id: idA, slot: 0 }, token, none)).toMatchObject({ ok: true });
    expect(rotated.seal(idA, 0, [])).toMatch(/^v1\.k2\./);
    expect(sealerOf(ringOf("k2")).open({ id: idA, slot: 0 }, token, none)).toMatchObject({
      ok: false,
      error: { code: "SKEW" },
    });
  });

  test("never repeat, and show nothing of their values", () => {
    expect(sealer.seal(idA, 0, values)).not.toBe(token);
    const secret = sealer.seal(idA, 0, ["canary-canary"]);
    expect(Buffer.from(secret.slice(6), "base64url").toString("latin1")).not.toContain("canary");
  });

  test("refuse what cannot be sealed, by its place", () => {
    expect(() => sealer.seal(idA, 0, [{ session: Symbol("s") }])).toThrow("[0].session");
  });
});

describe("a key ring", () => {
  test("takes the first entry to seal, and all to open", () => {
    const ring = ringOf("k2", "k1");
    expect(ring.active.kid).toBe("k2");
    expect(ring.keys.map(({ kid }) => kid)).toEqual(["k2", "k1"]);
  });

  test.each([
    ["", "entry 1"],
    ["k1", "entry 1"],
    ["k1:c2hvcnQ=", "5 bytes"],
    [`k1:${Buffer.alloc(32).toString("base64")}`, "sample"],
    [
      `k1:${Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64")}`,
      "sample",
    ],
    [`k1:${Buffer.from("change-me-change-me-0123456789ab").toString("base64")}`, "is text"],
    [`${newKey("k1", seededBytes("a"))},${newKey("k1", seededBytes("b"))}`, "repeats the name k1"],
    [`${newKey("a b", seededBytes("a"))}`, "entry 1"],
  ])("refuses %j", (text, reason) => {
    const ring = parseKeyRing(text);
    expect(ring.ok ? "" : ring.error).toContain(reason);
  });

  test("takes every key that a machine makes, and writes it as it was read", () => {
    fc.assert(
      fc.property(fc.constant(0), () => {
        const text = formatKeyRing(ringWith(makeKey(randomBytes)));
        const ring = parseKeyRing(text);
        return ring.ok && formatKeyRing(ring.value) === text;
      }),
      { numRuns: 500 },
    );
  });

  test("derives another key for each purpose", () => {
    const { active } = ringOf("k1");
    expect(deriveKey(active, "captures")).not.toEqual(deriveKey(active, "cache"));
    expect(deriveKey(active, "captures")).toHaveLength(32);
  });
});

describe("a rotation", () => {
  const bytes = seededBytes("rotation");

  test("puts a key with a new name in front, and keeps what opens older tokens", () => {
    const before = ringOf("k1");
    const { ring, announced, dropped } = rotateRing(before, bytes);
    expect(ring.keys).toEqual([ring.active, before.active]);
    expect(ring.active.kid).toMatch(/^k\d{8}$/);
    expect(announced.active).toBe(before.active);
    expect(new Set(announced.keys)).toEqual(new Set(ring.keys));
    expect(dropped).toEqual([]);
  });

  test("drops the oldest keys once there are too many", () => {
    let ring = ringOf("k1");
    const first = ring.active;
    for (let turn = 1; turn < maxRotatedKeys; turn++) ({ ring } = rotateRing(ring, bytes));
    expect(ring.keys.at(-1)).toBe(first);
    const { ring: last, announced, dropped } = rotateRing(ring, bytes);
    expect(dropped).toEqual([first]);
    expect([last.keys.length, announced.keys.length]).toEqual([maxRotatedKeys, maxRotatedKeys]);
  });

  test("draws another name where the first is taken", () => {
    const drawn = [1, 1, 2].map((last) => new Uint8Array([0, 0, 0, last]));
    const random = (length: number): Uint8Array =>
      length === 4 ? (drawn.shift() ?? new Uint8Array(4)) : bytes(length);
    const first = makeKey(random);
    const second = makeKey(random, [first]);
    expect([first.kid, second.kid]).toEqual(["k00000001", "k00000002"]);
  });
});

describe("loading keys", () => {
  const sources = async (given: Partial<KeySources>): Promise<KeySources> => {
    const folder = await mkdtemp(join(tmpdir(), "edict-keys-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    return {
      env: {},
      file: join(folder, "secrets", "keys"),
      mayMake: false,
      randomBytes: seededBytes("made"),
      ...given,
    };
  };

  test("refuses to start where other machines can reach the server, with the line to set", async () => {
    const loaded = await loadKeys(await sources({}));
    expect(loaded.ok ? "" : loaded.error).toMatch(/EDICT_KEYS="k\d{8}:[A-Za-z0-9+/]{43}="/);
  });

  test("makes a file once where that will do, readable by its owner alone", async () => {
    const from = await sources({ mayMake: true });
    const first = await loadKeys(from);
    const second = await loadKeys({ ...from, randomBytes: seededBytes("another") });
    expect(first.ok && second.ok && second.value.ring.active).toEqual(
      first.ok && first.value.ring.active,
    );
    expect((await stat(from.file)).mode & 0o777).toBe(0o600);
    expect(await readFile(from.file, "utf8")).toMatch(/^k\d{8}:/);
  });

  test("makes one key when two start at once", async () => {
    const from = await sources({ mayMake: true });
    const loads = await Promise.all(
      ["a", "b", "c"].map((seed) => loadKeys({ ...from, randomBytes: seededBytes(seed) })),
    );
    const secrets = loads.map(
      (loaded) => loaded.ok && Buffer.from(loaded.value.ring.active.secret).toString("hex"),
    );
    expect(new Set(secrets).size).toBe(1);
  });

  test("waits for a file that another process has made and not written yet, but not for ever", async () => {
    const from = await sources({ mayMake: true });
    await mkdir(dirname(from.file), { recursive: true });
    await writeFile(from.file, "");
    const loading = loadKeys(from);
    await new Promise((resolve) => setTimeout(resolve, 40));
    await writeFile(from.file, `${newKey("k7", seededBytes("late"))}\n`);
    expect(await loading).toMatchObject({ ok: true, value: { ring: { active: { kid: "k7" } } } });
    await writeFile(from.file, "");
    expect(await loadKeys(from)).toMatchObject({
      ok: false,
      error: expect.stringContaining("Delete the file to have a new one made."),
    });
  });

  test("prefers EDICT_KEYS, and says what is wrong with it without showing it", async () => {
    const env = {
      EDICT_KEYS: newKey("k9", seededBytes("own")),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "x",
    };
    const loaded = await loadKeys(await sources({ env }));
    expect(loaded.ok && loaded.value.ring.active.kid).toBe("k9");
    const broken = await loadKeys(await sources({ env: { EDICT_KEYS: "k1:canary" } }));
    expect(broken.ok ? "" : broken.error).toContain("EDICT_KEYS: entry 1");
    expect(broken.ok ? "canary" : broken.error).not.toContain("canary");
  });

  test.each([
    [16, 1],
    [24, 1],
    [32, 0],
  ])("takes Next's key of %i bytes with %i warning", async (length, warnings) => {
    const key = Buffer.from(seededBytes("next")(length)).toString("base64");
    const loaded = await loadKeys(
      await sources({ env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key } }),
    );
    expect(loaded.ok && loaded.value.warnings).toHaveLength(warnings);
    expect(
      loaded.ok && createCaptureSealer(loaded.value.ring, "", randomBytes).seal(idA, 0, [1]),
    ).toMatch(/^v1\.next\./);
  });

  test("refuses Next's key of another length", async () => {
    const env = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "c2hvcnQ=" };
    expect(await loadKeys(await sources({ env }))).toMatchObject({ ok: false });
  });
});
