import { err, ok, type Result } from "../../base/index.ts";
import type { Sealer } from "../../context/index.ts";
import { lookupOf, signatureOf, type ActionId, type Refusal } from "../../protocol/index.ts";
import {
  decodeValues,
  encodeValues,
  type DecodeValuesOptions,
} from "../../protocol/values/index.ts";
import { deriveKey, type KeyRing } from "./key-ring.ts";
import { openToken, sealToken, type RandomBytes, type SealingKey } from "./seal-token.ts";

/** Seals captured values for one action, and opens them for that action only. */
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
}

/** Longest token that is decoded, in characters. */
const maxTokenLength = 1_400_000;

/** Makes the sealer of one app. `appId` keeps apart the tokens of apps that share a key. */
export function createCaptureSealer(
  ring: KeyRing,
  appId: string,
  randomBytes: RandomBytes,
): CaptureSealer {
  const keys = new Map<string, SealingKey>(
    ring.keys.map((key) => [key.kid, { kid: key.kid, bytes: deriveKey(key, "captures") }]),
  );
  const active: SealingKey = {
    kid: ring.active.kid,
    bytes: deriveKey(ring.active, "captures"),
  };
  const contextOf = (id: ActionId, slot: number): readonly string[] => [
    appId,
    lookupOf(id),
    signatureOf(id),
    String(slot),
  ];
  return {
    seal: (id, slot, values) => {
      const plain = encodeValues(values);
      if (!plain.ok)
        throw new TypeError(
          `an action cannot close over ${plain.error.path}, ${plain.error.what}: it must be sealed to be sent`,
        );
      return sealToken(plain.value, active, contextOf(id, slot), randomBytes);
    },
    open: ({ id, slot }, token, resolveAction) => {
      if (typeof token !== "string" || token.length > maxTokenLength)
        return malformed("the sealed captures are missing");
      const plain = openToken(token, keys, contextOf(id, slot));
      if (!plain.ok)
        return plain.error === "malformed"
          ? malformed("the sealed captures do not open for this action")
          : err({
              code: "SKEW",
              reason: "the captures were sealed with a key that is not in the ring",
            });
      const values = decodeValues(plain.value, { resolveAction });
      return values.ok ? ok(values.value) : malformed("the sealed captures cannot be read");
    },
  };
}

function malformed(reason: string): Result<never, Refusal> {
  return err({ code: "MALFORMED", reason });
}
