import type { Plugin } from "vite";
import { spaPlugins } from "./spa/spa-plugins.ts";
import type { SpaOptions } from "./spa/spa-options.ts";

export type { SpaOptions } from "./spa/spa-options.ts";

/** Lists Edict's plugins for an app that owns its `vite.config.ts`. */
export function edict(options: SpaOptions): Plugin[] {
  return spaPlugins(options);
}
