import type { RefusalCode } from "../../errors/codes.ts";
import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import type { AcceptedKind } from "../action-settings.ts";
import type { Refusal } from "../refusal.ts";
import type { ReplyBudgets } from "./reply-options.ts";

/** What a refusal says beside its code and reason. */
type FaultDetails = Pick<Refusal, "limitBytes" | "configLine">;

/** Ends the decoding of a body from any depth; never leaves the room, `catchFault` turns it into a refusal. */
export class ReplyFault extends Error {
  readonly code: RefusalCode;
  readonly details: FaultDetails;

  constructor(reason: string, code: RefusalCode = "MALFORMED", details: FaultDetails = {}) {
    super(reason);
    this.code = code;
    this.details = details;
  }
}

/** Runs `decode`; a `ReplyFault` becomes a refusal, anything else is a bug and goes on. */
export function catchFault<T>(decode: () => T): Result<T, Refusal> {
  try {
    return ok(decode());
  } catch (fault) {
    if (!(fault instanceof ReplyFault)) throw fault;
    return err({ code: fault.code, reason: fault.message, ...fault.details });
  }
}

/** Makes the fault of a value that only an action that asks for its kind gets. */
export function notAccepted(kind: AcceptedKind, what: string): ReplyFault {
  return new ReplyFault(`${what}, which the called action does not take`, "MALFORMED", {
    configLine: `configure({ accepts: ["${kind}"] }, …)`,
  });
}

/** Makes the fault of a budget that is used up; its reason names the budget and the key that raises it. */
export function overLimit(
  budgets: ReplyBudgets,
  key: keyof ReplyBudgets,
  counted: string,
): ReplyFault {
  return new ReplyFault(`more than ${budgets[key]} ${counted} (serverActions.${key})`);
}

/** Quotes text from outside for a reason, at most 64 characters of it: a body holds much that is to be told. */
export function quote(text: string): string {
  return quoteForLog(text, 64);
}
