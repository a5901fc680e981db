import type { Callee } from "./callee-of.ts";

const modules = new Set(["next/headers", "edict"]);
const names = new Set(["cookies", "headers", "draftMode"]);

/** Tells whether this function gives a promise of what the request carries: `cookies`, `headers` or `draftMode`. */
export function isRequestApi(callee: Callee): boolean {
  return (
    callee.kind === "imported" &&
    modules.has(callee.specifier) &&
    names.has(callee.name) &&
    callee.path.length === 0
  );
}
