import type { CallExpression } from "oxc-parser";
import type { CallbackEntry } from "../flow/flow-builder.ts";

const once: ReadonlySet<string> = new Set([
  "$transaction",
  "transaction",
  "withTransaction",
  "inTransaction",
  "runInTransaction",
  "startTransition",
  "begin",
]);

const severalTimes: ReadonlySet<string> = new Set([
  "every",
  "filter",
  "find",
  "findIndex",
  "flatMap",
  "forEach",
  "map",
  "reduce",
  "some",
]);

/** Tells whether a function handed to `call` runs while the call lasts, by the name of what is called: `db.$transaction`, `items.map`, `startTransition` … */
export function runsDuringCall({ callee }: CallExpression): CallbackEntry {
  const named = callee.type === "MemberExpression" ? callee.property : callee;
  if (named.type !== "Identifier") return false;
  if (once.has(named.name)) return "once";
  return callee.type === "MemberExpression" && severalTimes.has(named.name);
}
