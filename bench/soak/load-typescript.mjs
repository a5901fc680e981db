import { join } from "node:path";
import { runnerImport } from "vite";

/** Loads a TypeScript file of this repository, named from its root. */
export async function loadTypeScript(file) {
  const { module } = await runnerImport(join(import.meta.dirname, "../..", file), {
    configFile: false,
    logLevel: "error",
  });
  return module;
}
