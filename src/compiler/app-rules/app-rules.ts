import type { AppRule } from "./app-rule.ts";
import { checkReExports } from "./check-re-exports.ts";

/** The rules that need more than one module. */
export const appRules: readonly AppRule[] = [checkReExports];
