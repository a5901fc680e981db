import { inspect } from "node:util";
import { readSignalDigest } from "../protocol/index.ts";
import type { EndedRun } from "../server/index.ts";
import { cutText, describeArguments, oneLine, withoutSecretQuery } from "./describe-arguments.ts";

const maxArgumentsLength = 80;
const maxErrorLength = 120;

/**
 * Describes an action that ran, in one line for the terminal.
 * @example `save("Title", {draft: true}) returned in 12 ms  app/actions/posts.actions.ts:8`
 */
export function describeRun(run: EndedRun): string {
  const { entry, durationMs, end } = run;
  const list = cutText(describeArguments(run), maxArgumentsLength);
  return `${entry.name}(${list}) ${describeEnd(end)} in ${describeTime(durationMs)}  ${entry.file}:${entry.line}`;
}

/** Says how an action ended: `returned`, `redirected to /posts/5`, `threw TypeError: …`. */
export function describeEnd(end: EndedRun["end"]): string {
  if (end.kind === "returned") return "returned";
  if (end.kind === "timed-out") return "passed its deadline";
  const { error } = end;
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? error.digest : "";
  const signal = typeof digest === "string" ? readSignalDigest(digest) : undefined;
  if (signal?.kind === "redirect")
    return `redirected to ${cutText(withoutSecretQuery(oneLine(signal.location)), 80)}`;
  if (signal !== undefined) return `ended with ${signal.kind}`;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
  return `threw ${cutText(oneLine(text), maxErrorLength)}`;
}

/** Writes a duration, e.g. `0.3 ms`. */
export function describeTime(durationMs: number): string {
  return `${durationMs < 10 ? durationMs.toFixed(1) : String(Math.round(durationMs))} ms`;
}
