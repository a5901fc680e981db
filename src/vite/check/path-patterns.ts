import { dirname, resolve } from "node:path";
import { getTsconfig, parseTsconfig, type TsConfigJson } from "get-tsconfig";

/** Knows which imports the `paths` of an app's `tsconfig.json` files, or of its `jsconfig.json`, speak of. */
export interface PathPatterns {
  /** Tells whether a pattern of the nearest `tsconfig.json`, other than `*`, takes `specifier`. */
  readonly matches: (specifier: string, importer: string) => boolean;
}

/** Makes one that reads each `tsconfig.json` once; `jsconfig` is the one file of an app that has none of these. */
export function createPathPatterns(jsconfig?: string): PathPatterns {
  const cache = new Map<string, string>();
  const byFolder = new Map<string, readonly string[]>();
  return {
    matches: (specifier, importer) => {
      const folder = dirname(importer);
      const patterns = byFolder.get(folder) ?? patternsFor(folder, { cache, jsconfig });
      byFolder.set(folder, patterns);
      return patterns.some((pattern) => fits(specifier, pattern));
    },
  };
}

interface Configurations {
  readonly cache: Map<string, string>;
  readonly jsconfig: string | undefined;
}

function patternsFor(folder: string, { cache, jsconfig }: Configurations): readonly string[] {
  try {
    if (jsconfig !== undefined) return patternsOf(parseTsconfig(jsconfig, cache));
    const found = getTsconfig(folder, "tsconfig.json", cache);
    if (found === null) return [];
    const { references = [] } = found.config;
    const referred = references.map(({ path }) => resolve(dirname(found.path), path));
    return [
      ...patternsOf(found.config),
      ...referred.flatMap((path) =>
        patternsOf(parseTsconfig(path.endsWith(".json") ? path : `${path}/tsconfig.json`, cache)),
      ),
    ];
  } catch {
    // A configuration that cannot be read speaks of nothing; TypeScript itself says what is wrong with it.
    return [];
  }
}

function patternsOf({ compilerOptions }: TsConfigJson): readonly string[] {
  return Object.keys(compilerOptions?.paths ?? {}).filter((pattern) => pattern !== "*");
}

function fits(specifier: string, pattern: string): boolean {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return specifier === pattern;
  return (
    specifier.length >= before.length + after.length &&
    specifier.startsWith(before) &&
    specifier.endsWith(after)
  );
}
