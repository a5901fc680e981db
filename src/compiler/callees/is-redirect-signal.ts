import type { Callee } from "./callee-of.ts";

const names = new Set(["redirect", "permanentRedirect", "notFound", "unauthorized", "forbidden"]);

/** Tells whether this function leaves by throwing a signal: it never returns, and a `catch` around it must rethrow. */
export function isRedirectSignal(callee: Callee): boolean {
  return (
    callee.kind === "imported" &&
    signalModules.has(callee.specifier) &&
    names.has(callee.name) &&
    callee.path.length === 0
  );
}

/** The modules that have such functions. */
export const signalModules: ReadonlySet<string> = new Set(["next/navigation", "edict"]);
