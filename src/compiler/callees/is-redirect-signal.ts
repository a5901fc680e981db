import type { Callee } from "./callee-of.ts";

const modules = new Set(["next/navigation", "edict"]);
const names = new Set(["redirect", "permanentRedirect", "notFound", "unauthorized", "forbidden"]);

/** Tells whether this function leaves by throwing a signal: it never returns, and a `catch` around it must rethrow. */
export function isRedirectSignal(callee: Callee): boolean {
  return (
    callee.kind === "imported" &&
    modules.has(callee.specifier) &&
    names.has(callee.name) &&
    callee.path.length === 0
  );
}
