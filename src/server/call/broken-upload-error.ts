import type { Refusal } from "../../protocol/index.ts";

/** What an action meets that reads a file whose bytes do not come to their end. */
export class BrokenUploadError extends Error {
  /** As the call is answered, where the action says nothing else: MALFORMED or BODY_TIMEOUT. */
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(`The upload did not come to its end: ${refusal.reason}.`, options);
    this.name = "BrokenUploadError";
    this.refusal = refusal;
  }
}
