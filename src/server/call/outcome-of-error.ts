import { readSignal } from "../../context/signals.ts";
import { isActionError } from "../../errors/index.ts";
import type { Outcome, ThrownActionError } from "../../protocol/index.ts";

/** Tells what a thrown value means for the call; undefined when it is a plain failure, of which nothing may leave the server. */
export function outcomeOfError(
  error: unknown,
): Exclude<Outcome, { kind: "returned" | "threw" }> | ThrownActionError | undefined {
  try {
    const signal = readSignal(error);
    if (signal === undefined) return isActionError(error) ? readActionError(error) : undefined;
    if (signal.kind !== "redirect") return signal;
    const { location, type } = signal;
    return { kind: "redirected", location, replace: type === "replace" };
  } catch {
    return undefined; // looking at it threw: a hostile getter or a revoked proxy
  }
}

function readActionError(error: {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly data: unknown;
}): ThrownActionError {
  const { code, message, status, data } = error;
  const isStatus = Number.isInteger(status) && status >= 400 && status <= 599;
  return {
    code: String(code),
    message: String(message),
    status: isStatus ? status : 500,
    ...(data === undefined ? {} : { data }),
  };
}
