import { createBuilder } from "vite";
import { edictPlugins } from "./edict-plugins.ts";
import { openBuild, runBuild, type BuildOptions, type BuildResult } from "./run-build.ts";
import { readUserPlugins } from "./user-plugins.ts";

/** Builds an app for production into `.edict/build/`. Errors in the user's code are logged with frames, never thrown. */
export async function buildApp(options: BuildOptions): Promise<BuildResult> {
  const { root } = options;
  const opened = await openBuild(options);
  if (!opened.ok) return opened;
  const user = await readUserPlugins(root, "build");
  const builder = await createBuilder({
    root,
    logLevel: "warn",
    plugins: edictPlugins({ ...opened.plugins, user }),
  });
  return runBuild(builder, opened, options);
}
