import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import { headerNames, type Refusal } from "../../protocol/index.ts";
import type { ServerRequest } from "../server-request.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads the id of a call, in lower case; undefined for a call that has none, which is not recorded. Errors: MALFORMED. */
export function readCallId(request: ServerRequest): Result<string | undefined, Refusal> {
  const first = request.header(headerNames.call);
  if (first === undefined) return ok(undefined);
  // Two ids would be two calls: the first must not stand for both.
  const values = request.headerValues(headerNames.call);
  if (values.length === 1 && uuid.test(first)) return ok(first.toLowerCase());
  return err({
    code: "MALFORMED",
    reason: `the call id ${quoteForLog(values.join(", "))} is no UUID`,
  });
}
