import { quoteForLog } from "../../base/index.ts";
import { createHash, randomBytes } from "node:crypto";
import { docsAddress } from "../../errors/index.ts";
import type { LogSink } from "../log-sink.ts";
import type { Visit } from "../visit.ts";
import { requestIdOf } from "./request-id.ts";

/**
 * Logs an error of the app with all that is known, the request's name too where there is a request, and returns the digest that stands for it on the wire,
 * e.g. `3f9a2c71-8b04e1d2`: the first half is equal for equal errors, the second names this occurrence.
 */
export function reportFailure(
  error: unknown,
  subject: string,
  log: LogSink,
  visit?: FailedVisit,
): string {
  const text = describeError(error);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const digest = `${hash}-${randomBytes(4).toString("hex")}`;
  const [first = ""] = text.split("\n", 1);
  const request = visit === undefined ? "" : `, request ${requestIdOf(visit)}`;
  const page = visit?.page === undefined ? "" : `; see ${docsAddress(visit.page)}`;
  log({
    level: "error",
    line: `edict: ${subject} failed with ${quoteForLog(first)}, digest ${digest}${request}${page}`,
    detail: text,
  });
  return digest;
}

/** The request in which something failed. */
export interface FailedVisit extends Pick<Visit, "givenId" | "received"> {
  /** Name of the page about such failures, where there is one: `revalidation-failed`. */
  readonly page?: string;
}

/** Causes of causes that are described; a chain may have no end. */
const maxCauses = 8;

/** Describes whatever was thrown and what caused it, also what throws when it is looked at. */
export function describeError(error: unknown): string {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  for (let at: unknown = error; !seen.has(at) && seen.size <= maxCauses;) {
    seen.add(at);
    const { text, cause } = describeOne(at);
    texts.push(text);
    if (cause === undefined) break;
    at = cause;
  }
  return texts.join("\ncaused by ");
}

function describeOne(error: unknown): { readonly text: string; readonly cause?: unknown } {
  try {
    if (!(error instanceof Error)) return { text: `a thrown ${typeof error}: ${String(error)}` };
    const text = String(error.stack ?? `${error.name}: ${error.message}`);
    return { text, cause: error.cause };
  } catch {
    return { text: "a thrown value that cannot be read" }; // a hostile getter or a revoked proxy
  }
}
