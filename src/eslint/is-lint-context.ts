import type { LintContext } from "./lint-plugin.ts";

/** Tells whether a rule was handed a module of JavaScript or TypeScript, and no Vue file, JSON or bytes. */
export function isLintContext(context: unknown): context is LintContext {
  if (typeof context !== "object" || context === null) return false;
  const { filename, sourceCode } = context as Partial<LintContext>; // each is looked at below
  return (
    typeof filename === "string" &&
    /(?:\.[cm]?[jt]sx?|>)$/i.test(filename) &&
    typeof sourceCode?.text === "string" &&
    typeof sourceCode.getLocFromIndex === "function"
  );
}
