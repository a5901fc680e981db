import { readFileSync } from "node:fs";
import { createPlugin } from "./create-plugin.ts";
import type { LintPlugin } from "./lint-plugin.ts";

export type { LintConfig, LintPlugin, LintRule } from "./lint-plugin.ts";

const plugin: LintPlugin = createPlugin(packageVersion());

/** The plugin for ESLint 9 and later, and for oxlint. */
export default plugin;

/** Linters keep results by the version of a plugin. */
function packageVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest)
    return String(manifest.version);
  throw new Error(`${file.pathname} has no version`);
}
