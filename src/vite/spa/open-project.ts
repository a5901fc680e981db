import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { loadEnv, type ResolvedConfig } from "vite";
import { listSourceFiles } from "../app-files.ts";
import { createAppModules, type AppModules } from "../app-modules.ts";
import { findIdSecret, type IdSecret } from "../id-secret.ts";
import { endpointsOf, type Endpoints } from "../list-actions.ts";
import type { SpaSettings } from "./spa-options.ts";

/** A browser-only app, once Vite has resolved where it is. */
export interface SpaProject {
  readonly root: string;
  readonly settings: SpaSettings;
  readonly development: boolean;
  readonly buildId: string;
  readonly secret: IdSecret;
  /** Variables of the process, completed from `.env` files; those that begin with `EDICT_`. */
  readonly env: Readonly<Record<string, string>>;
  /** Path under which the app is mounted: Vite's `base` without its final slash, or "". */
  readonly basePath: string;
  readonly modules: AppModules;
  /** Grows from round to round of a build. */
  readonly endpoints: { current: Endpoints };
}

/** Opens the app of a Vite configuration: finds the secret of its ids and names its build. */
export async function openProject(
  config: ResolvedConfig,
  settings: SpaSettings,
): Promise<SpaProject> {
  const { root, command, mode, envDir, base, build } = config;
  const development = command === "serve";
  const env = loadEnv(mode, envDir === false ? false : envDir, "EDICT_");
  const secret = await findIdSecret(root, env);
  const buildId =
    settings.buildId ??
    (development
      ? `dev-${Date.now().toString(36)}`
      : await hashSources(root, secret.value, [build.outDir, settings.serverOutDir]));
  return {
    root,
    settings,
    development,
    buildId,
    secret,
    env,
    // A relative base or another host's says where files are, not where the app is.
    basePath: base.startsWith("/") ? base.replace(/\/$/, "") : "",
    modules: createAppModules(root),
    endpoints: { current: endpointsOf([], false) },
  };
}

/**
 * Names a build by what it is made from: known before anything is bundled, so that the browser's files can carry it.
 * The secret counts too, because every id depends on it; what the last build left does not.
 */
async function hashSources(
  root: string,
  secret: string,
  outDirs: readonly string[],
): Promise<string> {
  const hash = createHash("sha256").update(secret);
  const built = outDirs.map((folder) => `${relative(root, resolve(root, folder))}/`);
  for (const file of await listSourceFiles(root))
    if (!built.some((folder) => file.startsWith(folder)))
      hash.update(`\0${file}\0`).update(await readFile(join(root, file)));
  return hash.digest("hex").slice(0, 16);
}
