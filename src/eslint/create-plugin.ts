import { lintModule } from "../compiler/index.ts";
import {
  appCatalogue,
  compilerCatalogue,
  routeCatalogue,
  type DiagnosticCode,
} from "../errors/index.ts";
import { createRule } from "./create-rule.ts";
import { createFindingCache } from "./finding-cache.ts";
import type { LintConfig, LintPlugin } from "./lint-plugin.ts";

/** Codes of the app as a whole that a file shows by itself; the others are left to `edict check` and `edict build`. */
const inOneFile: ReadonlySet<DiagnosticCode> = new Set([
  "ineffective-ignore",
  "route-setting-invalid",
  "route-setting-ignored",
]);

/** Codes that the folder of a file decides, and the packages of its app. */
const besideTheFile: ReadonlySet<DiagnosticCode> = new Set(["font-not-found"]);

/** Makes the plugin: the diagnostics that one file is enough for, a rule each. `version` is the package's. */
export function createPlugin(version: string): LintPlugin {
  const codes = Object.keys(compilerCatalogue) as DiagnosticCode[]; // the catalogue is keyed by code
  const ofApp = { ...appCatalogue, ...routeCatalogue };
  const local = codes.filter(
    (code) => !besideTheFile.has(code) && (!Object.hasOwn(ofApp, code) || inOneFile.has(code)),
  );
  const findingsOf = createFindingCache((input) => lintModule({ ...input, isAlone: true }));
  const plugin: LintPlugin = {
    meta: { name: "edict", version, namespace: "edict" },
    rules: Object.fromEntries(local.map((code) => [code, createRule(code, findingsOf)])),
    configs: {
      // The configuration holds the plugin that holds it.
      get recommended(): LintConfig {
        return {
          name: "edict/recommended",
          plugins: { edict: plugin },
          rules: Object.fromEntries(
            local.map((code) => [
              `edict/${code}`,
              compilerCatalogue[code].severity === "error" ? "error" : "warn",
            ]),
          ),
        };
      },
    },
  };
  return plugin;
}
