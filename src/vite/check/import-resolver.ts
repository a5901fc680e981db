import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve as resolvePath } from "node:path";
import { ResolverFactory } from "oxc-resolver";
import type { Alias } from "vite";
import { findPackage } from "../find-package.ts";
import { findJsconfig } from "../find-jsconfig.ts";
import { createPathPatterns } from "./path-patterns.ts";

/** Finds out which file an import means, without a bundler. */
export interface ImportResolver {
  /** The file, absolute; undefined for a package, and for what is not there. */
  readonly resolve: (specifier: string, importer: string) => string | undefined;
  /** Tells whether an import means a file of the app, by its path or by an alias, and there is none. */
  readonly isMissing: (specifier: string, importer: string) => boolean;
  /** Tells whether a file of any kind by its path, or a package, is there. */
  readonly isThere: (specifier: string, importer: string) => boolean;
  /** Files came or went: what was looked up before is looked up again. */
  readonly forget: () => void;
}

const viteFiles = ["ts", "mts", "cts", "js", "mjs", "cjs"].map((end) => `vite.config.${end}`);

/** Makes the resolver of the app at `root`: relative paths, `paths` of the nearest `tsconfig.json` or of its `jsconfig.json`, and `resolve.alias` of its Vite configuration. */
export async function createImportResolver(root: string): Promise<ImportResolver> {
  const aliases = viteFiles.some((name) => existsSync(join(root, name)))
    ? await readAliases(root)
    : [];
  const jsconfig = findJsconfig(root);
  const factory = new ResolverFactory({
    tsconfig: jsconfig === undefined ? "auto" : { configFile: jsconfig },
    extensions: [".tsx", ".ts", ".jsx", ".js", ".mts", ".mjs", ".cts", ".cjs"],
    extensionAlias: {
      ".js": [".ts", ".tsx", ".js"],
      ".jsx": [".tsx", ".jsx"],
      ".mjs": [".mts", ".mjs"],
      ".cjs": [".cts", ".cjs"],
    },
    mainFields: [],
    symlinks: false,
  });
  const resolve: ImportResolver["resolve"] = (specifier, importer) => {
    const wanted = withAlias(aliases, specifier, root).split("?")[0] ?? specifier;
    if (isPackageOnly(wanted)) return undefined;
    const found = factory.resolveFileSync(importer, wanted).path;
    return found === undefined || /[\\/]node_modules[\\/]/.test(found) ? undefined : found;
  };
  let configured = createPathPatterns(jsconfig);
  const isMissing: ImportResolver["isMissing"] = (specifier, importer) => {
    const aliased = withAlias(aliases, specifier, root);
    const wanted = aliased.split("?")[0] ?? aliased;
    const isPath = wanted.startsWith(".") || (aliased !== specifier && isAbsolute(wanted));
    if (!isPath && (isPackageOnly(wanted) || !configured.matches(wanted, importer))) return false;
    if (factory.resolveFileSync(importer, wanted).path !== undefined) return false;
    if (!isPath) return !isInstalled(wanted, importer);
    // A folder that is a package, or a file of an ending that only the bundler adds.
    const path = resolvePath(dirname(importer), wanted);
    return !existsSync(path) && !existsSync(`${path}.json`);
  };
  const forget = (): void => {
    factory.clearCache();
    configured = createPathPatterns(jsconfig);
  };
  return { resolve, isMissing, isThere, forget };
}

function isThere(specifier: string, importer: string): boolean {
  return specifier.startsWith(".")
    ? existsSync(resolvePath(dirname(importer), specifier))
    : isInstalled(specifier, importer);
}

/** Tells whether a module can import the package that a specifier names. */
function isInstalled(specifier: string, importer: string): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return findPackage(name, dirname(importer)) !== undefined;
}

/** No `paths` of a tsconfig may say where these are. */
function isPackageOnly(specifier: string): boolean {
  return /^(?:node:|https?:|data:|virtual:|\0)/.test(specifier);
}

async function readAliases(root: string): Promise<readonly Alias[]> {
  const { loadConfigFromFile } = await import("vite");
  const loaded = await loadConfigFromFile(
    { command: "build", mode: "production" },
    undefined,
    root,
    "silent",
  );
  const alias = loaded?.config.resolve?.alias ?? [];
  // An array where `Array.isArray` says so; otherwise an object of names and replacements.
  return Array.isArray(alias)
    ? (alias as readonly Alias[])
    : Object.entries(alias as Readonly<Record<string, string>>).map(([find, replacement]) => ({
        find,
        replacement,
      }));
}

/** Replaces as Vite does: a text stands for itself and for what begins with it and a slash. */
function withAlias(aliases: readonly Alias[], specifier: string, root: string): string {
  for (const { find, replacement } of aliases) {
    const matches =
      typeof find === "string"
        ? specifier === find || specifier.startsWith(find.endsWith("/") ? find : `${find}/`)
        : find.test(specifier);
    if (!matches) continue;
    const replaced = specifier.replace(find, replacement);
    return replaced.startsWith(".") && !isAbsolute(replaced)
      ? resolvePath(root, replaced)
      : replaced;
  }
  return specifier;
}
