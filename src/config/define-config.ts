import type { EdictConfig, EdictConfigExport } from "./edict-config.ts";

/**
 * Gives a configuration its types in an editor, and returns it as it is.
 * @example export default defineConfig({ origins: ["https://shop.example.com"] });
 */
export function defineConfig<C extends EdictConfigExport>(config: C): C {
  return config;
}

export type { ByteSize } from "../base/index.ts";
export type { ConfigEnvironment, EdictConfigExport, ServerActionsConfig } from "./edict-config.ts";
export type { EdictConfig };
