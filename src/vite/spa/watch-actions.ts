import type { ViteDevServer } from "vite";
import type { DevActions } from "../dev-actions.ts";

const sourceFile = /\.[cm]?[jt]sx?$/;

/** Keeps the index of actions in step with the files, and what the browser holds in step with their ids. */
export function watchActions(vite: ViteDevServer, actions: DevActions): void {
  vite.watcher.on("all", (event, file) => {
    if (!sourceFile.test(file) || file.includes("/node_modules/") || file.includes("/.edict/"))
      return;
    if (event === "unlink") actions.remove(file);
    else if (event === "add" || event === "change")
      reread(vite, actions, file).catch((error: unknown) =>
        vite.config.logger.error(error instanceof Error ? error.message : String(error)),
      );
  });
}

/** A module whose exports come from the file has other ids now, though its own text is the same: it is compiled again. */
async function reread(vite: ViteDevServer, actions: DevActions, file: string): Promise<void> {
  for (const changed of await actions.update(file))
    for (const environment of Object.values(vite.environments))
      for (const module of environment.moduleGraph.getModulesByFile(changed) ?? [])
        await environment.reloadModule(module);
}
