import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadConfigFromFile, type PluginOption, type UserConfig } from "vite";
import { err, hasCode, ok, type Result } from "../../base/index.ts";

/** Name of the plugin by which a Vite configuration is known as one of `edict({ mode: "spa" })`. */
export const spaPluginName = "edict:spa";

/** What that plugin tells of its options. */
export interface SpaPluginApi {
  readonly docsUrl: string | undefined;
  readonly serverOutDir: string;
}

/** What is known of an app that is rendered in the browser alone, without running it. */
export interface SpaFacts extends Pick<SpaPluginApi, "docsUrl"> {
  /** Folders of what a build writes, absolute: none of the app's sources. */
  readonly builtFolders: readonly string[];
  /** Files that a browser begins with, absolute. */
  readonly browserEntries: readonly string[];
}

/**
 * Reads whether the folder `root` has a Vite configuration with `edict({ mode: "spa" })`, and what a browser begins with;
 * undefined where it has none. The error is a sentence about a configuration that cannot be loaded.
 */
export async function readSpa(root: string): Promise<Result<SpaFacts | undefined, string>> {
  let loaded: Awaited<ReturnType<typeof loadConfigFromFile>>;
  try {
    const environment = { command: "build", mode: "production" } as const;
    loaded = await loadConfigFromFile(environment, undefined, root, "silent");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(`The Vite configuration in ${root} cannot be loaded: ${reason}`);
  }
  if (loaded === null) return ok(undefined);
  const plugin = (await flatten(loaded.config.plugins)).find(({ name }) => name === spaPluginName);
  if (plugin === undefined) return ok(undefined);
  // That plugin's own.
  const { docsUrl, serverOutDir } = plugin.api as SpaPluginApi;
  const home = resolve(root, loaded.config.root ?? ".");
  const outDirs = [loaded.config.build?.outDir ?? "dist", serverOutDir];
  return ok({
    docsUrl,
    builtFolders: outDirs.map((folder) => resolve(home, folder)),
    browserEntries: await findEntries(home, loaded.config),
  });
}

interface NamedPlugin {
  readonly name: string;
  readonly api?: unknown;
}

async function flatten(option: PluginOption): Promise<NamedPlugin[]> {
  const settled = await option;
  if (Array.isArray(settled)) return (await Promise.all(settled.map(flatten))).flat();
  return settled ? [settled] : [];
}

/** Vite begins with the scripts of `index.html`, or with what the configuration names in its place. */
async function findEntries(home: string, config: UserConfig): Promise<string[]> {
  const { rolldownOptions, rollupOptions } = config.build ?? {};
  const input = rolldownOptions?.input ?? rollupOptions?.input ?? "index.html";
  const named = typeof input === "string" ? [input] : Object.values(input);
  const entries = named.map(async (file) => {
    const path = resolve(home, file);
    return path.endsWith(".html") ? scriptsOf(home, path) : [path];
  });
  return (await Promise.all(entries)).flat();
}

async function scriptsOf(home: string, page: string): Promise<string[]> {
  const html = await readIfThere(page);
  return [...html.matchAll(/<script\b[^>]*?\ssrc\s*=\s*["']?([^"'\s>]+)/gi)].flatMap(
    ([, src = ""]) =>
      // A script of another host is none of the app's.
      /^(?:[a-z]+:)?\/\//i.test(src)
        ? []
        : [src.startsWith("/") ? join(home, src) : resolve(page, "..", src)],
  );
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return "";
    throw error;
  }
}
