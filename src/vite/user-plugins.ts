import { loadConfigFromFile, type PluginOption } from "vite";

/** What of ours an app's own Vite configuration brings along already. */
export interface UserPlugins {
  /** It has a plugin for React: a second one would transform every component twice. */
  readonly hasReact: boolean;
}

/**
 * Reads which plugins `vite.config.*` of the app at `root` brings.
 * @throws one sentence, without a stack, when `edict()` or `@vitejs/plugin-rsc` is among them
 */
export async function readUserPlugins(
  root: string,
  command: "build" | "serve",
): Promise<UserPlugins> {
  const mode = command === "build" ? "production" : "development";
  const loaded = await loadConfigFromFile({ command, mode }, undefined, root);
  const names = await pluginNames(loaded?.config.plugins);
  const where = loaded?.path ?? "The Vite configuration";
  // Before what it brings along itself.
  if (names.some((name) => name.startsWith("edict:")))
    throw sentence(
      `${where} uses edict(), with which an app is run by Vite: use \`vite dev\` and \`vite build\`, or remove edict() from its plugins.`,
    );
  if (names.some((name) => name === "rsc" || name.startsWith("rsc:")))
    throw sentence(
      `${where} uses @vitejs/plugin-rsc, which Edict brings and sets up itself: remove rsc() from its plugins.`,
    );
  return { hasReact: names.some((name) => name.startsWith("vite:react")) };
}

/** A sentence for whoever wrote the configuration: where it was thrown tells them nothing. */
function sentence(message: string): Error {
  const error = new Error(message);
  delete error.stack;
  return error;
}

async function pluginNames(option: PluginOption): Promise<string[]> {
  const found = await option;
  if (Array.isArray(found)) return (await Promise.all(found.map(pluginNames))).flat();
  return found ? [found.name] : [];
}
