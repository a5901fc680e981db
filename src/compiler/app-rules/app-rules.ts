import type { AppRule } from "./app-rule.ts";
import { checkBrowserUses } from "./check-browser-uses.ts";
import { checkClientInline } from "./check-client-inline.ts";
import { checkFontFiles } from "./check-font-files.ts";
import { checkLayouts } from "./check-layouts.ts";
import { checkMissingFiles } from "./check-missing-files.ts";
import { checkNextModules } from "./check-next-modules.ts";
import { checkNextNames } from "./check-next-names.ts";
import { checkPagesDirectory } from "./check-pages-directory.ts";
import { checkPassedFunctions } from "./check-passed-functions.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkProxyFile } from "./check-proxy-file.ts";
import { checkReExports } from "./check-re-exports.ts";
import { checkRevalidations } from "./check-revalidations.ts";
import { checkRouteFiles } from "./check-route-files.ts";
import { checkServerModules } from "./check-server-modules.ts";
import { checkStateSignatures } from "./check-state-signatures.ts";
import { checkUnusedActions } from "./check-unused-actions.ts";

/** The rules that need more than one module. */
export const appRules: readonly AppRule[] = [
  checkBrowserUses,
  checkClientInline,
  checkFontFiles,
  checkLayouts,
  checkMissingFiles,
  checkNextModules,
  checkNextNames,
  checkPagesDirectory,
  checkPassedFunctions,
  checkProxy,
  checkProxyFile,
  checkReExports,
  checkRevalidations,
  checkRouteFiles,
  checkServerModules,
  checkStateSignatures,
  checkUnusedActions,
];
