import { err, ok, type Result } from "../../base/index.ts";
import type { Sealer, SealPurpose } from "../../context/index.ts";
import { lookupOf, signatureOf, type ActionId, type Refusal } from "../../protocol/index.ts";
import {
  decodeValues,
  encodeValues,
  type DecodeValuesOptions,
  type ValueFault,
} from "../../protocol/values/index.ts";
import { deriveKey, type KeyRing, type RingKey } from "./key-ring.ts";
import { openToken, sealToken, type RandomBytes, type SealingKey } from "./seal-token.ts";

/** Seals captured values and bound arguments for one action, and opens them for that action only. */
export interface CaptureSealer extends Sealer {
  /** MALFORMED for whatever was altered or sealed for something else, SKEW for a key that is not in the ring. */
  readonly open: (
    place: SealedPlace,
    token: unknown,
    resolveAction: NonNullable<DecodeValuesOptions["resolveAction"]>,
  ) => Result<readonly unknown[], Refusal>;
}

/** The only place where a token opens. */
export interface SealedPlace {
  readonly id: ActionId;
  /** Position of the argument. */
  readonly slot: number;
  /** Default: captures. */
  readonly purpose?: SealPurpose;
}

/** Longest token that is decoded, in characters. */
const maxTokenLength = 1_400_000;

/** Makes the sealer of one app. `appId` keeps apart the tokens of apps that share a key. */
export function createCaptureSealer(
  ring: KeyRing,
  appId: string,
  randomBytes: RandomBytes,
): CaptureSealer {
  const keys = { captures: deriveKeys(ring, "captures"), bound: deriveKeys(ring, "bound") };
  const contextOf = ({ id, slot, purpose = "captures" }: SealedPlace): readonly string[] => [
    appId,
    lookupOf(id),
    signatureOf(id),
    String(slot),
    purpose,
  ];
  return {
    seal: (id, slot, values, purpose = "captures") => {
      const plain = encodeValues(values);
      if (!plain.ok) throw new TypeError(unsealable[purpose](plain.error));
      const { active } = keys[purpose];
      return sealToken(plain.value, active, contextOf({ id, slot, purpose }), randomBytes);
    },
    open: (place, token, resolveAction) => {
      const { purpose = "captures" } = place;
      const what = purpose === "captures" ? "captures" : `argument ${place.slot}`;
      if (typeof token !== "string" || token.length > maxTokenLength)
        return malformed(`the sealed ${what}: no token`);
      const plain = openToken(token, keys[purpose].all, contextOf(place));
      if (!plain.ok)
        return plain.error === "malformed"
          ? malformed(`the sealed ${what}: it does not open for this action`)
          : err({
              code: "SKEW",
              reason: `the sealed ${what}: its key is not in the ring`,
            });
      const values = decodeValues(plain.value, { resolveAction });
      return values.ok ? ok(values.value) : malformed(`the sealed ${what}: it cannot be read`);
    },
  };
}

/** What is said of a value that cannot be written down. */
const unsealable: Readonly<Record<SealPurpose, (fault: ValueFault) => string>> = {
  captures: ({ path, what }) =>
    `an action cannot close over ${path}, ${what}: it must be sealed to be sent`,
  bound: ({ path, what }) =>
    `seal() cannot hold ${path.replace(/^\[0\]/, "the value")}, ${what}: it must be written down to be sent`,
};

interface PurposeKeys {
  readonly active: SealingKey;
  readonly all: ReadonlyMap<string, SealingKey>;
}

function deriveKeys(ring: KeyRing, purpose: SealPurpose): PurposeKeys {
  const derive = (key: RingKey): SealingKey => ({ kid: key.kid, bytes: deriveKey(key, purpose) });
  return {
    active: derive(ring.active),
    all: new Map(ring.keys.map((key) => [key.kid, derive(key)])),
  };
}

function malformed(reason: string): Result<never, Refusal> {
  return err({ code: "MALFORMED", reason });
}
