import type { Plugin } from "vite";
import type { OwnedOptions } from "./owned/owned-options.ts";
import { ownedPlugins } from "./owned/owned-plugins.ts";
import type { SpaOptions } from "./spa/spa-options.ts";
import { spaPlugins } from "./spa/spa-plugins.ts";
import { testPlugins, type TestOptions } from "./test-plugins.ts";

export type { OwnedOptions } from "./owned/owned-options.ts";
export type { SpaOptions } from "./spa/spa-options.ts";
export type { TestOptions } from "./test-plugins.ts";

/** Options of `edict()`: of an app with routes, with `mode: "spa"` of one that renders in the browser alone, or with `mode: "test"` of an app's tests. */
export type EdictOptions = OwnedOptions | SpaOptions | TestOptions;

/**
 * Lists Edict's plugins for an app that owns its `vite.config.ts`, and is run by `vite dev` and `vite build`.
 * @throws TypeError a sentence that names the option that is wrong
 * @example export default defineConfig({ plugins: [edict()] })
 */
export function edict(options: EdictOptions = {}): Plugin[] {
  if (options.mode === "test") return testPlugins();
  return options.mode === "spa" ? spaPlugins(options) : ownedPlugins(options);
}
