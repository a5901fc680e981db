import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey, type KeyRing, type RingKey } from "./key-ring.ts";

/** What a visitor in draft mode carries in a cookie. */
export interface DraftToken {
  /** `v1.<kid>.<base64url of HMAC-SHA-256>`. */
  readonly write: () => string;
  readonly isValid: (token: string) => boolean;
}

/** Makes the token of an app's draft mode: whoever cannot sign it sees no drafts. One for all, so that it cannot be more than a key. */
export function createDraftToken(ring: KeyRing, appId: string): DraftToken {
  const tokenOf = (key: RingKey): string => {
    const mac = createHmac("sha256", deriveKey(key, "draft")).update(appId).digest("base64url");
    return `v1.${key.kid}.${mac}`;
  };
  return {
    write: () => tokenOf(ring.active),
    isValid: (token) =>
      ring.keys.some((key) => {
        const [own, given] = [Buffer.from(tokenOf(key)), Buffer.from(token)];
        return own.length === given.length && timingSafeEqual(own, given);
      }),
  };
}
