import type { RefusalCode } from "../../errors/codes.ts";
import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import type { Refusal } from "../refusal.ts";

/** Ends the decoding of a body from any depth; never leaves the room, `catchFault` turns it into a refusal. */
export class ReplyFault extends Error {
  readonly code: RefusalCode;
  readonly limitBytes: number | undefined;

  constructor(reason: string, code: RefusalCode = "MALFORMED", limitBytes?: number) {
    super(reason);
    this.code = code;
    this.limitBytes = limitBytes;
  }
}

/** Runs `decode`; a `ReplyFault` becomes a refusal, anything else is a bug and goes on. */
export function catchFault<T>(decode: () => T): Result<T, Refusal> {
  try {
    return ok(decode());
  } catch (fault) {
    if (!(fault instanceof ReplyFault)) throw fault;
    const refusal: Refusal = { code: fault.code, reason: fault.message };
    return err(
      fault.limitBytes === undefined ? refusal : { ...refusal, limitBytes: fault.limitBytes },
    );
  }
}

/** Quotes text from outside for a reason, at most 64 characters of it: a body holds much that is to be told. */
export function quote(text: string): string {
  return quoteForLog(text, 64);
}
