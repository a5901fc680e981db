import { quoteForLog } from "../../base/index.ts";
import { createHash, randomBytes } from "node:crypto";
import type { LogSink } from "../log-sink.ts";

/**
 * Logs an error of the app with all that is known, and returns the digest that stands for it on the wire,
 * e.g. `3f9a2c71-8b04e1d2`: the first half is equal for equal errors, the second names this occurrence.
 */
export function reportFailure(error: unknown, subject: string, log: LogSink): string {
  const text = describeError(error);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const digest = `${hash}-${randomBytes(4).toString("hex")}`;
  const [first = ""] = text.split("\n", 1);
  log({
    level: "error",
    line: `edict: ${subject} failed with ${quoteForLog(first)}, digest ${digest}`,
    detail: text,
  });
  return digest;
}

/** Describes whatever was thrown, also what throws when it is looked at. */
export function describeError(error: unknown): string {
  try {
    if (!(error instanceof Error)) return `a thrown ${typeof error}: ${String(error)}`;
    const own = error.stack ?? `${error.name}: ${error.message}`;
    const text = String(own);
    return error.cause instanceof Error && error.cause !== error
      ? `${text}\ncaused by ${String(error.cause.stack ?? error.cause.message)}`
      : text;
  } catch {
    return "a thrown value that cannot be read"; // a hostile getter or a revoked proxy
  }
}
